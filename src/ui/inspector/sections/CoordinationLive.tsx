/** What it is: a coordination at the cursor: phase, facts, what was decided. */

import { useCoordination } from '../../state/frameStore.ts';
import { formatBytes, formatCount, formatShare } from '../../widgets/format.ts';
import { Facts } from './Facts.tsx';
import { Section } from './Section.tsx';

export function CoordinationLive({ node }: { readonly node: string }) {
  const live = useCoordination(node);
  if (live === undefined) return undefined;
  const decision: readonly (readonly [string, string])[] = [
    ...(live.decision === undefined ? [] : [['Decision', live.decision] as const]),
    ...(live.confidence === undefined
      ? []
      : [['Confidence', formatShare(live.confidence)] as const]),
  ];
  return (
    <Section title="At the cursor" more={live.status}>
      <Facts
        facts={[
          ['Phase', live.phase === '' ? '–' : live.phase],
          ['Progress', formatShare(live.progress)],
          ...decision,
          ['Messages', formatCount(live.messages)],
          ['Bytes', formatBytes(live.bytes)],
          ...live.facts,
        ]}
      />
    </Section>
  );
}
