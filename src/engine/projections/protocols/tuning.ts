/** What it is: how hyperparameter_optimization looks: trials, workers and who was at what, and its charts. */

import type { Resources } from '../../contract/protocol.ts';
import type { EventReader } from '../../events/eventReader.ts';
import type { SearchSetup } from '../../protocols/hyperparameterOptimization/events.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import { labelOf } from '../face.ts';
import type {
  TrialState,
  TuningParameterLook,
  TuningSpan,
  TuningStage,
  TuningTrial,
  TuningValue,
  TuningWorker,
} from '../tuningStage.ts';
import { spoken } from '../../contract/sentences.ts';
import { sayFigure } from '../units.ts';
import { dataOf } from './dataWords.ts';
import { tuningChartRules } from './tuningCharts.ts';

interface Worker {
  readonly actor: number;
  readonly label: string;
  isThere: boolean;
  isLost: boolean;
  finished: number;
  lost: number;
  busy: number;
  /** Place in the spans of the one that lasts. */
  span: number | undefined;
}

export interface TuningLook {
  setup: SearchSetup | undefined;
  phase: TuningStage['phase'];
  /** The entries are replaced, never changed. */
  readonly trials: TuningTrial[];
  readonly workers: Worker[];
  readonly spans: TuningSpan[];
  best: number | undefined;
  front: readonly number[];
  importance: TuningStage['importance'];
  importanceTrials: number;
  assessed: number | undefined;
  /** How many trials are in each state. */
  readonly counts: Record<TrialState, number>;
}

const NONE: Readonly<Record<TrialState, number>> = {
  waiting: 0,
  running: 0,
  paused: 0,
  complete: 0,
  pruned: 0,
  failed: 0,
  cancelled: 0,
};

function create({ own }: FaceBrief): TuningLook {
  const workers = own.filter(({ role }) => role === 'worker');
  return {
    setup: undefined,
    phase: 'opening',
    trials: [],
    workers: workers.map((actor): Worker => ({
      actor: actor.actor,
      label: labelOf(actor),
      isThere: false,
      isLost: false,
      finished: 0,
      lost: 0,
      busy: 0,
      span: undefined,
    })),
    spans: [],
    best: undefined,
    front: [],
    importance: [],
    importanceTrials: 0,
    assessed: undefined,
    counts: { ...NONE },
  };
}

function copy(look: TuningLook): TuningLook {
  return {
    ...look,
    trials: look.trials.slice(),
    workers: look.workers.map((worker) => ({ ...worker })),
    spans: look.spans.slice(),
    counts: { ...look.counts },
  };
}

type Handler = (look: TuningLook, events: EventReader, seq: number) => void;

function workerOf(look: TuningLook, actor: number): Worker | undefined {
  return look.workers.find((worker) => worker.actor === actor);
}

function change(look: TuningLook, trial: number, changes: Partial<TuningTrial>): void {
  const before = look.trials[trial];
  if (before === undefined) return;
  const after = { ...before, ...changes };
  look.counts[before.state]--;
  look.counts[after.state]++;
  look.trials[trial] = after;
}

/** Whoever is at the trial is at it no more. */
function close(look: TuningLook, trial: number, at: number, end: TuningSpan['end']): void {
  for (const worker of look.workers) {
    const span = worker.span === undefined ? undefined : look.spans[worker.span];
    if (worker.span === undefined || span?.trial !== trial) continue;
    look.spans[worker.span] = { ...span, to: at, end };
    worker.busy += at - span.from;
    worker.span = undefined;
  }
}

function open(look: TuningLook, events: EventReader, seq: number, isAssessment: boolean): void {
  const trial = events.int(seq, 0);
  const place = look.workers.findIndex(({ actor }) => actor === events.int(seq, 1));
  const worker = look.workers[place];
  if (worker === undefined) return;
  worker.span = look.spans.length;
  const from = events.at(seq);
  look.spans.push({ worker: place, trial, from, to: undefined, end: 'running', isAssessment });
  if (!isAssessment) change(look, trial, { worker: place, state: 'running' });
}

/** A trial ends, or waits. */
function ended(state: TrialState, end: TuningSpan['end']): Handler {
  return (look, events, seq) => {
    const trial = events.int(seq, 0);
    close(look, trial, events.at(seq), end);
    const isOver = state !== 'paused' && state !== 'waiting';
    change(look, trial, isOver ? { state, endedAt: events.at(seq) } : { state });
  };
}

