/** What it is: the facts that hierarchical_consensus records. Levels count from 1, clusters from 0. */

import { defineEvent } from '../../events/shape.ts';

export const levelOpened = defineEvent(
  'hierarchy.level.opened',
  { level: 'int', clusters: 'int', members: 'int', proposal: 'text' },
  'opens level {level}: {clusters} clusters of {members} members',
);
/** A member takes its place in a cluster; again when a replacement takes the place of another. */
export const memberSeated = defineEvent(
  'hierarchy.member.seated',
  { level: 'int', cluster: 'int', place: 'int', member: 'actor', agents: 'real' },
  'seats {member} in cluster {cluster} of level {level} for {agents} agents',
);
export const representativeElected = defineEvent(
  'hierarchy.representative.elected',
  { level: 'int', cluster: 'int', term: 'int', score: 'real' },
  'represents cluster {cluster} of level {level}',
);
/** A member has heard nothing of its representative for too long. */
export const heartbeatMissed = defineEvent(
  'hierarchy.heartbeat.missed',
  { level: 'int', cluster: 'int', term: 'int', suspect: 'actor' },
  'hears nothing of {suspect}, who represents cluster {cluster} of level {level}',
);
export const representativeReplaced = defineEvent(
  'hierarchy.representative.replaced',
  { level: 'int', cluster: 'int', term: 'int', deposed: 'actor' },
  'takes the place of {deposed} in cluster {cluster} of level {level}, which votes again',
);
/** `weight` is how many agents the member stands for, or the weight of its own vote. */
export const voteCounted = defineEvent(
  'hierarchy.vote.counted',
  {
    voter: 'actor',
    decision: 'text',
    level: 'int',
    cluster: 'int',
    confidence: 'real',
    weight: 'real',
  },
  'counts {decision} of {voter}',
);
/** No answer in time, or an invalid one: it counts as abstain with confidence 0. */
export const voteDiscounted = defineEvent(
  'hierarchy.vote.discounted',
  { voter: 'actor', reason: 'text', level: 'int', cluster: 'int', weight: 'real' },
  'takes {voter} as abstaining: {reason}',
);
/** Recorded by the representative; `share` is that of the winning side. */
export const clusterDecided = defineEvent(
  'hierarchy.cluster.decided',
  {
    level: 'int',
    cluster: 'int',
    decision: 'text',
    term: 'int',
    confidence: 'real',
    share: 'real',
  },
  'cluster {cluster} of level {level} decides: {decision}',
);
/** Recorded by the coordinator: what the representative says that its cluster decided. */
export const clusterReported = defineEvent(
  'hierarchy.cluster.reported',
  {
    level: 'int',
    cluster: 'int',
    decision: 'text',
    representative: 'actor',
    confidence: 'real',
    agents: 'real',
  },
  'has the word of {representative} that cluster {cluster} of level {level} decided: {decision}',
);
/** Nobody has reported for a cluster in time: it abstains. */
export const clusterLost = defineEvent(
  'hierarchy.cluster.lost',
  { level: 'int', cluster: 'int', agents: 'real' },
  'has no word of cluster {cluster} of level {level}',
);
/** Shares are of the agents that the clusters of the level stand for. */
export const levelDecided = defineEvent(
  'hierarchy.level.decided',
  {
    level: 'int',
    decision: 'text',
    messages: 'int',
    flatMessages: 'int',
    agreeShare: 'real',
    disagreeShare: 'real',
  },
  'level {level} decides: {decision}',
);
/** Messages that the agents of a level have handled for it, as they said: the busiest, and on average. */
export const levelLoaded = defineEvent(
  'hierarchy.level.loaded',
  { level: 'int', loadMax: 'int', loadMean: 'real' },
  'level {level} had its busiest agent handle {loadMax} messages, {loadMean} on average',
);
/** What a flat vote of the same ballots would have decided. */
export const flatCompared = defineEvent(
  'hierarchy.flat.compared',
  { decision: 'text', flatDecision: 'text', isDistorted: 'flag' },
  'decides {decision}; a flat vote of all agents: {flatDecision}',
);
export const decisionLearned = defineEvent(
  'hierarchy.decision.learned',
  { decision: 'text' },
  'learns the decision: {decision}',
);

export const HIERARCHY_EVENTS = [
  levelOpened,
  memberSeated,
  representativeElected,
  heartbeatMissed,
  representativeReplaced,
  voteCounted,
  voteDiscounted,
  clusterDecided,
  clusterReported,
  clusterLost,
  levelDecided,
  levelLoaded,
  flatCompared,
  decisionLearned,
] as const;
