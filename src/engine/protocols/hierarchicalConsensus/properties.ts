/**
 * What it is: what must hold of a hierarchy, watched from outside: recomputed from the votes as they were
 * counted and from the reports as they were taken, never read from anybody's own sums.
 */

import { decideVotes, tallyVotes } from '../../base/tally.ts';
import type { CountedVote } from '../../base/tally.ts';
import type { ActorIndex } from '../../base/units.ts';
import { PPM_ONE } from '../../base/units.ts';
import type { Decision } from '../../base/votes.ts';
import { ENDINGS, termination } from '../../contract/endings.ts';
import type { Property, Violation, Watch, WatchBrief } from '../../contract/protocol.ts';
import { nameOf, spoken } from '../../contract/sentences.ts';
import { numberOf, textOf, violation, watching } from '../../contract/watching.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import type { HierarchicalParameters } from './card.ts';

type Brief = WatchBrief<HierarchicalParameters>;
type HierarchyProperty = Property<HierarchicalParameters>;

const VOTE_KINDS = ['hierarchy.vote.counted', 'hierarchy.vote.discounted'];

/** A cluster as people name it. */
const sayCluster = (event: EventRecord): string =>
  `cluster ${numberOf(event, 'cluster')} of level ${numberOf(event, 'level')}`;
const clusterOf = (event: EventRecord): string =>
  `${numberOf(event, 'level')}/${numberOf(event, 'cluster')}`;

/** What the votes come to, by the rule of the parameters. */
function decisionOf(votes: Iterable<CountedVote>, brief: Brief): string {
  return decideVotes(tallyVotes([...votes]), brief.parameters)?.decision ?? 'no_consensus';
}

function countedVote(event: EventRecord): CountedVote {
  const isVote = event.kind === 'hierarchy.vote.counted';
  return {
    decision: isVote ? (textOf(event, 'decision') as Decision) : 'abstain',
    confidencePpm: isVote ? Math.round(numberOf(event, 'confidence') * PPM_ONE) : 0,
    weight: numberOf(event, 'weight'),
  };
}

/** Votes by who counted them and the cluster; a representative counts from nothing when it is elected. */
function watchVotes(
  brief: Brief,
  judge: (event: EventRecord, votes: Map<ActorIndex, CountedVote>) => Violation | undefined,
): Watch {
  const counts = new Map<string, Map<ActorIndex, CountedVote>>();
  return watching(brief, (event) => {
    const key = `${event.actor}/${clusterOf(event)}`;
    const votes = counts.get(key) ?? new Map<ActorIndex, CountedVote>();
    counts.set(key, votes);
    if (event.kind === 'hierarchy.representative.elected') {
      votes.clear();
      return undefined;
    }
    return judge(event, votes);
  });
}

const clusterValidity: HierarchyProperty = {
  name: 'clusterValidity',
  title: 'What a cluster decides follows from the votes of its members',
  temper: 'always',
  watches: [...VOTE_KINDS, 'hierarchy.representative.elected', 'hierarchy.cluster.decided'],
  watch: (brief) =>
    watchVotes(brief, (event, votes) => {
      if (event.kind !== 'hierarchy.cluster.decided') {
        votes.set(numberOf(event, 'voter'), countedVote(event));
        return undefined;
      }
      const expected = decisionOf(votes.values(), brief);
      const decision = textOf(event, 'decision');
      return decision === expected
        ? undefined
        : violation(
            `${nameOf(brief, event.actor)} decided ${spoken(decision)} for ${sayCluster(event)}, whose votes say ${spoken(expected)}.`,
            event.actor,
          );
    }),
};

const countedOnce: HierarchyProperty = {
  name: 'countedOnce',
  title: 'No representative counts a member twice',
  temper: 'always',
  watches: [...VOTE_KINDS, 'hierarchy.representative.elected'],
  watch: (brief) =>
    watchVotes(brief, (event, votes) => {
      const voter = numberOf(event, 'voter');
      if (votes.has(voter))
        return violation(
          `${nameOf(brief, event.actor)} counted ${nameOf(brief, voter)} twice in ${sayCluster(event)}.`,
          event.actor,
          voter,
        );
      votes.set(voter, countedVote(event));
      return undefined;
    }),
};

const faithful: HierarchyProperty = {
  name: 'faithful',
  title: 'An honest representative reports what its cluster decided',
  temper: 'always',
  watches: ['hierarchy.cluster.decided', 'hierarchy.cluster.reported'],
  watch(brief): Watch {
    const decided = new Map<string, string>();
    return watching(brief, (event) => {
      if (event.kind === 'hierarchy.cluster.decided') {
        decided.set(`${event.actor}/${clusterOf(event)}`, textOf(event, 'decision'));
        return undefined;
      }
      const representative = numberOf(event, 'representative');
      if (brief.isByzantine(representative)) return undefined;
      const expected = decided.get(`${representative}/${clusterOf(event)}`);
      const reported = textOf(event, 'decision');
      return reported === expected
        ? undefined
        : violation(
            `${nameOf(brief, representative)} reported ${spoken(reported)} for ${sayCluster(event)}, which decided ${spoken(expected ?? 'nothing')}.`,
            representative,
          );
    });
  },
};

