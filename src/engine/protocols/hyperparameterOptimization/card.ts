/** What it is: what hyperparameter_optimization says about itself: parameters, roles, messages, reasons. */

import { z } from 'zod';
import type { ProtocolCard } from '../../contract/card.ts';
import { reputationUpdated } from '../../events/registryEvents.ts';
import { TUNING_EVENTS } from './events.ts';
import { LEARNER_CHOICES } from './learnerSpaces.ts';
import { OBJECTIVES, objectiveSpace } from './objectives.ts';
import { searchProblems } from './searchProblems.ts';
import { searchParameters } from './space.ts';
import type { SearchParameters } from './space.ts';

const micros = (least: number, most = 3_600_000_000) => z.int().min(least).max(most);

export const tuningParameters = z
  .strictObject({
    objective: z.enum(OBJECTIVES).default('learner').meta({
      title: 'Objective',
      description:
        'What is to be small: a learner’s error on rows that it has not seen, or a test function whose optimum is known.',
    }),
    dimensions: z.int().min(1).max(20).default(2).meta({
      title: 'Dimensions',
      description: 'Of a test function that takes any number of them.',
    }),
    learner: z.enum(LEARNER_CHOICES).default('random_forest').meta({
      title: 'Learner',
      description:
        'Which learner is tuned on the connected data set. Any: the search chooses it too, with the parameters of each below it.',
    }),
    measure: z.enum(['error', 'log_loss', 'root_mean_square']).default('error').meta({
      title: 'Measure',
      description:
        'Of classes: the share of rows answered wrongly, or the mean −ln of the true class’s probability. Of numbers: the root mean square error.',
    }),
    secondMeasure: z.enum(['none', 'answer_cost', 'training_cost']).default('none').meta({
      title: 'Second measure',
      description:
        'What is to be small as well: the learner’s work for an answer or for its training. The outcome is then a front.',
    }),
    space: searchParameters.default([]).meta({
      title: 'Search space',
      description: 'What is searched. Empty: the space that goes with the objective.',
      editor: 'searchSpace',
    }),
    algorithm: z
      .enum(['tpe', 'gaussian_process', 'cma_es', 'random', 'halton', 'grid'])
      .default('tpe')
      .meta({
        title: 'Algorithm',
        description:
          'TPE: where better trials are dense and others are not. Gaussian process: where improvement is expected. CMA-ES: a cloud that moves and takes the shape of the valley. Random: by chance. Halton: spread evenly. Grid: every combination of a few values of each parameter.',
      }),
    gridPoints: z.int().min(1).max(100).default(5).meta({
      title: 'Values of a number',
      description: 'Grid: how many values of each number are tried.',
    }),
    maxIterations: z.int().min(1).max(2_000).default(100).meta({
      title: 'Trials',
      description: 'How many settings are tried at most.',
    }),
    scheduler: z.enum(['full', 'successive_halving', 'hyperband', 'asha']).default('full').meta({
      title: 'Scheduler',
      description:
        'Full: every trial is trained to the end. The others begin with little training and go on with the best: rung by rung, in brackets, or without waiting (ASHA).',
    }),
    pruner: z.enum(['none', 'median']).default('none').meta({
      title: 'Pruner',
      description:
        'Median: stops a trial whose best value so far is worse than the median of complete ones at the same level.',
    }),
    levels: z.int().min(1).max(243).default(1).meta({
      title: 'Levels',
      description:
        'In how many equal parts a trial is trained; a value is reported after each that counts.',
    }),
    reduction: z.number().min(1.5).max(10).default(3).meta({
      title: 'Reduction η',
      description:
        'One trial of so many goes on to the next rung, with so many times the training.',
    }),
    resource: z.enum(['iterations', 'rows']).default('iterations').meta({
      title: 'Trained by',
      description:
        'What a level is a share of: the learner’s trees, rounds or passes (of learners that have none, rows), or the training rows.',
    }),
    folds: z.int().min(1).max(20).default(3).meta({
      title: 'Folds',
      description:
        'A trial is judged by cross-validation in so many folds; 1: by a quarter held out once.',
    }),
    testShare: z.number().min(0.05).max(0.5).default(0.25).meta({
      title: 'Held out',
      description: 'The share of rows that no trial sees; the best is judged by them in the end.',
    }),
    evaluationUnits: z.int().min(1).max(1_000_000_000).default(5_000_000).meta({
      title: 'Work of an evaluation',
      description: 'What a test function costs; workers take their time for each unit.',
      unit: 'units',
    }),
    stopAtTarget: z.boolean().default(false).meta({
      title: 'Stop at a target',
      description: 'End the search with the first complete trial that reaches the target.',
    }),
    target: z.number().default(0).meta({
      title: 'Target',
      description: 'The value to reach, if the search stops at one.',
    }),
    timeBudgetMicros: micros(1_000).default(3_600_000_000).meta({
      title: 'Time budget',
      description: 'No trial is begun or waited for after so long.',
      unit: 'µs',
    }),
    heartbeatMicros: micros(1_000, 60_000_000).default(500_000).meta({
      title: 'Heartbeat',
      description: 'How often a worker shows that it is alive.',
      unit: 'µs',
    }),
    leaseMicros: micros(1_000, 600_000_000).default(2_000_000).meta({
      title: 'Lease',
      description: 'A worker that is not heard for so long loses its trial to another.',
      unit: 'µs',
    }),
    trialTimeoutMicros: micros(1_000).default(600_000_000).meta({
      title: 'Longest job',
      description: 'A worker that is alive and does not end a job for so long loses it too.',
      unit: 'µs',
    }),
    attempts: z.int().min(1).max(100).default(3).meta({
      title: 'Attempts',
      description:
        'A trial that fails or takes too long so often is given up. A lost worker is no failure.',
    }),
    patienceMicros: micros(1_000).default(60_000_000).meta({
      title: 'Patience',
      description: 'The search fails when no worker is heard for so long.',
      unit: 'µs',
    }),
  })
  .superRefine((parameters, context) => {
    for (const { path, message } of searchProblems(parameters))
      context.addIssue({ code: 'custom', path: [...path], message });
  });
