/**
 * What it is: the properties that watch the run. While it runs: what holds so far and what is judged in the
 * end; violations at once. When it is over: held or violated, and why.
 */

import type { Mark } from '../../../engine/projections/frame.ts';
import type { RunSummary } from '../../../engine/kernel/run.ts';
import { useFrame } from '../../state/frameStore.ts';
import { playbackStore } from '../../state/playbackStore.ts';
import { formatMicros } from '../../widgets/format.ts';
import { Part } from './Part.tsx';

const TEMPERS = {
  always: 'always',
  eventually: 'in the end',
  sometimes: 'at least once',
} as const;

export function Properties() {
  const summary = useFrame((state) => state.frame?.summary);
  const marks = useFrame((state) => state.marks);
  return (
    <Part name="Properties" isWide>
      {summary === undefined ? <SoFar marks={marks} /> : <Judged summary={summary} />}
    </Part>
  );
}

function SoFar({ marks }: { readonly marks: readonly Mark[] }) {
  const watched = useFrame((state) => state.brief?.watched);
  const violations = marks.filter((mark) => mark.kind === 'violation');
  return (
    <ul className="metrics-list">
      {violations.map((mark) => (
        <li key={mark.seq} data-held="false">
          <span className="metrics-sign" aria-hidden="true">
            ✕
          </span>
          <button
            type="button"
            className="metrics-link"
            onClick={() => void playbackStore.seek({ to: 'event', seq: mark.seq + 1 })}
          >
            {mark.label}
          </button>
          <span className="numeric metrics-quiet">{formatMicros(mark.at)}</span>
        </li>
      ))}
      {watched
        ?.filter((one) => !violations.some((mark) => mark.label.startsWith(`${one.name} `)))
        .map((one) => (
          <li key={`${one.coordination} ${one.name}`} data-held="open">
            <span className="metrics-sign" aria-hidden="true">
              {one.temper === 'always' ? '✓' : '…'}
            </span>
            <p>
              {one.title}
              <span className="metrics-quiet">
                {one.temper === 'always' ? ' holds so far' : ' judged in the end'}
              </span>
            </p>
          </li>
        ))}
    </ul>
  );
}

function Judged({ summary }: { readonly summary: RunSummary }) {
  return (
    <ul className="metrics-list">
      {summary.invariants.map((one) => (
        <li key={`${one.coordination} ${one.name}`} data-held={one.held}>
          <span className="metrics-sign" aria-hidden="true">
            {one.held ? '✓' : '✕'}
          </span>
          <div>
            <p>
              <span className="visually-hidden">{one.held ? 'Held: ' : 'Violated: '}</span>
              {one.title}
              <span className="metrics-quiet"> {TEMPERS[one.temper]}</span>
            </p>
            {one.violatedAt === undefined ? undefined : (
              <button
                type="button"
                className="metrics-link"
                onClick={() => void playbackStore.seek({ to: 'time', at: one.violatedAt ?? 0 })}
              >
                violated at {formatMicros(one.violatedAt)}
              </button>
            )}
            {one.explanation === undefined ? undefined : (
              <p className="metrics-why">{one.explanation}</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
