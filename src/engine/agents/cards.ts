/**
 * What it is: what the kinds of agent say about themselves: plain data for the inspector, the planner and
 * the command line. Behaviour is in voter.ts, bidder.ts and model.ts.
 * Units: shares and probabilities 0..1, times whole microseconds, money whole minor units. A number may be
 * drawn for each agent from a distribution; the planner draws it before it is checked here.
 */

import { z } from 'zod';
import type { AgentKind } from '../document/design.ts';
import type { LearnerKind } from '../learning/learners.ts';

export interface AgentCard<Parameters = unknown> {
  readonly id: AgentKind;
  readonly title: string;
  /** One sentence for the library. */
  readonly summary: string;
  /** A zod object; every field has `.meta({ title, description, unit? })` and a default. */
  readonly parameters: z.ZodType<Parameters>;
  /** What a new pool of this kind starts with, where that differs from the defaults. */
  readonly suggestion: Readonly<Record<string, unknown>>;
}

const share = z.number().min(0).max(1);
const micros = z
  .int()
  .min(0)
  .max(2 ** 47);
const money = z.int().min(0).max(1e12);

const reputation = share.default(0.5).meta({
  title: 'Reputation',
  description: 'What others know of its record; 0.5 is a newcomer.',
});

export const voterParameters = z.strictObject({
  competence: share.default(0.8).meta({
    title: 'Competence',
    description: 'Probability of judging a proposal rightly.',
  }),
  bias: z.number().min(-1).max(1).default(0).meta({
    title: 'Bias',
    description: 'Leans to agree above 0, to disagree below; ±1 leaves no judgement.',
  }),
  abstention: share.default(0).meta({
    title: 'Abstention',
    description: 'Probability of abstaining.',
  }),
  calibration: share.default(1).meta({
    title: 'Calibration',
    description: 'At 1 its confidence equals its competence; at 0 it is always certain.',
  }),
  thinkMicros: micros.default(200_000).meta({
    title: 'Thinking time',
    description: 'Mean time to an answer; each takes between half and one and a half of it.',
    unit: 'µs',
  }),
  script: z
    .array(z.enum(['agree', 'disagree', 'abstain']))
    .max(100)
    .default([])
    .meta({
      title: 'Script',
      description: 'Fixed answers, one for each round; the last is repeated. Empty: it judges.',
    }),
  reputation,
});
export type VoterParameters = z.infer<typeof voterParameters>;

const BIDDING_STRATEGIES = ['truthful', 'shaded', 'jump', 'sniping'] as const;

export const bidderParameters = z.strictObject({
  valuation: money.default(10_000).meta({
    title: 'Valuation',
    description: 'What the good is worth to it.',
    unit: 'minor units',
  }),
  valuationSpread: share.default(0).meta({
    title: 'Spread of the valuation',
    description: 'Each bidder draws its own value evenly within ± this share of the valuation.',
  }),
  budget: money.default(1_000_000_000).meta({
    title: 'Budget',
    description: 'It never means to bid more than this.',
    unit: 'minor units',
  }),
  strategy: z.enum(BIDDING_STRATEGIES).default('truthful').meta({
    title: 'Strategy',
    description:
      'Truthful: up to its value. Shaded: less by a share. Jump: more than it must. Sniping: just before a round ends.',
  }),
  shade: share.default(0.2).meta({
    title: 'Shading',
    description: 'The share of its value that a shaded bidder holds back.',
  }),
  jump: money.default(1_000).meta({
    title: 'Jump',
    description: 'How much more than the minimum a jumping bidder bids.',
    unit: 'minor units',
  }),
  snipeMicros: micros.default(500_000).meta({
    title: 'Sniping window',
    description: 'How long before the end of a round a sniping bidder answers.',
    unit: 'µs',
  }),
  thinkMicros: micros.default(200_000).meta({
    title: 'Thinking time',
    description: 'Mean time to a bid; each takes between half and one and a half of it.',
    unit: 'µs',
  }),
  reputation,
});
export type BidderParameters = z.infer<typeof bidderParameters>;

/** As the learners are named; written out, so that a card brings no learner with it. */
const LEARNER_KINDS = [
  'decision_tree',
  'random_forest',
  'logistic_regression',
  'gaussian_naive_bayes',
  'nearest_neighbours',
  'multilayer_perceptron',
  'decision_stump',
  'boosted_trees',
  'gradient_boosting',
] as const satisfies readonly LearnerKind[];

export const modelParameters = z.strictObject({
  learner: z.enum(LEARNER_KINDS).default('decision_tree').meta({
    title: 'Learner',
    description: 'The kind of classifier that it really trains.',
  }),
  costPerRequest: z.number().min(0).max(1e6).default(0.01).meta({
    title: 'Cost per request',
    description: 'Charged for each batch of predictions.',
    unit: 'credits',
  }),
  trainMicrosPerUnit: z.number().min(0).max(1e9).default(0.2).meta({
    title: 'Training speed',
    description: "Virtual time for each unit of the learner's training cost.",
    unit: 'µs',
  }),
  predictMicros: micros.default(20_000).meta({
    title: 'Prediction time',
    description: 'Virtual time for each batch of predictions.',
    unit: 'µs',
  }),
  failure: share.default(0).meta({
    title: 'Failure',
    description: 'Probability of failing a batch.',
  }),
  reputation,
});
export type ModelParameters = z.infer<typeof modelParameters>;

const voterCard: AgentCard<VoterParameters> = {
  id: 'voter',
  title: 'Voters',
  summary: 'Judge a proposal: rightly with their competence, or by a script.',
  parameters: voterParameters,
  suggestion: {},
};
const bidderCard: AgentCard<BidderParameters> = {
  id: 'bidder',
  title: 'Bidders',
  summary: 'Value a good and bid for it by their strategy.',
  parameters: bidderParameters,
  suggestion: { valuation: { distribution: 'uniform', from: 5_000, to: 15_000 } },
};
const modelCard: AgentCard<ModelParameters> = {
  id: 'model',
  title: 'Models',
  summary: 'Train on real data and predict.',
  parameters: modelParameters,
  suggestion: {},
};

/** The kinds of agent in the order in which the library shows them. */
export const AGENT_CARDS: ReadonlyMap<AgentKind, AgentCard> = new Map<AgentKind, AgentCard>([
  ['voter', voterCard],
  ['bidder', bidderCard],
  ['model', modelCard],
]);
