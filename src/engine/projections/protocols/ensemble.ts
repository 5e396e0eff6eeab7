/** What it is: how ensemble_learning looks: members and weights, accuracy, confusion and agreement. */

import { wilsonInterval } from '../../base/intervals.ts';
import { readStreamName, STREAMS } from '../../base/streamName.ts';
import type { EventReader } from '../../events/eventReader.ts';
import type { ChartSink } from '../charts.ts';
import type { EstimatesState } from './ensembleEstimates.ts';
import {
  errorOf,
  errorSoFar,
  estimateChartRules,
  estimatesStage,
  NO_ESTIMATES,
  withBatch,
  withMember,
} from './ensembleEstimates.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import { labelOf } from '../face.ts';
import type { EnsembleStage, EnsembleSubset } from '../ensembleStage.ts';
import { sayShare } from '../units.ts';

interface Member {
  learner: string;
  weight: number;
  say: number | undefined;
  scores: number;
  scoreTotal: number;
  state: 'training' | 'ready' | 'failed';
  reason: string;
}

export interface EnsembleState {
  batch: number;
  rows: number;
  correct: number;
  answered: number;
  confidence: number;
  decided: number;
  readonly members: Map<number, Member>;
  /** Counts by `truth:predicted`. */
  readonly confusion: Map<string, number>;
  /** [same, rows] by `one:other`. */
  readonly agreement: Map<string, readonly [number, number]>;
  front: readonly EnsembleSubset[];
  estimates: EstimatesState;
  regret: EnsembleStage['regret'];
}

function memberOf(state: EnsembleState, actor: number): Member {
  let member = state.members.get(actor);
  if (member === undefined) {
    member = {
      learner: '',
      weight: 1,
      say: undefined,
      scores: 0,
      scoreTotal: 0,
      state: 'training',
      reason: '',
    };
    state.members.set(actor, member);
  }
  return member;
}

const handlers = {
  'ensemble.member.trained': (state: EnsembleState, events: EventReader, seq: number) => {
    const member = memberOf(state, events.int(seq, 0));
    member.learner = events.text(events.int(seq, 1));
    member.state = 'ready';
  },
  'ensemble.member.failed': (state: EnsembleState, events: EventReader, seq: number) => {
    const member = memberOf(state, events.int(seq, 0));
    member.state = 'failed';
    member.reason = events.text(events.int(seq, 2));
  },
  'ensemble.say.fixed': (state: EnsembleState, events: EventReader, seq: number) => {
    memberOf(state, events.int(seq, 0)).say = events.real(seq, 0);
  },
  'ensemble.subset.found': (state: EnsembleState, events: EventReader, seq: number) => {
    const agents = JSON.parse(events.text(events.int(seq, 0))) as readonly string[];
    const found: EnsembleSubset = {
      members: agents.map((agent) => agent.replace('/', ' ')),
      cost: events.real(seq, 0),
      accuracy: events.real(seq, 1),
      isChosen: events.int(seq, 1) === 1,
    };
    state.front = [...state.front, found];
  },
  'ensemble.batch.started': (state: EnsembleState, events: EventReader, seq: number) => {
    state.batch = events.int(seq, 0) + 1;
  },
  'ensemble.member.scored': (state: EnsembleState, events: EventReader, seq: number) => {
    const member = memberOf(state, events.int(seq, 0));
    member.weight = events.real(seq, 1);
    member.scoreTotal += events.real(seq, 0);
    member.scores++;
    if (events.real(seq, 0) > 0) member.state = 'ready';
  },
  'ensemble.weight.moved': (state: EnsembleState, events: EventReader, seq: number) => {
    memberOf(state, events.int(seq, 0)).weight = events.real(seq, 0);
  },
  'ensemble.regret.measured': (state: EnsembleState, events: EventReader, seq: number) => {
    state.regret = { regret: events.real(seq, 0), bound: events.real(seq, 1) };
  },
  'ensemble.batch.decided': (state: EnsembleState, events: EventReader, seq: number) => {
    state.decided++;
    state.rows += events.int(seq, 1);
    state.correct += events.int(seq, 2);
    state.answered += events.int(seq, 3);
    state.confidence += events.int(seq, 3) * events.real(seq, 0);
  },
  'ensemble.batch.estimated': (state: EnsembleState, events: EventReader, seq: number) => {
    state.decided++;
    state.estimates = withBatch(state.estimates, events, seq);
  },
  'ensemble.member.erred': (state: EnsembleState, events: EventReader, seq: number) => {
    state.estimates = withMember(state.estimates, events, seq);
  },
  'ensemble.confusion.counted': (state: EnsembleState, events: EventReader, seq: number) => {
    const key = `${events.int(seq, 1)}:${events.int(seq, 2)}`;
    state.confusion.set(key, (state.confusion.get(key) ?? 0) + events.int(seq, 3));
  },
  'ensemble.agreement.measured': (state: EnsembleState, events: EventReader, seq: number) => {
    const key = `${events.int(seq, 0)}:${events.int(seq, 1)}`;
    const [same, rows] = state.agreement.get(key) ?? [0, 0];
    state.agreement.set(key, [same + events.int(seq, 2), rows + events.int(seq, 3)]);
  },
} as const;