const credit: Handler = (look, events, seq) => {
  const worker = workerOf(look, events.int(seq, 1));
  if (worker !== undefined) worker.finished++;
};

const handlers = {
  'tuning.search.opened': (look, events, seq) => {
    look.setup = JSON.parse(events.text(events.int(seq, 1))) as SearchSetup;
    look.phase = 'searching';
  },
  'tuning.trial.created': (look, events, seq) => {
    const values = JSON.parse(events.text(events.int(seq, 1))) as Record<string, TuningValue>;
    look.counts.waiting++;
    look.trials.push({
      trial: events.int(seq, 0),
      state: 'waiting',
      values,
      levels: [],
      curve: [],
      second: undefined,
      worker: undefined,
      endedAt: undefined,
    });
  },
  'tuning.trial.assigned': (look, events, seq) => open(look, events, seq, false),
  'tuning.trial.resumed': (look, events, seq) => open(look, events, seq, false),
  'tuning.assessment.assigned': (look, events, seq) => {
    look.phase = 'assessing';
    open(look, events, seq, true);
  },
  'tuning.trial.reported': (look, events, seq) => {
    const trial = events.int(seq, 0);
    const { levels = [], curve = [] } = look.trials[trial] ?? {};
    change(look, trial, {
      levels: [...levels, events.int(seq, 2)],
      curve: [...curve, events.real(seq, 0)],
    });
  },
  'tuning.trial.paused': (look, events, seq) => {
    credit(look, events, seq);
    ended('paused', 'reported')(look, events, seq);
  },
  'tuning.trial.finished': (look, events, seq) => {
    credit(look, events, seq);
    ended('complete', 'reported')(look, events, seq);
    if ((look.setup?.measures.length ?? 1) > 1)
      change(look, events.int(seq, 0), { second: events.real(seq, 1) });
  },
  'tuning.trial.pruned': ended('pruned', 'pruned'),
  'tuning.trial.failed': ended('failed', 'failed'),
  'tuning.trial.cancelled': ended('cancelled', 'cancelled'),
  'tuning.trial.lost': (look, events, seq) => {
    const worker = workerOf(look, events.int(seq, 1));
    if (worker !== undefined) worker.lost++;
    if (look.phase === 'assessing') close(look, events.int(seq, 0), events.at(seq), 'lost');
    else ended('waiting', 'lost')(look, events, seq);
  },
  'tuning.trial.declined': (look, events, seq) => {
    if (look.phase === 'assessing') close(look, events.int(seq, 0), events.at(seq), 'failed');
    else ended('waiting', 'failed')(look, events, seq);
  },
  'tuning.worker.joined': (look, events, seq) => {
    const worker = workerOf(look, events.int(seq, 0));
    if (worker !== undefined) [worker.isThere, worker.isLost] = [true, false];
  },
  'tuning.worker.lost': (look, events, seq) => {
    const worker = workerOf(look, events.int(seq, 0));
    if (worker !== undefined) worker.isLost = true;
  },
  'tuning.best.improved': (look, events, seq) => {
    look.best = events.int(seq, 0);
  },
  'tuning.front.changed': (look, events, seq) => {
    look.front = JSON.parse(events.text(events.int(seq, 0))) as readonly number[];
  },
  'tuning.importance.measured': (look, events, seq) => {
    const shares = JSON.parse(events.text(events.int(seq, 0))) as Record<string, number>;
    look.importance = Object.entries(shares)
      .map(([name, share]) => ({ name, share }))
      .toSorted((one, other) => other.share - one.share);
    look.importanceTrials = events.int(seq, 1);
  },
  'tuning.best.assessed': (look, events, seq) => {
    close(look, events.int(seq, 0), events.at(seq), 'reported');
    look.assessed = events.real(seq, 0);
  },
  // The coordinator reports on its workers when the search is over, and then alone.
  'registry.reputation.updated': (look) => {
    look.phase = 'over';
  },
} as const satisfies Readonly<Record<string, Handler>>;

function settled({ complete, pruned, failed, cancelled }: TuningLook['counts']): number {
  return complete + pruned + failed + cancelled;
}

