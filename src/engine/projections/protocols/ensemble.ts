/** What it is: how ensemble_learning looks: members and weights, accuracy, confusion and agreement. */

import { wilsonInterval } from '../../base/intervals.ts';
import type { Interval } from '../../base/intervals.ts';
import type { EventReader } from '../../events/eventReader.ts';
import type { PlannedCoordination } from '../../plan/plan.ts';
import { classesOf, dataOf, hasNumbers } from './dataWords.ts';
import { errorOf, errorSoFar, estimatesStage, withBatch, withMember } from './ensembleEstimates.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import { ensembleCharts } from './ensembleCharts.ts';
import { driftHandlers } from './ensembleDrift.ts';
import { leadOf, rootLeadOf, withLead } from './ensembleLead.ts';
import { copyState, createState, memberOf } from './ensembleState.ts';
import type { EnsembleState } from './ensembleState.ts';
import { textsStage, withText } from './ensembleTexts.ts';
import { labelOf } from '../face.ts';
import type { EnsembleStage, EnsembleSubset } from '../ensembleStage.ts';
import { sayShare } from '../units.ts';

const handlers = {
  ...driftHandlers,
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
    const { rows, merit } = state.latest;
    member.scoreTotal += rows * events.real(seq, 0);
    member.scores += rows;
    if (events.real(seq, 0) > 0) member.state = 'ready';
    if (state.estimates.rows === 0)
      member.lead = withLead(member.lead, rows, merit - rows * events.real(seq, 0));
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
    state.latest = { rows: events.int(seq, 1), merit: events.int(seq, 2) };
  },
  'ensemble.batch.estimated': (state: EnsembleState, events: EventReader, seq: number) => {
    state.decided++;
    state.estimates = withBatch(state.estimates, events, seq);
    state.latest = { rows: events.int(seq, 2), merit: events.real(seq, 0) };
  },
  'ensemble.member.erred': (state: EnsembleState, events: EventReader, seq: number) => {
    state.estimates = withMember(state.estimates, events, seq);
    const [member, error] = [memberOf(state, events.int(seq, 0)), events.real(seq, 0)];
    const { rows, merit } = state.latest;
    // On rows that the ensemble did not answer it has no error to compare.
    if (rows === events.int(seq, 2))
      member.lead = withLead(member.lead, rows, rows * error * error - merit);
  },
  'ensemble.text.decided': (state: EnsembleState, events: EventReader, seq: number) => {
    state.texts = withText(state.texts, events, seq);
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

/** The first half is the training of the members, the second the batches: either may take long. */
function progressOf(state: EnsembleState, members: number, batches: number): number {
  const settled = [...state.members.values()].filter((member) => member.state !== 'training');
  const trained = state.batch > 0 ? 1 : settled.length / Math.max(1, members);
  return (trained + (batches === 0 ? 0 : Math.min(1, state.decided / batches))) / 2;
}

function face(state: EnsembleState, brief: FaceBrief): Face {
  const batches = batchesOf(brief, state);
  const ready = [...state.members.values()].filter((member) => member.state === 'ready').length;
  return {
    phase: state.batch === 0 ? 'training' : `batch ${state.batch}`,
    progress: progressOf(state, brief.coordination.participants.length, batches),
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

/** How many members begin as spares. */
function spareCount({ coordination }: FaceBrief, members: number): number {
  const { replacement, spares } = coordination.parameters;
  return replacement === 'spare' ? Math.min(Number(spares ?? 0), members - 1) : 0;
}

function nameOf(brief: FaceBrief, actor: number): string {
  const entry = brief.own.find((one) => one.actor === actor);
  return entry === undefined ? '–' : labelOf(entry);
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
    hasNumbers: hasNumbers(brief.coordination.resources),
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
        isLasting: isLasting(state, actor.actor),
        lead: concludedLead(moment, actor.agentId) ?? leadIn(state, actor.actor),
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
    texts: textsStage(state.texts, brief.coordination.resources.dataset),
    adaptations: state.adaptations.map(({ member, other, ...rest }) => ({
      ...rest,
      member: nameOf(brief, member),
      other: other === undefined ? undefined : nameOf(brief, other),
    })),
  };
}

function isLasting({ members, rows, estimates }: EnsembleState, actor: number): boolean {
  return (members.get(actor)?.lead.rows ?? 0) * 2 >= Math.max(rows, estimates.rows);
}

/** What the outcome says of the lead over its best member, row by row. */
function concludedLead({ outcome }: StageMoment, agent: string): Interval | undefined {
  const lead = outcome?.['leadInterval'];
  if (outcome?.['bestMember'] !== agent || !Array.isArray(lead)) return undefined;
  const [low, high] = lead as readonly unknown[];
  return typeof low === 'number' && typeof high === 'number' ? [low, high] : undefined;
}

/** How far the ensemble is ahead of a member, at 95 %. */
function leadIn({ members, estimates }: EnsembleState, actor: number) {
  const member = members.get(actor);
  if (member === undefined) return undefined;
  const own = errorOf(estimates, actor);
  const error = errorSoFar(estimates);
  return own === undefined || error === undefined
    ? leadOf(member.lead)
    : rootLeadOf(member.lead, own + error);
}

/** Rows have classes or numbers, and only weights by losses have a regret. */
function chartsOf({ parameters, resources }: PlannedCoordination): readonly string[] {
  const ofTask = hasNumbers(resources)
    ? ['error', 'memberError', 'uncertainty']
    : ['accuracy', 'memberAccuracy', 'calibration'];
  const isByLoss = parameters['weighting'] !== 'moving_average';
  const isLive = parameters['evaluation'] === 'prequential';
  return ['weights', ...ofTask, ...(isByLoss ? ['regret'] : []), ...(isLive ? ['lately'] : [])];
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
  chartsOf,
  milestones: {},
  create: createState,
  handlers,
  copy: copyState,
  face,
  stage,
};
