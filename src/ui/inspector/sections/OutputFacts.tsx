/** What it is: an output in the inspector: what its coordination has come to. */

import type { NodeOf } from '../../../engine/document/design.ts';
import { useDocument } from '../../state/documentStore.ts';
import { useCoordination } from '../../state/frameStore.ts';
import { Facts } from './Facts.tsx';
import { Section } from './Section.tsx';

export function OutputFacts({ node }: { readonly node: NodeOf<'output'> }) {
  const source = useDocument(
    ({ design }) =>
      design.connections.find((one) => one.target.node === node.id)?.source.node ?? '',
  );
  const live = useCoordination(source);
  if (live === undefined) {
    return (
      <p className="note note-padded">
        {source === ''
          ? 'Connect the outcome of a coordination to it.'
          : 'Shows the decision once a run has come to one.'}
      </p>
    );
  }
  return (
    <Section title="Outcome" more={live.status}>
      <Facts facts={outcomeFacts(live.decision, live.outcome ?? {})} />
    </Section>
  );
}

/** The decision and the protocol's own fields, in words. */
function outcomeFacts(
  decision: string | undefined,
  outcome: Readonly<Record<string, unknown>>,
): readonly (readonly [string, string])[] {
  const fields = Object.entries(outcome)
    .filter(([name]) => name !== 'decision')
    .map(([name, value]) => [name, sayValue(value)] as const);
  return [['Decision', decision ?? 'none yet'], ...fields];
}

function sayValue(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  return JSON.stringify(value) ?? '–';
}