/** How many trials are judged: to their end, or, where trials wait at rungs, at least once. */
function judged(look: TuningLook): number {
  const hasRungs = (look.setup?.rungs.length ?? 1) > 1;
  if (!hasRungs) return settled(look.counts);
  const isOpen = ({ state }: TuningTrial): boolean =>
    state === 'waiting' || state === 'running' || state === 'paused';
  return look.trials.filter((trial) => trial.curve.length > 0 || !isOpen(trial)).length;
}

function valueOf(look: TuningLook, trial: number | undefined): number | undefined {
  return trial === undefined ? undefined : look.trials[trial]?.curve.at(-1);
}

function sayObjective(setup: SearchSetup | undefined, resources: Resources): string {
  if (setup === undefined) return '';
  return setup.objective === 'learner'
    ? `${spoken(setup.learner ?? 'any learner')} on ${dataOf(resources)}`
    : capitalised(spoken(setup.objective));
}

function sayMeasure(measure: string): string {
  return measure === 'root_mean_square' ? 'root mean square error' : spoken(measure);
}

/** Test functions bear names: Branin, Hartmann6. */
function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function face(look: TuningLook): Face {
  const { setup, counts } = look;
  const most = setup?.trials ?? 0;
  const value = valueOf(look, look.best);
  const done = judged(look);
  return {
    phase: look.phase,
    progress: look.phase === 'over' ? 1 : most === 0 ? 0 : Math.min(1, done / most),
    facts: [
      [
        `Best ${sayMeasure(setup?.measures[0] ?? 'value')}`,
        value === undefined ? '–' : sayFigure(value),
      ],
      ['Trials', `${done} of ${most} judged`],
      ['Pruned', String(counts.pruned + counts.paused)],
      ['At work', `${look.workers.filter(({ span }) => span !== undefined).length} workers`],
    ],
  };
}

function lookOf(parameter: SearchSetup['space'][number]): TuningParameterLook {
  const { name } = parameter;
  const isConditional = parameter.when !== undefined;
  if (parameter.kind === 'categorical')
    return { name, isConditional, kind: 'categorical', choices: parameter.choices };
  const { kind, low, high, scale } = parameter;
  return { name, isConditional, kind, low, high, scale };
}

function workerLook(look: TuningLook, worker: Worker, at: number): TuningWorker {
  const { actor, label, isThere, isLost, finished, lost } = worker;
  const span = worker.span === undefined ? undefined : look.spans[worker.span];
  const busy = worker.busy + (span === undefined ? 0 : at - span.from);
  return {
    actor,
    label,
    state: isLost ? 'lost' : !isThere ? 'away' : span === undefined ? 'idle' : 'busy',
    trial: span?.trial,
    finished,
    lost,
    busyShare: at === 0 ? 0 : busy / at,
  };
}

function stage(look: TuningLook, { cursor, brief }: StageMoment): TuningStage {
  const { setup } = look;
  return {
    kind: 'tuning',
    phase: look.phase,
    at: cursor.at,
    objective: sayObjective(setup, brief.coordination.resources),
    algorithm: spoken(setup?.algorithm ?? ''),
    scheduler: spoken(setup?.scheduler ?? ''),
    pruner: spoken(setup?.pruner ?? ''),
    measures: (setup?.measures ?? []).map(sayMeasure),
    optimum: setup?.optimum,
    parameters: (setup?.space ?? []).map(lookOf),
    levels: setup?.levels ?? 1,
    rungs: setup?.rungs ?? [],
    trialsMost: setup?.trials ?? 0,
    trials: look.trials.slice(),
    workers: look.workers.map((worker) => workerLook(look, worker, cursor.at)),
    spans: look.spans.slice(),
    best: look.best,
    front: look.front,
    importance: look.importance,
    importanceTrials: look.importanceTrials,
    assessed: look.assessed,
    judged: judged(look),
  };
}

/** The view of hyperparameter_optimization. */
export const tuningView: ProtocolView<TuningLook> = {
  chartRules: tuningChartRules,
  // What the best can be is known of test functions only.
  chartsOf: ({ parameters }) => [
    'best',
    ...(parameters['objective'] === 'learner' ? [] : ['regret']),
    'trials',
    'workers',
  ],
  milestones: {},
  create,
  handlers,
  copy,
  face,
  stage,
};
