/** What it is: a pool on the canvas: its agents as a grid of dots, and how many of them are in trouble. */

import { memo } from 'react';
import { conditionOf, CONDITIONS } from '../../../engine/projections/conditions.ts';
import type { Condition } from '../../../engine/projections/conditions.ts';
import { frameStore, useFrame } from '../../state/frameStore.ts';
import { plural } from '../../widgets/format.ts';
import { ConditionGlyph } from '../../widgets/ConditionGlyph.tsx';
import { Swarm } from '../agents/Swarm.tsx';
import type { FlowNodeProps } from '../flow/adapter.tsx';
import { NodeFrame } from './NodeFrame.tsx';

export const PoolNode = memo(function PoolNode(props: FlowNodeProps) {
  const { node } = props.data;
  if (node.kind !== 'pool') return undefined;
  return (
    <NodeFrame {...props}>
      <div className="pool-swarm">
        <Swarm pool={node.id} name={node.name} count={node.count} />
      </div>
      <footer className="node-foot">
        <span>{plural(node.count, 'agent')}</span>
        <Troubles pool={node.id} count={node.count} />
      </footer>
    </NodeFrame>
  );
});

const TROUBLES: readonly Condition[] = CONDITIONS.filter((one) => one !== 'healthy');

/** How many agents are in which trouble; renders again only when a number changes. */
function Troubles({ pool, count }: { readonly pool: string; readonly count: number }) {
  const tally = useFrame(({ frame }) => (frame === undefined ? '' : tallyOf(pool, count)));
  if (tally === '') return undefined;
  const counts = tally.split(' ').map(Number);
  return (
    <span className="pool-troubles">
      {TROUBLES.map((condition, i) =>
        (counts[i] ?? 0) === 0 ? undefined : (
          <span key={condition} className="pool-trouble">
            <ConditionGlyph condition={condition} isNamed />
            <span className="numeric">{counts[i]}</span>
          </span>
        ),
      )}
    </span>
  );
}

/** The counts as one text, so that equal counts are equal. */
function tallyOf(pool: string, count: number): string {
  const counts = new Map<Condition, number>();
  for (const state of frameStore.statesOfPool(pool, count) ?? []) {
    const condition = conditionOf(state);
    counts.set(condition, (counts.get(condition) ?? 0) + 1);
  }
  return TROUBLES.map((condition) => counts.get(condition) ?? 0).join(' ');
}
