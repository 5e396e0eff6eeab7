/** What it is: what hierarchical_consensus says about itself: parameters, roles, messages, reasons. */

import { z } from 'zod';
import { DECISION_MODES, WEIGHTINGS } from '../../base/votes.ts';
import type { ProtocolCard } from '../../contract/card.ts';
import { reputationUpdated } from '../../events/registryEvents.ts';
import { HIERARCHY_EVENTS } from './events.ts';

const DELEGATIONS = [
  'expertise_based',
  'reputation_based',
  'round_robin',
  'random',
  'load_balanced',
] as const;

export const hierarchicalParameters = z.strictObject({
  clusterSize: z.int().min(2).max(100).default(5).meta({
    title: 'Cluster size',
    description: 'How many members a cluster has at most, unless the levels run out.',
  }),
  maxLevels: z.int().min(1).max(10).default(4).meta({
    title: 'Levels at most',
    description: 'At this level all that are left form one root cluster.',
  }),
  delegation: z.enum(DELEGATIONS).default('expertise_based').meta({
    title: 'Representatives by',
    description:
      'Coordination score, reputation, turns, the luck of the seed, or as few roles for each agent as can be.',
  }),
  rolesMost: z.int().min(1).max(10).default(1).meta({
    title: 'Roles at most',
    description: 'How many clusters one agent represents when the load is balanced.',
  }),
  threshold: z.number().min(0).max(1).default(0.7).meta({
    title: 'Threshold',
    description: 'The share, abstentions included, that a side needs in a cluster and at a level.',
  }),
  mode: z.enum(DECISION_MODES).default('threshold').meta({
    title: 'Decides by',
    description: 'The threshold, more than half, or all without exception.',
  }),
  weighting: z.enum(WEIGHTINGS).default('none').meta({
    title: 'Weights',
    description: 'Of agents at the first level: one vote each, by reputation, or by competence.',
  }),
  timeoutMicros: z.int().min(1_000).max(3_600_000_000).default(30_000_000).meta({
    title: 'Time-out of a level',
    description: 'A cluster that has not reported by then, and three silences later, is lost.',
    unit: 'µs',
  }),
  clusterTimeoutMicros: z.int().min(1_000).max(3_600_000_000).default(15_000_000).meta({
    title: 'Time-out of votes',
    description: 'A member that has not answered by then counts as abstaining in its cluster.',
    unit: 'µs',
  }),
  heartbeatMicros: z.int().min(1_000).max(600_000_000).default(500_000).meta({
    title: 'Heartbeat',
    description: 'How often a representative shows that it is alive.',
    unit: 'µs',
  }),
  silenceMicros: z.int().min(2_000).max(3_600_000_000).default(2_000_000).meta({
    title: 'Silence',
    description: 'A representative that is not heard for so long is replaced.',
    unit: 'µs',
  }),
});
export type HierarchicalParameters = z.infer<typeof hierarchicalParameters>;

/** Why a message changes nothing; each is recorded with message.ignored. */
export const IGNORE_REASONS = {
  late: 'It belongs to a vote or a level that is over.',
  deposed: 'The sender was replaced as representative.',
  duplicate: 'The same was received already.',
  conflicting: 'The member has already voted otherwise in this cluster; the first vote stands.',
  notMember: 'The sender has no place in this cluster.',
  notRepresentative: 'The sender or the receiver does not represent this cluster.',
  notConvened: 'The receiver was not yet told of this cluster.',
  misdirected: 'It is not for the receiver, or not for the sender to say.',
  invalidReport: 'It is no report: an unknown decision or impossible figures.',
} as const;
export type IgnoreReason = keyof typeof IGNORE_REASONS;

export const hierarchicalCard: ProtocolCard<HierarchicalParameters> = {
  id: 'hierarchical_consensus',
  title: 'Hierarchical consensus',
  summary: 'Clusters vote, their representatives vote again, up to one root that decides.',
  paper: {
    authors: 'Garcia-Molina',
    title: 'Elections in a Distributed Computing System',
    venue: 'IEEE Transactions on Computers',
    year: 1982,
  },
  version: 5,
  participants: { least: 6, most: 1_000 },
  agentKinds: ['voter'],
  roles: [
    { id: 'member', title: 'Member', isParticipant: true },
    { id: 'coordinator', title: 'Coordinator', isParticipant: false },
  ],
  parameters: hierarchicalParameters,
  assumptions: {
    time: 'Partially synchronous: who is silent for too long is replaced or counts as abstaining.',
    faults:
      'Agents may crash or fall silent, representatives are replaced; a representative that lies is believed.',
  },
  messages: [
    { kind: 'convene', title: 'Convene', phase: 'form', hue: 0 },
    { kind: 'announce', title: 'Announcement', phase: 'elect', hue: 5 },
    { kind: 'heartbeat', title: 'Heartbeat', phase: 'elect', hue: 7 },
    { kind: 'ask', title: 'Question', phase: 'vote', hue: 1 },
    { kind: 'vote', title: 'Vote', phase: 'vote', hue: 2 },
    { kind: 'decline', title: 'No answer', phase: 'vote', hue: 6 },
    { kind: 'report', title: 'Report', phase: 'report', hue: 3 },
    { kind: 'receipt', title: 'Receipt', phase: 'report', hue: 7 },
    { kind: 'decision', title: 'Decision', phase: 'announce', hue: 4 },
    { kind: 'learned', title: 'Known', phase: 'announce', hue: 7 },
  ],
  behaviours: [
    {
      id: 'oppositeReports',
      title: 'Reports the opposite',
      help: 'As representative, says above that its cluster decided the opposite.',
    },
    {
      id: 'falseCounts',
      title: 'Reports false counts',
      help: 'Reports the opposite, and counts of votes that go with it.',
    },
    {
      id: 'falseDecision',
      title: 'Passes down the opposite',
      help: 'As representative, tells its cluster the opposite of what was decided.',
    },
    {
      id: 'flippedVotes',
      title: 'Flips its vote',
      help: 'Votes the opposite of what it thinks, with full confidence.',
    },
    {
      id: 'conflictingVotes',
      title: 'Votes twice',
      help: 'Sends its vote and then the opposite vote.',
    },
  ],
  events: [...HIERARCHY_EVENTS, reputationUpdated],
  decisions: ['hierarchy.cluster.decided', 'hierarchy.level.decided'],
  ignoreReasons: IGNORE_REASONS,
  errors: {
    no_consensus: 'Neither side reached the threshold at the highest level.',
    level_failed: 'No cluster of a level reported in time.',
  },
  charts: [
    { id: 'agreement', title: 'Agreement per level', unit: 'share', kind: 'line' },
    { id: 'messages', title: 'Messages against a flat vote', unit: 'messages', kind: 'step' },
    { id: 'load', title: 'Load of a level', unit: 'messages an agent', kind: 'step' },
    { id: 'votes', title: 'Votes of agents', unit: 'votes', kind: 'step' },
    { id: 'replacements', title: 'Representatives replaced', unit: 'agents', kind: 'step' },
  ],
  stage: 'tree',
  inputs: [{ port: 'proposal', isRequired: false }],
};
