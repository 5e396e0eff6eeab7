/**
 * What it is: the selector's explanation: for every protocol why it fits or does not, by the matrix, and by what
 * the runs of the history have shown.
 */

import { useMemo } from 'react';
import type { NodeOf } from '../../../engine/document/design.ts';
import type { ScoredRow } from '../../../engine/selector/adaptive.ts';
import { selectOptimalProtocol } from '../../../engine/selector/adaptive.ts';
import type { Part } from '../../../engine/selector/scores.ts';
import type { SelectedRow } from '../../../engine/selector/select.ts';
import { titleOf, withTitles } from '../../../engine/selector/titles.ts';
import { useDocument } from '../../state/documentStore.ts';
import { participantCount, selectionOf } from '../../state/participation.ts';
import { measuresOf, useRuns } from '../../state/runsStore.ts';
import { formatCount, formatMicros } from '../../widgets/format.ts';
import { Section } from './Section.tsx';

type Coordination = NodeOf<'coordination'>;

export interface WhyProtocolProps {
  readonly node: Coordination;
  readonly isOpen: boolean;
}

export function WhyProtocol({ node, isOpen }: WhyProtocolProps) {
  const design = useDocument((state) => state.design);
  const { protocol, rows, flips } = selectionOf(design, node);
  const title = node.protocol === 'auto' ? 'Why this protocol?' : 'Which protocol would be chosen?';
  return (
    <>
      <Section title={title} isOpen={isOpen}>
        <ul className="why">
          {rows.map((row) => (
            <Row key={row.protocol} row={row} isChosen={row.protocol === protocol} />
          ))}
        </ul>
        <Flips flips={flips} />
      </Section>
      <ByRuns node={node} />
    </>
  );
}

interface RowProps {
  readonly row: SelectedRow | ScoredRow;
  readonly isChosen: boolean;
}

function Row({ row, isChosen }: RowProps) {
  const score = 'score' in row ? row.score : undefined;
  return (
    <li data-fits={row.fits} data-chosen={isChosen || undefined}>
      <span
        className="why-sign"
        role="img"
        aria-label={isChosen ? 'chosen' : row.fits ? 'fits' : 'does not fit'}
      >
        {isChosen ? '●' : row.fits ? '○' : '✕'}
      </span>
      <span className="why-name">{titleOf(row.protocol)}</span>
      <span className="why-words">{withTitles(row.why)}</span>
      {score === undefined ? undefined : (
        <ul className="why-parts" aria-label={`Score of ${titleOf(row.protocol)}`}>
          <PartLine name="Fit" part={score.fit} />
          <PartLine name="Performance" part={score.performance} />
          <PartLine name="Cost" part={score.cost} />
          {score.runs.slice(0, 4).map((run) => (
            <li key={`${run.digest}/${run.coordination}`}>
              {run.name}, seed {run.seed}: {run.isCompleted ? 'completed' : 'failed'} after{' '}
              {formatMicros(run.virtualMicros)}, {formatCount(run.messages)} messages
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function PartLine({ name, part }: { readonly name: string; readonly part: Part }) {
  return (
    <li>
      {name} {part.value.toFixed(2)}: {part.why}
    </li>
  );
}

/** The same question, answered with what the recorded runs have shown. */
function ByRuns({ node }: { readonly node: Coordination }) {
  const participants = useDocument(({ design }) => participantCount(design, node.id));
  const runs = useRuns((state) => state.runs);
  const { type, faultTolerance } = node.requirements;
  const { protocol, rows, flips } = useMemo(
    () => selectOptimalProtocol({ participants, type, faultTolerance }, measuresOf(runs)),
    [participants, type, faultTolerance, runs],
  );
  const candidates = rows.filter(({ score }) => score !== undefined);
  if (protocol === undefined || candidates.length === 0) return undefined;
  return (
    <Section title="By recorded runs" more={titleOf(protocol)} isOpen={false}>
      <ul className="why">
        {candidates.map((row) => (
          <Row key={row.protocol} row={row} isChosen={row.protocol === protocol} />
        ))}
      </ul>
      <Flips flips={flips} />
    </Section>
  );
}

function Flips({ flips }: { readonly flips: readonly string[] }) {
  if (flips.length === 0) return undefined;
  return (
    <>
      <p className="note">What would change the choice:</p>
      <ul className="flips">
        {flips.map((flip) => (
          <li key={flip}>{withTitles(flip)}</li>
        ))}
      </ul>
    </>
  );
}
