/**
 * What it is: what the kinds of agent say about themselves: plain data for the inspector, the planner and
 * the command line. Behaviour is in voter.ts, bidder.ts and model.ts.
 * Units: shares and probabilities 0..1, times whole microseconds, money whole minor units. A number may be
 * drawn for each agent from a distribution; the planner draws it before it is checked here.
 */

import { z } from 'zod';
import type { Heeded } from '../contract/card.ts';
import type { AgentKind } from '../document/design.ts';
import type { LearnerKind } from '../learning/learners.ts';
import type { AnswererKind } from '../learning/answerers/answerers.ts';
import type { RegressorKind } from '../learning/regressors.ts';

export interface AgentCard<Parameters = unknown> {
  readonly id: AgentKind;
  readonly title: string;
  /** One sentence for the library. */
  readonly summary: string;
  /** A zod object; every field has `.meta({ title, description, unit? })` and a default. */
  readonly parameters: z.ZodType<Parameters>;
  readonly heeded?: Heeded;
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

const BIDDING_STRATEGIES = [
  'truthful',
  'shaded',
  'equilibrium',
  'jump',
  'sniping',
  'zero_intelligence',
  'zip',
  'shill',
  'colluding',
  'manipulator',
] as const;

export const bidderParameters = z.strictObject({
  valuation: money.default(10_000).meta({
    title: 'Valuation',
    description: 'What the good, or one unit or item of it, is worth to it; to a seller, its cost.',
    unit: 'minor units',
  }),
  valuationSpread: share.default(0).meta({
    title: 'Spread of the valuation',
    description:
      'Each bidder draws its own value within ± this share of the valuation, anew for each auction.',
  }),
  valuationShape: z.enum(['uniform', 'normal']).default('uniform').meta({
    title: 'Shape of the spread',
    description: 'Evenly within the spread, or normally with a third of it as deviation.',
  }),
  demand: z.int().min(1).max(20).default(1).meta({
    title: 'Demand',
    description: 'How many units it wants, or has to sell.',
    unit: 'units',
  }),
  decline: share.default(0.1).meta({
    title: 'Decline',
    description: 'By this share each further unit is worth less to it (costs a seller more).',
  }),
  interest: z.int().min(1).max(5).default(3).meta({
    title: 'Interest',
    description: 'Combinatorial: in how many items it is interested, drawn for each auction.',
    unit: 'items',
  }),
  synergy: z.number().min(-0.9).max(2).default(0.2).meta({
    title: 'Synergy',
    description:
      'Combinatorial: what each further item adds to a bundle’s worth; above 0 items complement each other, below 0 they substitute each other.',
  }),
  side: z.enum(['buyer', 'seller']).default('buyer').meta({
    title: 'Side',
    description: 'Double auction: whether it buys or sells.',
  }),
  budget: money.default(1_000_000_000).meta({
    title: 'Budget',
    description: 'It never means to pay more than this in all.',
    unit: 'minor units',
  }),
  strategy: z.enum(BIDDING_STRATEGIES).default('truthful').meta({
    title: 'Strategy',
    description:
      'Truthful: up to its value. Shaded: less by a share. Equilibrium: as theory says for rivals like itself. Jump: more than it must. Sniping: just before a round ends. Zero intelligence and ZIP: traders of a double auction. Shill: drives up the price for a seller. Colluding: a ring takes turns. Manipulator: bids high, takes it back late, then bids low.',
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
  accomplice: z.int().min(1).max(20).default(1).meta({
    title: 'Accomplice',
    description: 'Shill: the number of the seller whose price it drives up.',
  }),
  drive: share.default(0.85).meta({
    title: 'Drive',
    description: 'Shill: up to which share of the valuation it bids.',
  }),
  ringSize: z.int().min(2).max(20).default(3).meta({
    title: 'Size of the ring',
    description: 'Colluding: so many agents of a pool take turns; the others of the ring cover.',
  }),
  attendance: share.default(1).meta({
    title: 'Attendance',
    description: 'Probability of taking part in an auction of a series.',
  }),
  payMicros: micros.default(0).meta({
    title: 'Time to pay',
    description: 'How late it pays what it has won.',
    unit: 'µs',
  }),
  defaultShare: share.default(0).meta({
    title: 'Default',
    description: 'Probability of not paying what it has won.',
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
  'ridge_regression',
  'alike_by_words',
  'alike_by_rare_words',
  'alike_by_bm25',
  'alike_by_letters',
  'word_bayes',
] as const satisfies readonly (LearnerKind | RegressorKind | AnswererKind)[];

/** Those that learn classes only, and those that learn numbers only; the others learn both. */
export const LEARNS_CLASSES_ONLY: readonly string[] = [
  'logistic_regression',
  'gaussian_naive_bayes',
  'decision_stump',
  'boosted_trees',
] satisfies readonly LearnerKind[];
export const LEARNS_NUMBERS_ONLY: readonly string[] = [
  'ridge_regression',
] satisfies readonly RegressorKind[];

/** Those that learn answers in words, and nothing else. */
export const LEARNS_WORDS_ONLY: readonly string[] = [
  'alike_by_words',
  'alike_by_rare_words',
  'alike_by_bm25',
  'alike_by_letters',
  'word_bayes',
] satisfies readonly AnswererKind[];

export const modelParameters = z.strictObject({
  learner: z.enum(LEARNER_KINDS).default('decision_tree').meta({
    title: 'Learner',
    description:
      'What it really trains: for classes, for numbers, or for whichever its data set has. Ridge regression learns numbers only; logistic regression, naive Bayes, stumps and boosted trees learn classes only. Answers in words are learned by the last five, which look for the question most alike, by its words, its rare words, BM25 or its letters, or for the answer that the words make likeliest.',
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
  heeded: {
    by: 'strategy',
    only: {
      shade: ['shaded', 'equilibrium', 'colluding'],
      jump: ['jump'],
      snipeMicros: ['sniping', 'shill'],
      accomplice: ['shill'],
      drive: ['shill'],
      ringSize: ['colluding'],
    },
  },
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
