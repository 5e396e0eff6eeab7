/** What it is: what ensemble_learning says about itself: parameters, roles, messages, reasons. */

import { z } from 'zod';
import type { ProtocolCard } from '../../contract/card.ts';
import { reputationUpdated } from '../../events/registryEvents.ts';
import { ENSEMBLE_EVENTS } from './events.ts';

const micros = z.int().min(1_000).max(3_600_000_000);

/** How the members' weights follow how well they do. */
const WEIGHTINGS = ['moving_average', 'hedge', 'hedge_anytime', 'fixed_share'] as const;

/** Whether rows are held out, or each is a test first and a lesson later. */
const EVALUATIONS = ['held_out', 'prequential'] as const;
const DETECTORS = ['none', 'adwin', 'page_hinkley'] as const;
const REPLACEMENTS = ['none', 'retrain', 'spare'] as const;

const ENSEMBLE_STRATEGIES = [
  'weighted_voting',
  'ensemble_selection',
  'cost_optimal',
  'boosting',
  'stacking',
] as const;

const fields = z.strictObject({
  strategy: z.enum(ENSEMBLE_STRATEGIES).default('weighted_voting').meta({
    title: 'Strategy',
    description:
      'Weighted voting: by the record of each. Ensemble selection: by what each adds on training rows held out of its training. Cost optimal: those whose majority is right most often within the budget. Boosting: each trains on what those before it got wrong. Stacking: the last member learns to combine what the others say.',
  }),
  voting: z.enum(['hard', 'soft']).default('hard').meta({
    title: 'Vote',
    description:
      'Hard: each member names one class. Soft: it spreads its weight by its probabilities. Of answers in words, hard: equal answers add up; soft: the answer wins that is most alike to all. Numbers are averaged by weight either way.',
  }),
  trainingShare: z.number().min(0.1).max(0.9).default(0.4).meta({
    title: 'Training share',
    description:
      'The share of rows to learn from, the same of each class; the rest arrive in batches.',
  }),
  folds: z.int().min(2).max(20).default(5).meta({
    title: 'Folds',
    description:
      'In how many parts training rows are held out in turn, for ensemble selection, cost optimal and stacking.',
  }),
  batches: z.int().min(1).max(200).default(20).meta({
    title: 'Batches',
    description: 'In how many parts the rows that were held out arrive.',
  }),
  batchIntervalMicros: micros.default(1_000_000).meta({
    title: 'Time between batches',
    description: 'A batch arrives this long after the one before was decided.',
    unit: 'µs',
  }),
  weightStep: z.number().min(0).max(1).default(0.1).meta({
    title: 'Step of the weights',
    description: 'α of the moving average: the share that the newest scores have in a weight.',
  }),
  weighting: z.enum(WEIGHTINGS).default('moving_average').meta({
    title: 'Weights by',
    description:
      'Moving average: of the latest scores. Hedge: weights shrink exponentially with what a member loses, and the regret is bounded whatever happens; anytime: without knowing how many batches there are. Fixed share: besides, everybody hands out a share after each batch, so that the weights can follow when another member becomes the best.',
  }),
  learningRate: z.number().min(0).max(100).default(0).meta({
    title: 'Learning rate',
    description:
      'η of hedge and fixed share: how fast weights fall with losses. 0: what theory says for so many members and batches. Anytime has its own.',
  }),
  sharedPart: z.number().min(0.0001).max(0.5).default(0.05).meta({
    title: 'Share handed out',
    description:
      'α of fixed share: about how often the best member changes, as a share of the batches.',
  }),
  trainingTimeoutMicros: micros.default(120_000_000).meta({
    title: 'Time-out of training',
    description: 'Batches begin at the latest then; who is trained later joins later.',
    unit: 'µs',
  }),
  timeoutMicros: micros.default(2_000_000).meta({
    title: 'Time-out of answers',
    description: 'A member that has not answered by then scores 0 on the batch.',
    unit: 'µs',
  }),
  maxCost: z.number().min(0).max(1e9).default(10).meta({
    title: 'Budget',
    description: 'The run spends at most this; the heaviest members are asked first.',
    unit: 'credits',
  }),
  qualityThreshold: z.number().min(0).max(1).default(0.8).meta({
    title: 'Quality wanted',
    description:
      'The accuracy that the ensemble should reach; for numbers, the share of their variance that it should explain.',
  }),
  evaluation: z.enum(EVALUATIONS).default('held_out').meta({
    title: 'Evaluation',
    description:
      'Held out: rows are shuffled, some train and the others judge. Prequential: rows arrive in their order from a data source; each batch is a test first and may be a lesson later. What follows holds for prequential only.',
  }),
  firstLesson: z.enum(['shared', 'parts']).default('shared').meta({
    title: 'First lesson',
    description:
      'Shared: every member learns from all of the first rows. Parts: each from its own part of them, so that members know different times.',
  }),
  retrainEvery: z.int().min(0).max(200).default(0).meta({
    title: 'Retrain every',
    description: 'Members learn anew from the window after so many batches. 0: never.',
    unit: 'batches',
  }),
  windowRows: z.int().min(20).max(5_000).default(300).meta({
    title: 'Window',
    description: 'From how many of the latest rows members learn anew.',
    unit: 'rows',
  }),
  detector: z.enum(DETECTORS).default('adwin').meta({
    title: 'Drift detector',
    description:
      "Watches each member's errors. ADWIN: a window that is cut where its parts differ by more than luck. Page–Hinkley: the sum of errors above their mean.",
  }),
  driftDelta: z.number().min(0.000001).max(0.5).default(0.002).meta({
    title: 'False alarms',
    description: 'δ of ADWIN: how likely a cut is at a row although nothing has changed.',
  }),
  driftThreshold: z.number().min(1).max(1_000).default(20).meta({
    title: 'Threshold',
    description: 'λ of Page–Hinkley: how many errors more than usual are drift.',
    unit: 'errors',
  }),
  driftTolerance: z.number().min(0).max(0.5).default(0.005).meta({
    title: 'Tolerance',
    description: 'δ of Page–Hinkley: by how much errors may exceed their mean unnoticed.',
  }),
  replacement: z.enum(REPLACEMENTS).default('spare').meta({
    title: 'On drift',
    description:
      'Retrain: the member learns anew from the latest rows. Spare: when it warns, a spare of the pool learns from the latest rows beside it, and takes its place on drift; without a spare left it retrains.',
  }),
  spares: z.int().min(0).max(25).default(1).meta({
    title: 'Spares',
    description: 'So many members, the last of the pool, wait until they are needed.',
    unit: 'members',
  }),
});
export type EnsembleParameters = z.infer<typeof fields>;

