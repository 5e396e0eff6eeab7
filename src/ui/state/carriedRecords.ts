/**
 * What it is: reputations carried over from run to run: what a finished run has earned the agents of a pool is
 * written into the design, where its next run finds it, and where it can be seen, undone and reset.
 */

import type { Design, EarnedRecord, NodeOf } from '../../engine/document/design.ts';
import type { EarnedReputation } from '../../engine/kernel/run.ts';

/** The design with what the run has earned; the same design when no pool of it carries anything over. */
export function carryRecords(design: Design, earned: readonly EarnedReputation[]): Design {
  const nodes = design.nodes.map((node) =>
    node.kind === 'pool' && node.reputation === 'earned' ? withRecords(node, earned) : node,
  );
  const isChanged = nodes.some((node, place) => node !== design.nodes[place]);
  return isChanged ? { ...design, nodes } : design;
}

function withRecords(pool: NodeOf<'pool'>, earned: readonly EarnedReputation[]): NodeOf<'pool'> {
  const fresh = earned.flatMap((one): readonly EarnedRecord[] => {
    const [owner, number = ''] = one.agent.split('/');
    const index = Number(number);
    if (owner !== pool.id || !Number.isInteger(index) || index >= pool.count) return [];
    const { good, bad, deeds, performanceMilli } = one;
    const performance =
      performanceMilli === undefined ? {} : { performance: performanceMilli / 1_000 };
    return [{ index, good, bad, deeds, ...performance }];
  });
  if (fresh.length === 0) return pool;
  const isFresh = new Set(fresh.map(({ index }) => index));
  const kept = (pool.record ?? []).filter(({ index }) => !isFresh.has(index));
  const record = [...kept, ...fresh].toSorted((one, other) => one.index - other.index);
  return { ...pool, record };
}