function batchesOf(brief: FaceBrief, state: EnsembleState): number {
  return Number(brief.coordination.parameters['batches'] ?? 0) || state.batch;
}

function resultFacts(state: EnsembleState): Face['facts'] {
  const error = errorSoFar(state.estimates);
  if (error !== undefined)
    return [
      ['Error (RMSE)', error.toPrecision(4)],
      ['Rows', `${state.estimates.rows} estimated`],
    ];
  return [
    ['Accuracy', state.rows === 0 ? '–' : sayShare(state.correct / state.rows)],
    ['Rows', `${state.correct} of ${state.rows} right`],
  ];
}

function face(state: EnsembleState, brief: FaceBrief): Face {
  const batches = batchesOf(brief, state);
  const ready = [...state.members.values()].filter((member) => member.state === 'ready').length;
  return {
    phase: state.batch === 0 ? 'training' : `batch ${state.batch}`,
    progress: batches === 0 ? 0 : Math.min(1, state.decided / batches),
    facts: [
      ...resultFacts(state),
      ['Members', `${ready} of ${brief.coordination.participants.length} ready`],
      ['Data', dataTitle(brief.coordination.resources.dataset ?? '–')],
    ],
  };
}

function matrix(size: number, value: (row: number, column: number) => number): readonly number[] {
  return Array.from({ length: size * size }, (_, i) => value(Math.floor(i / size), i % size));
}

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  iris: ['setosa', 'versicolor', 'virginica'],
  wine: ['class 0', 'class 1', 'class 2'],
  breast_cancer: ['malignant', 'benign'],
  digits: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
};

function classesOf(dataset: string): readonly string[] {
  const stream = readStreamName(dataset);
  return stream === undefined ? (CLASSES[dataset] ?? []) : STREAMS[stream.generator].classes;
}

/** A stream by its title, for its name says everything; a data set by its name. */
function dataTitle(dataset: string): string {
  const stream = readStreamName(dataset);
  return stream === undefined ? dataset : STREAMS[stream.generator].title;
}

function stage(state: EnsembleState, moment: StageMoment): EnsembleStage {
  const { brief } = moment;
  const members = brief.own.filter((actor) => actor.agent !== undefined);
  const dataset = brief.coordination.resources.dataset ?? '';
  const isStacking = brief.coordination.parameters['strategy'] === 'stacking';
  const classes = classesOf(dataset);
  return {
    kind: 'ensemble',
    dataset: dataTitle(dataset),
    classes,
    batch: state.batch,
    batches: batchesOf(brief, state),
    members: members.map((actor, seat) => {
      const member = state.members.get(actor.actor);
      return {
        actor: actor.actor,
        label: labelOf(actor),
        learner: member?.learner ?? '',
        weight: member?.weight ?? 1,
        say: member?.say,
        isMeta: isStacking && seat === members.length - 1,
        accuracy:
          member === undefined || member.scores === 0
            ? undefined
            : member.scoreTotal / member.scores,
        error: errorOf(state.estimates, actor.actor),
        state: member?.state ?? 'training',
        reason: member?.reason ?? '',
      };
    }),
    accuracy: state.rows === 0 ? undefined : state.correct / state.rows,
    interval: state.rows === 0 ? undefined : wilsonInterval(state.correct, state.rows),
    confidence: state.answered === 0 ? undefined : state.confidence / state.answered,
    chance: chanceOf(state, classes.length),
    confusion: matrix(
      classes.length,
      (truth, predicted) => state.confusion.get(`${truth}:${predicted}`) ?? 0,
    ),
    agreement: matrix(members.length, (row, column) =>
      agreementOf(state, members[row]?.actor ?? -1, members[column]?.actor ?? -1),
    ),
    front: state.front,
    regret: state.regret,
    estimates: estimatesStage(state.estimates),
  };
}