export const ensembleParameters: z.ZodType<EnsembleParameters> = fields.refine(
  ({ evaluation, strategy }) => evaluation === 'held_out' || strategy === 'weighted_voting',
  {
    path: ['strategy'],
    message: 'prequential evaluation goes with weighted_voting; the others need rows held out',
  },
);

/** Why a message changes nothing; each is recorded with message.ignored. */
export const IGNORE_REASONS = {
  late: 'It answers a batch that is decided.',
  duplicate: 'The member has already answered.',
  malformed:
    'It is no list of class probabilities, of numbers, or of answers, for the rows asked about.',
  notMember: 'The sender is no member of the ensemble.',
  notAggregator: 'Only the aggregator may say this.',
  notSource: 'Only the data source may say this.',
} as const;
export type IgnoreReason = keyof typeof IGNORE_REASONS;

export const ensembleCard: ProtocolCard<EnsembleParameters> = {
  id: 'ensemble_learning',
  title: 'Ensemble learning',
  summary: 'Members train on the same rows and vote; who is right more often weighs more.',
  paper: {
    authors: 'N. Littlestone, M. K. Warmuth',
    title: 'The Weighted Majority Algorithm',
    venue: 'Information and Computation 108(2)',
    year: 1994,
  },
  version: 8,
  participants: { least: 2, most: 50 },
  agentKinds: ['model'],
  roles: [
    { id: 'member', title: 'Member', isParticipant: true },
    { id: 'aggregator', title: 'Aggregator', isParticipant: false },
    { id: 'source', title: 'Data source', isParticipant: false },
  ],
  parameters: ensembleParameters,
  assumptions: {
    time: 'Partially synchronous: it waits for members until the time-out.',
    faults:
      'Members may crash, fail or lie: each loses only its own say. The aggregator is believed.',
  },
  messages: [
    { kind: 'train', title: 'Train', phase: 'train', hue: 0 },
    { kind: 'trained', title: 'Trained', phase: 'train', hue: 1 },
    { kind: 'predict', title: 'Predict', phase: 'predict', hue: 2 },
    { kind: 'predicted', title: 'Prediction', phase: 'predict', hue: 3 },
    { kind: 'learn', title: 'Learn to combine', phase: 'train', hue: 4 },
    { kind: 'combine', title: 'Combine', phase: 'predict', hue: 5 },
    { kind: 'decline', title: 'No answer', phase: 'predict', hue: 6 },
    { kind: 'draw', title: 'Next rows', phase: 'data', hue: 7 },
    { kind: 'arrived', title: 'Rows', phase: 'data', hue: 0 },
    { kind: 'classify', title: 'Classify', phase: 'predict', hue: 2 },
    { kind: 'reveal', title: 'What were they?', phase: 'data', hue: 4 },
    { kind: 'revealed', title: 'Classes', phase: 'data', hue: 5 },
    { kind: 'teach', title: 'Lesson', phase: 'train', hue: 1 },
    { kind: 'taught', title: 'Lesson learned', phase: 'train', hue: 3 },
  ],
  behaviours: [
    {
      id: 'labelFlip',
      title: 'Flips classes',
      help: 'Gives the probability of each class to the next one.',
    },
    {
      id: 'randomAnswers',
      title: 'Guesses',
      help: 'Answers with random classes, certain each time.',
    },
    {
      id: 'malformedAnswers',
      title: 'Malformed answers',
      help: 'Answers with the wrong number of numbers, or none at all.',
    },
    {
      id: 'labelSwap',
      role: 'source',
      title: 'Drift: classes change places',
      help: 'The data source gives each row the class after its own. For the source of prequential evaluation.',
    },
    {
      id: 'measureShift',
      role: 'source',
      title: 'Drift: measures shift',
      help: 'Every measure that the data source gives reads higher by one deviation of its column.',
    },
    {
      id: 'labelNoise',
      role: 'source',
      title: 'Drift: classes become noisy',
      help: 'The data source draws the class of one row in three at random.',
    },
  ],
  events: [...ENSEMBLE_EVENTS, reputationUpdated],
  decisions: ['ensemble.batch.decided', 'ensemble.batch.estimated'],
  ignoreReasons: IGNORE_REASONS,
  errors: { no_valid_results: 'Not one row was answered by any member.' },
  charts: [
    { id: 'weights', title: 'Weights of members', unit: 'weight', kind: 'step' },
    { id: 'accuracy', title: 'Accuracy of the ensemble', unit: 'share', kind: 'line' },
    { id: 'calibration', title: 'Confidence and truth', unit: 'share', kind: 'line' },
    { id: 'memberAccuracy', title: 'Accuracy of members', unit: 'share', kind: 'line' },
    { id: 'error', title: 'Error of the ensemble', unit: 'RMSE', kind: 'line' },
    { id: 'memberError', title: 'Errors of members', unit: 'RMSE', kind: 'line' },
    { id: 'uncertainty', title: 'Uncertainty and error', unit: 'RMSE', kind: 'line' },
    { id: 'regret', title: 'Regret and its bound', unit: 'batches lost', kind: 'line' },
    { id: 'lately', title: 'Accuracy lately', unit: 'share', kind: 'line' },
  ],
  stage: 'ensemble',
  inputs: [{ port: 'dataset', isRequired: true }],
  actors({ evaluation }) {
    return evaluation === 'prequential' ? ['aggregator', 'source'] : ['aggregator'];
  },
};