export type TuningParameters = z.infer<typeof tuningParameters>;

/** The space that stands for an empty one, whatever else is written; empty where the objective makes no sense. */
export function ownSpace(written: Readonly<Record<string, unknown>>): SearchParameters {
  const { objective, learner, measure, dimensions } = written;
  const read = tuningParameters.safeParse({ objective, learner, measure, dimensions });
  return read.success ? objectiveSpace(read.data) : [];
}

/** Why a message changes nothing; each is recorded with message.ignored. */
export const IGNORE_REASONS = {
  counted: 'The trial has this result already, or has ended.',
  malformed: 'It is no finite number for each measure, at a level that was asked for.',
  notYours: 'The sender was not given this job.',
  duplicate: 'The receiver knows it already.',
  stale: 'It is about another job than the present one.',
  late: 'The search is over.',
  notWorker: 'The sender is no worker.',
  notCoordinator: 'Only the coordinator may say this, and only to workers.',
} as const;
export type IgnoreReason = keyof typeof IGNORE_REASONS;

export const tuningCard: ProtocolCard<TuningParameters> = {
  id: 'hyperparameter_optimization',
  title: 'Hyper-parameter optimisation',
  summary: 'Workers try settings in parallel; a coordinator says what to try next.',
  paper: {
    authors:
      'L. Li, K. Jamieson, A. Rostamizadeh, E. Gonina, J. Ben-tzur, M. Hardt, B. Recht, A. Talwalkar',
    title: 'A System for Massively Parallel Hyperparameter Tuning',
    venue: 'MLSys',
    year: 2020,
  },
  version: 5,
  participants: { least: 3, most: 20 },
  agentKinds: ['model'],
  roles: [
    { id: 'worker', title: 'Worker', isParticipant: true },
    { id: 'coordinator', title: 'Coordinator', isParticipant: false },
  ],
  parameters: tuningParameters,
  assumptions: {
    time: 'Partially synchronous: who is not heard for a lease is taken for lost, and may come back.',
    faults:
      'Workers may crash, stop or be cut off: their trials are given to others. What a worker reports is believed. The coordinator keeps its state through a crash.',
  },
  messages: [
    { kind: 'assign', title: 'Assign', phase: 'work', hue: 0 },
    { kind: 'report', title: 'Report', phase: 'work', hue: 2 },
    { kind: 'decline', title: 'Cannot', phase: 'work', hue: 3 },
    { kind: 'stop', title: 'Stop', phase: 'work', hue: 1 },
    { kind: 'noted', title: 'Noted', phase: 'work', hue: 4 },
    { kind: 'ready', title: 'Ready', phase: 'presence', hue: 5 },
    { kind: 'alive', title: 'Alive', phase: 'presence', hue: 7 },
    { kind: 'over', title: 'Over', phase: 'presence', hue: 6 },
  ],
  behaviours: [
    {
      id: 'boastfulReports',
      title: 'Boasts',
      help: 'Reports values a half better than they are.',
    },
    {
      id: 'malformedReports',
      title: 'Malformed reports',
      help: 'Reports what is no number, or too few of them.',
    },
    {
      id: 'hoarding',
      title: 'Hoards',
      help: 'Takes trials, says that it is alive, and never reports anything.',
    },
  ],
  events: [...TUNING_EVENTS, reputationUpdated],
  decisions: ['tuning.trial.finished', 'tuning.trial.pruned'],
  ignoreReasons: IGNORE_REASONS,
  errors: {
    no_complete_trial: 'Not one trial was carried through.',
    workers_lost: 'No worker was heard for as long as the coordinator has patience.',
  },
  charts: [
    { id: 'best', title: 'Best so far', unit: 'value', kind: 'step' },
    { id: 'regret', title: 'Regret of the best', unit: 'log₁₀', kind: 'step' },
    { id: 'trials', title: 'Trials by how they end', unit: 'trials', kind: 'step' },
    { id: 'workers', title: 'Workers', unit: 'workers', kind: 'step' },
  ],
  stage: 'tuning',
  inputs: [{ port: 'dataset', isRequired: false }],
};