/** The share of the largest class among the rows that were answered. */
function chanceOf(state: EnsembleState, classes: number): number | undefined {
  if (state.answered === 0 || classes === 0) return undefined;
  const counts = Array.from({ length: classes }, () => 0);
  for (const [key, count] of state.confusion) {
    const truth = Number(key.split(':')[0]);
    counts[truth] = (counts[truth] ?? 0) + count;
  }
  return Math.max(...counts) / state.answered;
}

function agreementOf(state: EnsembleState, one: number, other: number): number {
  if (one === other) return 1;
  const [same, rows] = state.agreement.get(`${one}:${other}`) ??
    state.agreement.get(`${other}:${one}`) ?? [0, 0];
  return rows === 0 ? 0 : same / rows;
}

const memberName = (sink: ChartSink, actor: number) => {
  const title = sink.actors[actor]?.agentId ?? 'member';
  return { id: title, title, hue: actor, actor };
};

const chartRules = {
  ...estimateChartRules,
  'ensemble.member.scored': (sink: ChartSink, events: EventReader, seq: number) => {
    const name = memberName(sink, events.int(seq, 0));
    sink.point('weights', name, seq, events.at(seq), events.real(seq, 1));
    const count = (sink.notes.get(`n:${name.id}`) ?? 0) + 1;
    const total = (sink.notes.get(`s:${name.id}`) ?? 0) + events.real(seq, 0);
    sink.notes.set(`n:${name.id}`, count);
    sink.notes.set(`s:${name.id}`, total);
    sink.point('memberAccuracy', name, seq, events.at(seq), total / count);
  },
  'ensemble.weight.moved': (sink: ChartSink, events: EventReader, seq: number) => {
    const name = memberName(sink, events.int(seq, 0));
    sink.point('weights', name, seq, events.at(seq), events.real(seq, 0));
  },
  'ensemble.regret.measured': (sink: ChartSink, events: EventReader, seq: number) => {
    const at = events.at(seq);
    sink.point('regret', { id: 'bound', title: 'Bound', hue: 2 }, seq, at, events.real(seq, 1));
    sink.point('regret', { id: 'regret', title: 'Regret', hue: 0 }, seq, at, events.real(seq, 0));
  },
  'ensemble.batch.decided': (sink: ChartSink, events: EventReader, seq: number) => {
    const rows = (sink.notes.get('rows') ?? 0) + events.int(seq, 1);
    const correct = (sink.notes.get('correct') ?? 0) + events.int(seq, 2);
    sink.notes.set('rows', rows);
    sink.notes.set('correct', correct);
    sink.point(
      'accuracy',
      { id: 'ensemble', title: 'Ensemble, so far', hue: 0 },
      seq,
      events.at(seq),
      correct / rows,
    );
    const answered = (sink.notes.get('answered') ?? 0) + events.int(seq, 3);
    const sure = (sink.notes.get('sure') ?? 0) + events.int(seq, 3) * events.real(seq, 0);
    sink.notes.set('answered', answered);
    sink.notes.set('sure', sure);
    if (answered > 0) {
      const confidence = { id: 'confidence', title: 'Mean confidence', hue: 2 };
      sink.point('calibration', confidence, seq, events.at(seq), sure / answered);
      const truth = { id: 'truth', title: 'Share that was right', hue: 0 };
      sink.point('calibration', truth, seq, events.at(seq), correct / answered);
    }
    sink.point(
      'accuracy',
      { id: 'batch', title: 'Ensemble, this batch', hue: 4 },
      seq,
      events.at(seq),
      events.int(seq, 2) / Math.max(1, events.int(seq, 1)),
    );
  },
} as const;

/** The view of ensemble_learning. */
export const ensembleView: ProtocolView<EnsembleState> = {
  chartRules,
  milestones: {},
  create: () => ({
    batch: 0,
    rows: 0,
    correct: 0,
    answered: 0,
    confidence: 0,
    decided: 0,
    members: new Map(),
    confusion: new Map(),
    agreement: new Map(),
    front: [],
    estimates: NO_ESTIMATES,
    regret: undefined,
  }),
  handlers,
  copy: (state) => ({
    ...state,
    members: new Map([...state.members].map(([actor, member]) => [actor, { ...member }])),
    confusion: new Map(state.confusion),
    agreement: new Map(state.agreement),
  }),
  face,
  stage,
};
