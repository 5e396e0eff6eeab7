/**
 * What it is: the arithmetic of each protocol before it runs: what it bears, its messages, its virtual time,
 * for a run without trouble but for participants that never answer.
 * A protocol that runs and is not forecast yet gets its entry here.
 */

import { forecastCluster } from './cluster.ts';
import { faultsTolerated } from '../base/quorum.ts';
import type { ProtocolId } from '../contract/card.ts';
import { counted } from '../contract/sentences.ts';
import type { Figure, Prospect } from './figure.ts';
import { numberIn, wordIn } from './figure.ts';
import { forecastHierarchy } from './hierarchy.ts';
import { forecastMarket } from './market.ts';
import { kthOf, lastOf, latencyDelay, thinkDelay } from './waiting.ts';

type Forecast = (prospect: Prospect) => readonly Figure[];

const simple: Forecast = (prospect) => {
  const { participants: n, network, thinkMicros, mute } = prospect;
  const rounds = numberIn(prospect, 'rounds', 1);
  const timeout = numberIn(prospect, 'timeoutMicros', 30_000_000);
  const latency = latencyDelay(network.latency);
  const answered = lastOf(n, [latency, thinkDelay(thinkMicros), latency]);
  const round = mute > 0 ? timeout : Math.min(timeout, answered);
  return [
    { label: 'Bears faulty', value: 'none', why: 'A vote that lies counts like any other.' },
    {
      label: rounds === 1 ? 'Messages' : 'Messages at most',
      value: (2 * rounds + 1) * n - mute * rounds,
      measure: 'messages',
      isBound: rounds > 1,
      why: `A proposal to each voter and an answer from each for ${counted(rounds, 'round')}, then the verdict.`,
    },
    {
      label: rounds === 1 ? 'Decides after about' : 'Decides at most after about',
      value: round * rounds,
      unit: 'µs',
      measure: 'virtualMicros',
      isBound: rounds > 1,
      why:
        mute > 0
          ? `${counted(mute, 'voter')} will not answer, so every round waits for its time-out.`
          : `There, thinking and back, until the last of ${n} votes${rounds === 1 ? '' : ', in every round'}.`,
    },
  ];
};

const byzantine: Forecast = (prospect) => {
  const { participants: n, network, mute } = prospect;
  const f = faultsTolerated(n);
  const requests = numberIn(prospect, 'requests', 8);
  const clients = Math.min(requests, numberIn(prospect, 'clients', 4));
  const up = n - mute;
  // Of those that are up: the request, pre-prepares, prepares of backups, commits of all, replies.
  const each = 1 + (n - 1) + (up - 1) * (n - 1) + up * (n - 1) + up;
  const latency = latencyDelay(network.latency);
  const quorum = 2 * f + 1;
  const path =
    latency.mean +
    kthOf(Math.max(1, quorum - 1), n - 1, [latency]) +
    2 * kthOf(quorum - 1, Math.max(quorum - 1, up - 1), [latency]) +
    kthOf(f + 1, up, [latency]);
  const interval = numberIn(prospect, 'requestIntervalMicros', 20_000);
  const perClient = Math.ceil(requests / clients);
  const isStuck = up < quorum;
  const all = Math.round(Math.max(perClient * path, (requests - 1) * interval + path));
  return [
    { label: 'Bears faulty', value: `f = ${f}`, why: `n ≥ 3f + 1, so ${n} replicas bear ${f}.` },
    {
      label: 'Messages a request',
      value: each,
      why: `A request, a pre-prepare to each backup, prepares and commits among all, a reply from each replica.`,
    },
    {
      label: 'Messages, about',
      value: each * requests,
      measure: 'messages',
      why: `${counted(requests, 'request')} without a view change; checkpoints and what is sent again not counted.`,
    },
    isStuck
      ? {
          label: 'Executes',
          value: 'nothing',
          why: `${up} of ${n} replicas answer, and ${quorum} are needed.`,
        }
      : {
          label: 'Is done after about',
          value: all,
          unit: 'µs',
          measure: 'virtualMicros',
          why: `Five messages deep for a request; ${counted(clients, 'client')}, each with one request at a time.`,
        },
  ];
};

const ensemble: Forecast = (prospect) => {
  const { participants: n } = prospect;
  const batches = numberIn(prospect, 'batches', 20);
  if (wordIn(prospect, 'evaluation', 'held_out') === 'prequential')
    return stream(prospect, batches);
  const strategy = wordIn(prospect, 'strategy', 'weighted_voting').replaceAll('_', ' ');
  return [
    {
      label: 'Messages a batch',
      value: 2 * n,
      why: `A batch to each member and its answer: 2n = ${2 * n}.`,
    },
    {
      label: 'Messages, about',
      value: 2 * n * (batches + 1),
      measure: 'messages',
      why: `${counted(batches, 'batch', 'batches')} by ${strategy} and the training before them.`,
    },
  ];
};

/** Prequential evaluation as long as nothing drifts: rows, answers of those in service, classes, lessons. */
function stream(prospect: Prospect, batches: number): readonly Figure[] {
  const { participants: n } = prospect;
  const hasSpares = wordIn(prospect, 'replacement', 'spare') === 'spare';
  const serving = n - (hasSpares ? Math.min(numberIn(prospect, 'spares', 1), n - 1) : 0);
  const every = numberIn(prospect, 'retrainEvery', 0);
  const lessons = every === 0 ? 0 : Math.floor(batches / every) * serving;
  return [
    {
      label: 'Messages a batch',
      value: 2 * serving + 4,
      why: `Rows and classes from the source, and ${counted(serving, 'member')} in service that answer: 2 × ${serving} + 4.`,
    },
    {
      label: 'Messages, about',
      value: (2 * serving + 4) * batches + 2 + 2 * n + 2 * lessons,
      measure: 'messages',
      why: `${counted(batches, 'batch', 'batches')}, the first lesson and ${lessons} later ones; what drift leads to not counted.`,
    },
  ];
}

const tuning: Forecast = (prospect) => {
  const { participants: n, mute } = prospect;
  const trials = numberIn(prospect, 'maxIterations', 100);
  const isFull = wordIn(prospect, 'scheduler', 'full') === 'full';
  const levels = isFull ? numberIn(prospect, 'levels', 1) : 1;
  const reports = Math.min(levels, REPORTS_OF_A_JOB);
  return [
    {
      label: 'Bears faulty',
      value: `${n - 1} of ${n}`,
      why: 'A trial whose worker is lost goes to another; one worker that stays is enough.',
    },
    {
      label: 'Trials at once',
      value: n - mute,
      why:
        mute > 0
          ? `${counted(mute, 'worker')} will not answer; the others share the trials.`
          : 'Each worker is at one trial at a time.',
    },
    {
      label: 'Messages at least',
      value: (1 + reports) * trials,
      why: `An assignment and ${counted(reports, 'report')} for each of ${counted(trials, 'trial')}${isFull ? '' : ' at the first rung'}; heartbeats and promotions come on top.`,
    },
  ];
};

/** A job reports at most so often. */
const REPORTS_OF_A_JOB = 9;

/** By protocol; one without an entry has no forecast. */
export const FORECASTS: Readonly<Partial<Record<ProtocolId, Forecast>>> = {
  simple_consensus: simple,
  hierarchical_consensus: forecastHierarchy,
  byzantine_consensus: byzantine,
  market_coordination: forecastMarket,
  ensemble_learning: ensemble,
  hyperparameter_optimization: tuning,
  distributed_coordination: forecastCluster,
};
