/**
 * What it is: who represents a cluster: the candidates from best to worst, as every member reckons them alone
 * from what is public. The first represents, the next takes over.
 * Source of the order by fitness: the bully election of H. Garcia-Molina, "Elections in a Distributed
 * Computing System", IEEE Transactions on Computers C-31 (1982): of those alive, the fittest leads.
 * Errors: none; candidates that are no seats are our bug.
 */

import { SeededChoices, shuffle } from '../../base/choices.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Seat } from '../../contract/protocol.ts';
import { coordinationScore } from '../../registry/scores.ts';
import type { HierarchicalParameters } from './card.ts';
import type { ClusterName } from './messages.ts';

export interface Ballotage extends ClusterName {
  readonly candidates: readonly Seat[];
  /** How many clusters each candidate represents already. */
  readonly roles: readonly number[];
  readonly salt: number;
}

type Strategy = Pick<HierarchicalParameters, 'delegation' | 'rolesMost'>;

/**
 * How fit a seat is to coordinate, 0..1: where nothing was reported of it yet, the competence that it states is
 * its performance.
 */
export function scoreOf(seat: Seat): number {
  const { reputationMilli, competenceMilli, health = 'healthy' } = seat;
  const performanceMilli = seat.performanceMilli ?? competenceMilli;
  return coordinationScore({ health, reputationMilli, performanceMilli });
}

/** The candidates from the one that represents to the last resort. */
export function rankCandidates(ballotage: Ballotage, strategy: Strategy): readonly ActorIndex[] {
  const { candidates, roles, level, cluster, salt } = ballotage;
  const byId = candidates.map(({ actor }) => actor).sort((one, other) => one - other);
  switch (strategy.delegation) {
    case 'expertise_based':
      return ranked(candidates, scoreOf);
    case 'reputation_based':
      return ranked(candidates, (seat) => seat.reputationMilli);
    case 'round_robin': {
      // The turn moves on from cluster to cluster and from level to level.
      const turn = (cluster + level - 1) % byId.length;
      return [...byId.slice(turn), ...byId.slice(0, turn)];
    }
    case 'random':
      shuffle(byId, SeededChoices.named(salt, `representative/${level}/${cluster}`));
      return byId;
    case 'load_balanced': {
      const held = new Map(candidates.map(({ actor }, i) => [actor, roles[i] ?? 0]));
      const free = (seat: Seat): boolean => (held.get(seat.actor) ?? 0) < strategy.rolesMost;
      const busy = candidates.filter((seat) => !free(seat));
      // Whoever has as many roles as it may have comes after all others, the least loaded first.
      return [
        ...ranked(candidates.filter(free), scoreOf),
        ...ranked(busy, scoreOf).toSorted(
          (one, other) => (held.get(one) ?? 0) - (held.get(other) ?? 0),
        ),
      ];
    }
  }
}

/** From the highest to the lowest; ties to the lower id. */
function ranked(candidates: readonly Seat[], height: (seat: Seat) => number): ActorIndex[] {
  return candidates
    .toSorted((one, other) => height(other) - height(one) || one.actor - other.actor)
    .map(({ actor }) => actor);
}
