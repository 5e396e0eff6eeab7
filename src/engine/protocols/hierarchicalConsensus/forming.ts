/** What it is: how the coordinator forms the clusters of a level. Pure. */

import type { ActorIndex } from '../../base/units.ts';
import type { Seat } from '../../contract/protocol.ts';
import type { HierarchicalParameters } from './card.ts';
import { clusterSizes, divide } from './clusters.ts';
import { rankCandidates } from './election.ts';
import { agentsOf } from './outcome.ts';
import type { ClusterRecord, LevelRecord } from './state.ts';

/** Everything that forming a level looks at. */
export interface Surroundings {
  readonly parameters: HierarchicalParameters;
  readonly participants: readonly ActorIndex[];
  readonly seatOf: (actor: ActorIndex) => Seat;
  readonly salt: number;
}

interface Delegate {
  readonly actor: ActorIndex;
  readonly agents: number;
  /** The cluster that it represents. */
  readonly source: number;
}

/** The level that comes after those that have decided; representatives of lost clusters have no place. */
export function formLevel(
  levels: readonly LevelRecord[],
  around: Surroundings,
): readonly ClusterRecord[] {
  const { parameters } = around;
  const delegates = delegatesOf(levels, around.participants);
  const level = levels.length + 1;
  const isLast = level >= parameters.maxLevels;
  const sizes = clusterSizes(delegates.length, parameters.clusterSize, isLast);
  const roles = rolesIn(levels);
  return divide(delegates, sizes).map((own, cluster): ClusterRecord => {
    const members = own.map(({ actor }) => actor);
    const sources = own.map(({ source }) => source);
    const candidates =
      parameters.delegation === 'load_balanced' && level > 1
        ? leastLoaded(agentsBelow(levels, sources), members.length, roles, around)
        : members;
    const held = candidates.map((actor) => roles.get(actor) ?? 0);
    const seats = candidates.map(around.seatOf);
    const ballotage = { level, cluster, candidates: seats, roles: held, salt: around.salt };
    return {
      members,
      sources,
      agents: own.map(({ agents }) => agents),
      candidates,
      roles: held,
      ranking: rankCandidates(ballotage, parameters),
      term: 0,
      edition: 0,
      representative: undefined,
      report: undefined,
    };
  });
}

function delegatesOf(
  levels: readonly LevelRecord[],
  participants: readonly ActorIndex[],
): readonly Delegate[] {
  const below = levels[levels.length - 1];
  if (below === undefined)
    return participants.map((actor, source) => ({ actor, agents: 1, source }));
  return below.clusters.flatMap((cluster, source) =>
    cluster.report === undefined || cluster.representative === undefined
      ? []
      : [{ actor: cluster.representative, agents: agentsOf(cluster), source }],
  );
}

/** How many clusters each agent represents. */
function rolesIn(levels: readonly LevelRecord[]): ReadonlyMap<ActorIndex, number> {
  const roles = new Map<ActorIndex, number>();
  for (const { clusters } of levels)
    for (const { representative } of clusters)
      if (representative !== undefined)
        roles.set(representative, (roles.get(representative) ?? 0) + 1);
  return roles;
}

/** All agents below some clusters of the highest level so far. */
function agentsBelow(levels: readonly LevelRecord[], sources: readonly number[]): ActorIndex[] {
  const [top, ...rest] = levels.toReversed();
  if (top === undefined) return [];
  const clusters = sources.flatMap((source) => top.clusters[source] ?? []);
  if (rest.length === 0) return clusters.flatMap(({ members }) => members);
  const below = clusters.flatMap((cluster) => cluster.sources);
  return agentsBelow(rest.toReversed(), below);
}

/** As many as the cluster has members, of those below it: who has roles to spare first, then the fittest. */
function leastLoaded(
  agents: readonly ActorIndex[],
  most: number,
  roles: ReadonlyMap<ActorIndex, number>,
  around: Surroundings,
): readonly ActorIndex[] {
  const candidates = agents.map(around.seatOf);
  const held = agents.map((actor) => roles.get(actor) ?? 0);
  const ballotage = { level: 0, cluster: 0, candidates, roles: held, salt: around.salt };
  return rankCandidates(ballotage, around.parameters).slice(0, most);
}
