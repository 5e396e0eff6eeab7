/** What it is: how ensemble_learning looks: members and weights, accuracy, confusion and agreement. */

import { wilsonInterval } from '../../base/intervals.ts';
import { readStreamName, STREAMS } from '../../base/streamName.ts';
import type { Resources } from '../../contract/protocol.ts';
import type { EventReader } from '../../events/eventReader.ts';
import { lessonOf } from '../../table/lesson.ts';
import type { EstimatesState } from './ensembleEstimates.ts';
import {
  errorOf,
  errorSoFar,
  estimatesStage,
  NO_ESTIMATES,
  withBatch,
  withMember,
} from './ensembleEstimates.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import { ensembleCharts } from './ensembleCharts.ts';
import { labelOf } from '../face.ts';
import type {
  Adaptation,
  CalibrationBin,
  EnsembleStage,
  EnsembleSubset,
} from '../ensembleStage.ts';
import { sayShare } from '../units.ts';

interface Member {
  learner: string;
  weight: number;
  say: number | undefined;
  scores: number;
  scoreTotal: number;
  state: 'training' | 'ready' | 'failed';
  reason: string;
  duty: EnsembleStage['members'][number]['duty'];
  drifts: number;
}

/** An adaptation by actors; the labels come with the picture. */
type Noted = Omit<Adaptation, 'member' | 'other'> & {
  readonly member: number;
  readonly other: number | undefined;
};

export interface EnsembleState {
  batch: number;
  rows: number;
  correct: number;
  answered: number;
  confidence: number;
  decided: number;
  readonly members: Map<number, Member>;
  /** By tenth of confidence. */
  readonly calibration: Map<number, CalibrationBin>;
  /** Counts by `truth:predicted`. */
  readonly confusion: Map<string, number>;
  /** [same, rows] by `one:other`. */
  readonly agreement: Map<string, readonly [number, number]>;
  front: readonly EnsembleSubset[];
  estimates: EstimatesState;
  regret: EnsembleStage['regret'];
  readonly adaptations: Noted[];
}

/** More would not fit beside the picture. */
const ADAPTATIONS_MOST = 40;

function note(state: EnsembleState, adaptation: Noted): void {
  state.adaptations.unshift(adaptation);
  state.adaptations.length = Math.min(state.adaptations.length, ADAPTATIONS_MOST);
}

/** A warning or a drift, whose events have the same fields. */
function noteSigns(kind: 'warning' | 'drift') {
  return (state: EnsembleState, events: EventReader, seq: number) => {
    const member = events.int(seq, 0);
    if (kind === 'drift') memberOf(state, member).drifts++;
    note(state, {
      seq,
      at: events.at(seq),
      batch: events.int(seq, 1),
      kind,
      member,
      other: undefined,
      errors: [events.real(seq, 0), events.real(seq, 1)],
      delay: undefined,
    });
  };
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
      duty: undefined,
      drifts: 0,
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
  'ensemble.drift.warned': noteSigns('warning'),
  'ensemble.drift.detected': noteSigns('drift'),
  'ensemble.background.started': (state: EnsembleState, events: EventReader, seq: number) => {
    memberOf(state, events.int(seq, 0)).duty = 'learns beside';
  },
  'ensemble.background.dropped': (state: EnsembleState, events: EventReader, seq: number) => {
    const [other, member] = [events.int(seq, 0), events.int(seq, 1)];
    memberOf(state, other).duty = 'waits';
    const [at, batch] = [events.at(seq), events.int(seq, 2)];
    const rest = { errors: undefined, delay: undefined };
    note(state, { seq, at, batch, kind: 'allClear', member, other, ...rest });
  },
  'ensemble.member.replaced': (state: EnsembleState, events: EventReader, seq: number) => {
    const [member, other] = [events.int(seq, 0), events.int(seq, 1)];
    memberOf(state, member).duty = 'waits';
    memberOf(state, other).duty = 'serves';
    const [at, batch, delay] = [events.at(seq), events.int(seq, 2), events.real(seq, 0)];
    note(state, { seq, at, batch, kind: 'replacement', member, other, errors: undefined, delay });
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
  'ensemble.calibration.counted': (state: EnsembleState, events: EventReader, seq: number) => {
    const [rows, right] = [events.int(seq, 2), events.int(seq, 3)];
    const interval = wilsonInterval(right, rows);
    state.calibration.set(events.int(seq, 1), {
      rows,
      right,
      confidence: events.real(seq, 0),
      interval,
    });
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
      ['Data', dataOf(brief.coordination.resources)],
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

/** How many members begin as spares. */
function spareCount({ coordination }: FaceBrief, members: number): number {
  const { replacement, spares } = coordination.parameters;
  return replacement === 'spare' ? Math.min(Number(spares ?? 0), members - 1) : 0;
}

function nameOf(brief: FaceBrief, actor: number): string {
  const entry = brief.own.find((one) => one.actor === actor);
  return entry === undefined ? '–' : labelOf(entry);
}

function classesOf({ dataset = '', table }: Resources): readonly string[] {
  if (table !== undefined) {
    const lesson = lessonOf(table);
    return lesson.ok && lesson.value.target.kind === 'category'
      ? lesson.value.target.categories
      : [];
  }
  const stream = readStreamName(dataset);
  return stream === undefined ? (CLASSES[dataset] ?? []) : STREAMS[stream.generator].classes;
}

/** A stream by its title, for its name says everything; a data set by its name. */
function dataTitle(dataset: string): string {
  const stream = readStreamName(dataset);
  return stream === undefined ? dataset : STREAMS[stream.generator].title;
}

function dataOf({ dataset, table }: Resources): string {
  return table?.file ?? dataTitle(dataset ?? '–');
}

function stage(state: EnsembleState, moment: StageMoment): EnsembleStage {
  const { brief } = moment;
  const members = brief.own.filter((actor) => actor.agent !== undefined);
  const isStacking = brief.coordination.parameters['strategy'] === 'stacking';
  const classes = classesOf(brief.coordination.resources);
  const isLive = brief.coordination.parameters['evaluation'] === 'prequential';
  const serving = members.length - spareCount(brief, members.length);
  return {
    kind: 'ensemble',
    dataset: dataOf(brief.coordination.resources),
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
        duty: isLive ? (member?.duty ?? (seat < serving ? 'serves' : 'waits')) : undefined,
        drifts: member?.drifts ?? 0,
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
    calibration: [...state.calibration]
      .toSorted(([one], [other]) => one - other)
      .map(([, bin]) => bin),
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
    adaptations: state.adaptations.map(({ member, other, ...rest }) => ({
      ...rest,
      member: nameOf(brief, member),
      other: other === undefined ? undefined : nameOf(brief, other),
    })),
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

/** The view of ensemble_learning. */
export const ensembleView: ProtocolView<EnsembleState> = {
  chartRules: ensembleCharts,
  milestones: {},
  create: () => ({
    batch: 0,
    rows: 0,
    correct: 0,
    answered: 0,
    confidence: 0,
    decided: 0,
    members: new Map(),
    calibration: new Map(),
    confusion: new Map(),
    agreement: new Map(),
    front: [],
    estimates: NO_ESTIMATES,
    regret: undefined,
    adaptations: [],
  }),
  handlers,
  copy: (state) => ({
    ...state,
    members: new Map([...state.members].map(([actor, member]) => [actor, { ...member }])),
    calibration: new Map(state.calibration),
    confusion: new Map(state.confusion),
    agreement: new Map(state.agreement),
    adaptations: [...state.adaptations],
  }),
  face,
  stage,
};
