/** What it is: the run in numbers at the cursor: its size, its coordinations, its properties, its digest. */

import type { CoordinationFrame, Frame } from '../../../engine/projections/frame.ts';
import { useFrame } from '../../state/frameStore.ts';
import type { FrameState } from '../../state/frameStore.ts';
import { formatBytes, formatCount, formatMicros, formatShare } from '../../widgets/format.ts';
import { usePaced } from '../usePaced.ts';
import { Digest } from './Digest.tsx';
import { outcomeRows } from './figures.ts';
import { Foreseen } from './Foreseen.tsx';
import { Part } from './Part.tsx';
import { Properties } from './Properties.tsx';
import './metrics.css';

const frameOf = ({ frame }: FrameState) => frame;

export function Metrics() {
  const frame = usePaced(frameOf);
  const planned = useFrame((state) => state.brief?.plan.coordinations);
  const nameOf = (id: string): string => planned?.find((one) => one.id === id)?.name ?? id;
  if (frame === undefined) return undefined;
  return (
    <div className="metrics">
      <Part name="The run">
        <Facts rows={runRows(frame)} />
        <Digest />
      </Part>
      {frame.coordinations.map((one) => (
        <Coordination key={one.id} coordination={one} name={nameOf(one.id)} />
      ))}
      <Properties />
    </div>
  );
}

type Rows = readonly (readonly [label: string, value: string])[];

function runRows(frame: Frame): Rows {
  const sum = (part: (one: CoordinationFrame) => number): number =>
    frame.coordinations.reduce((total, one) => total + part(one), 0);
  return [
    ['Virtual time', formatMicros(frame.cursor.at)],
    ['Events', formatCount(frame.cursor.seq)],
    ['Messages', formatCount(sum((one) => one.messages))],
    ['Sent', formatBytes(sum((one) => one.bytes))],
    ['State', stateOf(frame)],
  ];
}

const REASONS = {
  settled: 'settled: all is decided',
  quiet: 'quiet: nothing is left to happen',
  timeLimit: 'reached its limit of time',
  eventLimit: 'reached its limit of events',
  violation: 'stopped by a violation',
} as const;

function stateOf({ status, cursor, end }: Frame): string {
  if (status.phase !== 'finished') return 'running';
  return cursor.seq < end.seq ? 'in the past of a finished run' : REASONS[status.reason];
}

function Facts({ rows }: { readonly rows: Rows }) {
  return (
    <dl className="metrics-facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface CoordinationProps {
  readonly coordination: CoordinationFrame;
  readonly name: string;
}

function Coordination({ coordination, name }: CoordinationProps) {
  const { protocol, status, phase, decision, confidence, messages, bytes, facts, outcome } =
    coordination;
  const rows: Rows = [
    ['Protocol', protocol.replaceAll('_', ' ')],
    ['State', status === 'running' ? phase : status],
    ...(decision === undefined ? [] : [['Decision', decision] as const]),
    ...(confidence === undefined ? [] : [['Confidence', formatShare(confidence)] as const]),
    ['Messages', formatCount(messages)],
    ['Sent', formatBytes(bytes)],
    ...facts,
  ];
  const known = new Set(rows.map(([label]) => label));
  const more = outcomeRows(outcome).filter(([label]) => !known.has(label));
  return (
    <Part name={name}>
      <Facts rows={rows} />
      <Foreseen coordination={coordination.id} />
      {more.length === 0 ? undefined : (
        <>
          <h4>Outcome</h4>
          <Facts rows={more} />
        </>
      )}
    </Part>
  );
}
