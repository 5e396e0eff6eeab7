/** What it is: what simple_consensus says about itself: parameters, roles, messages, reasons. */

import { z } from 'zod';
import { DECISION_MODES, WEIGHTINGS } from '../../base/votes.ts';
import type { ProtocolCard } from '../../contract/card.ts';
import { reputationUpdated } from '../../events/registryEvents.ts';
import { SIMPLE_EVENTS } from './events.ts';

export const simpleParameters = z.strictObject({
  threshold: z.number().min(0).max(1).default(0.7).meta({
    title: 'Threshold',
    description: 'The share of all votes, abstentions included, that a side needs.',
  }),
  mode: z.enum(DECISION_MODES).default('threshold').meta({
    title: 'Decides by',
    description: 'The threshold, more than half of all votes, or all votes without exception.',
  }),
  weighting: z.enum(WEIGHTINGS).default('none').meta({
    title: 'Weights',
    description: 'One vote each, by reputation, or by the log-odds of competence.',
  }),
  rounds: z.int().min(1).max(20).default(1).meta({
    title: 'Rounds',
    description: 'Without consensus the proposal is revised and put again, up to this many times.',
  }),
  revisionStep: z.number().min(0).max(1).default(0.15).meta({
    title: 'Merit of a revision',
    description: 'How much better each revision makes the proposal.',
  }),
  timeoutMicros: z.int().min(1_000).max(3_600_000_000).default(30_000_000).meta({
    title: 'Time-out',
    description: 'A voter that has not answered by then counts as abstaining.',
    unit: 'µs',
  }),
});
export type SimpleParameters = z.infer<typeof simpleParameters>;

/** Why a message changes nothing; each is recorded with message.ignored. */
export const IGNORE_REASONS = {
  late: 'It belongs to a round that is over.',
  duplicate: 'The same vote was counted already.',
  conflicting: 'The voter has already voted otherwise in this round; the first vote stands.',
  notVoter: 'The sender has no vote.',
  notCoordinator: 'Only the coordinator may say this.',
} as const;
export type IgnoreReason = keyof typeof IGNORE_REASONS;

export const simpleCard: ProtocolCard<SimpleParameters> = {
  id: 'simple_consensus',
  title: 'Simple consensus',
  summary: 'A coordinator puts a proposal to a few voters and counts their answers.',
  paper: {
    authors: 'Condorcet',
    title: "Essai sur l'application de l'analyse à la probabilité des décisions",
    venue: 'Imprimerie royale',
    year: 1785,
  },
  version: 3,
  participants: { least: 2, most: 5 },
  agentKinds: ['voter'],
  roles: [
    { id: 'voter', title: 'Voter', isParticipant: true },
    { id: 'coordinator', title: 'Coordinator', isParticipant: false },
  ],
  parameters: simpleParameters,
  assumptions: {
    time: 'Partially synchronous: it waits for answers until the time-out.',
    faults:
      'Voters may crash or fall silent; one that lies is counted like any other, and a coordinator that lies is believed.',
  },
  messages: [
    { kind: 'proposal', title: 'Proposal', phase: 'propose', hue: 0 },
    { kind: 'vote', title: 'Vote', phase: 'vote', hue: 1 },
    { kind: 'decline', title: 'No answer', phase: 'vote', hue: 6 },
    { kind: 'verdict', title: 'Verdict', phase: 'announce', hue: 3 },
  ],
  behaviours: [
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
    {
      id: 'malformedVotes',
      title: 'Malformed votes',
      help: 'Answers with what is no vote: an unknown decision, an impossible confidence.',
    },
    {
      id: 'conflictingVerdicts',
      title: 'Announces two verdicts',
      help: 'As coordinator, tells every other voter the opposite of the verdict.',
    },
  ],
  events: [...SIMPLE_EVENTS, reputationUpdated],
  decisions: ['simple.round.tallied'],
  ignoreReasons: IGNORE_REASONS,
  errors: {
    no_consensus: 'Neither side reached the threshold in the last round.',
  },
  charts: [
    { id: 'votes', title: 'Votes counted', unit: 'votes', kind: 'step' },
    { id: 'agreement', title: 'Agreement per round', unit: 'share', kind: 'line' },
    { id: 'confidence', title: 'Confidence of votes', unit: 'share', kind: 'line' },
  ],
  stage: 'votes',
  inputs: [{ port: 'proposal', isRequired: false }],
};