const levelValidity: HierarchyProperty = {
  name: 'levelValidity',
  title: 'What a level decides follows from its clusters, weighted by their agents',
  temper: 'always',
  watches: ['hierarchy.cluster.reported', 'hierarchy.cluster.lost', 'hierarchy.level.decided'],
  watch(brief): Watch {
    const reports = new Map<string, CountedVote>();
    return watching(brief, (event) => {
      const level = numberOf(event, 'level');
      if (event.kind !== 'hierarchy.level.decided') {
        const said = event.kind === 'hierarchy.cluster.lost' ? '' : textOf(event, 'decision');
        const decision = said === 'agree' || said === 'disagree' ? said : 'abstain';
        const weight = numberOf(event, 'agents');
        reports.set(clusterOf(event), { decision, confidencePpm: 0, weight });
        return undefined;
      }
      const own = [...reports].filter(([cluster]) => cluster.startsWith(`${level}/`));
      const expected = decisionOf(
        own.map(([, vote]) => vote),
        brief,
      );
      const decision = textOf(event, 'decision');
      return decision === expected
        ? undefined
        : violation(
            `${nameOf(brief, event.actor)} decided ${spoken(decision)} for level ${level}, whose clusters say ${spoken(expected)}.`,
            event.actor,
          );
    });
  },
};

const highestDecides: HierarchyProperty = {
  name: 'highestDecides',
  title: 'The highest level reached decides',
  temper: 'always',
  watches: ['hierarchy.level.opened', 'hierarchy.level.decided', ...ENDINGS],
  watch(brief): Watch {
    let opened = 0;
    let last: { readonly level: number; readonly decision: string } | undefined;
    return watching(brief, (event) => {
      if (event.kind === 'hierarchy.level.opened') {
        opened = numberOf(event, 'level');
        return undefined;
      }
      if (event.kind === 'hierarchy.level.decided') {
        last = { level: numberOf(event, 'level'), decision: textOf(event, 'decision') };
        return undefined;
      }
      const isDecided = event.kind === 'coordination.completed';
      const decision = isDecided ? textOf(event, 'decision') : 'no_consensus';
      return last?.level === opened && last.decision === decision
        ? undefined
        : violation(
            `${nameOf(brief, event.actor)} decided ${spoken(decision)}, where the highest level, ${opened}, ${last?.level === opened ? `decided ${spoken(last.decision)}` : 'has not decided'}.`,
            event.actor,
          );
    });
  },
};

const oneRepresentative: HierarchyProperty = {
  name: 'oneRepresentative',
  title: 'A cluster has at most one representative in a term',
  temper: 'always',
  watches: ['hierarchy.representative.elected'],
  watch(brief): Watch {
    const elected = new Map<string, ActorIndex>();
    return watching(brief, (event) => {
      const term = `${clusterOf(event)}/${numberOf(event, 'term')}`;
      const other = elected.get(term);
      elected.set(term, event.actor);
      return other === undefined || other === event.actor
        ? undefined
        : violation(
            `${nameOf(brief, other)} and ${nameOf(brief, event.actor)} both represent ${sayCluster(event)} in term ${numberOf(event, 'term')}.`,
            other,
            event.actor,
          );
    });
  },
};

const agreement: HierarchyProperty = {
  name: 'agreement',
  title: 'All honest agents learn the same decision',
  temper: 'always',
  watches: ['hierarchy.decision.learned'],
  watch(brief): Watch {
    let first: { readonly member: ActorIndex; readonly decision: string } | undefined;
    return watching(brief, (event) => {
      if (brief.isByzantine(event.actor)) return undefined;
      const decision = textOf(event, 'decision');
      first ??= { member: event.actor, decision };
      return first.decision === decision
        ? undefined
        : violation(
            `${nameOf(brief, first.member)} learned ${spoken(first.decision)}, ${nameOf(brief, event.actor)} learned ${spoken(decision)}.`,
            first.member,
            event.actor,
          );
    });
  },
};

const delegated: HierarchyProperty = {
  name: 'delegated',
  title: 'A cluster had its decision carried upwards',
  temper: 'sometimes',
  watches: ['hierarchy.cluster.reported'],
  watch: (brief) => watching(brief, () => 'observed'),
};

export const HIERARCHY_PROPERTIES: readonly HierarchyProperty[] = [
  clusterValidity,
  levelValidity,
  highestDecides,
  countedOnce,
  faithful,
  oneRepresentative,
  agreement,
  termination('The hierarchy ends with a decision or without', 'coordinator', 'the hierarchy'),
  delegated,
];
