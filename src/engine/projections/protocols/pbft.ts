/** What it is: how byzantine_consensus looks: phases, views, latencies, and the space–time diagram. */

import type { EventReader } from '../../events/eventReader.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import type { ChartSink } from '../charts.ts';
import type { SpaceTimeStage } from '../frame.ts';
import { card } from '../../protocols/byzantineConsensus/card.ts';
import { sayMicros } from '../units.ts';
import { spaceTimeStage } from '../spaceTime.ts';

interface Band {
  readonly actor: number;
  readonly from: number;
  to: number;
  readonly label: string;
  readonly kind: SpaceTimeStage['bands'][number]['kind'];
}
interface Point {
  readonly actor: number;
  readonly at: number;
  readonly seq: number;
  readonly kind: string;
  readonly label: string;
}

export interface PbftState {
  phase: string;
  view: number;
  submitted: number;
  answered: number;
  latencyTotal: number;
  executed: number;
  viewChanges: number;
  equivocations: number;
  readonly bands: Band[];
  readonly points: Point[];
}

const OPEN_END = -1;
const POINTS_MOST = 5_000;

function addPoint(
  state: PbftState,
  events: EventReader,
  seq: number,
  kind: string,
  label: string,
): void {
  if (state.points.length < POINTS_MOST) {
    state.points.push({ actor: events.actor(seq), at: events.at(seq), seq, kind, label });
  }
}

function closeBand(
  state: PbftState,
  actor: number,
  kinds: readonly Band['kind'][],
  at: number,
): void {
  for (const band of state.bands) {
    if (band.actor === actor && band.to === OPEN_END && kinds.includes(band.kind)) band.to = at;
  }
}

function openBand(
  state: PbftState,
  events: EventReader,
  seq: number,
  kind: Band['kind'],
  label: string,
): void {
  state.bands.push({ actor: events.actor(seq), from: events.at(seq), to: OPEN_END, label, kind });
}

/** Phases come in this order; the face shows the farthest that the newest sequence reached. */
function milestone(word: string) {
  return (state: PbftState, events: EventReader, seq: number): void => {
    state.phase = word;
    addPoint(
      state,
      events,
      seq,
      word,
      `${word} ${events.int(seq, 2)} in view ${events.int(seq, 1)}`,
    );
  };
}

const handlers = {
  'pbft.request.submitted': (state: PbftState) => {
    state.submitted++;
    if (state.phase === 'waiting') state.phase = 'request';
  },
  'pbft.request.prePrepared': milestone('pre-prepare'),
  'pbft.request.prepared': milestone('prepare'),
  'pbft.request.committed': milestone('commit'),
  'pbft.request.executed': (state: PbftState, events: EventReader, seq: number) => {
    state.executed = Math.max(state.executed, events.int(seq, 2));
    milestone('execute')(state, events, seq);
  },
  'pbft.reply.accepted': (state: PbftState, events: EventReader, seq: number) => {
    state.answered++;
    state.latencyTotal += events.real(seq, 0);
    addPoint(state, events, seq, 'reply', `answered: ${events.text(events.int(seq, 0))}`);
  },
  'pbft.viewChange.started': (state: PbftState, events: EventReader, seq: number) => {
    state.phase = 'view change';
    closeBand(state, events.actor(seq), ['view', 'viewChange'], events.at(seq));
    openBand(state, events, seq, 'viewChange', `view ${events.int(seq, 0)}?`);
  },
  'pbft.view.changed': (state: PbftState, events: EventReader, seq: number) => {
    if (events.int(seq, 0) > state.view) state.viewChanges++;
    state.view = Math.max(state.view, events.int(seq, 0));
    closeBand(state, events.actor(seq), ['view', 'viewChange'], events.at(seq));
    openBand(state, events, seq, 'view', `view ${events.int(seq, 0)}`);
  },
  'pbft.equivocation.detected': (state: PbftState, events: EventReader, seq: number) => {
    state.equivocations++;
    addPoint(
      state,
      events,
      seq,
      'equivocation',
      `equivocation caught in view ${events.int(seq, 1)}`,
    );
  },
  'agent.crashed': (state: PbftState, events: EventReader, seq: number) =>
    openBand(state, events, seq, 'crashed', 'crashed'),
  'agent.restarted': (state: PbftState, events: EventReader, seq: number) =>
    closeBand(state, events.actor(seq), ['crashed'], events.at(seq)),
  'agent.corrupted': (state: PbftState, events: EventReader, seq: number) => {
    closeBand(state, events.actor(seq), ['faulty'], events.at(seq));
    openBand(state, events, seq, 'faulty', events.text(events.int(seq, 0)));
  },
  'agent.healed': (state: PbftState, events: EventReader, seq: number) =>
    closeBand(state, events.actor(seq), ['faulty'], events.at(seq)),
  'property.violated': (state: PbftState, events: EventReader, seq: number) =>
    addPoint(state, events, seq, 'violation', events.text(events.int(seq, 1))),
} as const;

function face(state: PbftState, brief: FaceBrief): Face {
  const wanted = Number(brief.coordination.parameters['requests'] ?? state.submitted);
  const replicas = brief.coordination.participants.length;
  return {
    phase: state.phase,
    progress: wanted === 0 ? 0 : Math.min(1, state.answered / wanted),
    facts: [
      ['View', String(state.view)],
      ['Answered', `${state.answered} of ${wanted}`],
      ['Latency', state.answered === 0 ? '–' : sayMicros(state.latencyTotal / state.answered)],
      ['Tolerates', `f = ${Math.floor((replicas - 1) / 3)} of ${replicas}`],
      ...(state.equivocations > 0 ? [['Equivocations', String(state.equivocations)] as const] : []),
    ],
  };
}

const PHASES = [
  ['prePrepared', 'Pre-prepare', 0],
  ['prepared', 'Prepare', 1],
  ['committed', 'Commit', 2],
  ['executed', 'Execute', 3],
] as const;

/** Time from a replica's previous milestone of the same sequence to this one. */
function phaseDuration(index: number) {
  const [, title, hue] = PHASES[index] as (typeof PHASES)[number];
  return (sink: ChartSink, events: EventReader, seq: number): void => {
    const at = events.at(seq);
    const place = `${events.actor(seq)}:${events.int(seq, 1)}:${events.int(seq, 2)}`;
    const since =
      index === 0
        ? sink.notes.get(`sent:${events.int(seq, 0)}`)
        : sink.notes.get(`${place}:${index - 1}`);
    sink.notes.set(`${place}:${index}`, at);
    if (since !== undefined)
      sink.point('phaseDurations', { id: title, title, hue }, seq, at, (at - since) / 1_000);
  };
}

/** One line for each phase, named and coloured by the first message of the phase on the card. */
const PHASE_LINES = new Map(
  card.messages.map(({ kind, phase }) => {
    const first = card.messages.find((one) => one.phase === phase);
    return [kind as string, { id: phase, title: first?.title ?? phase, hue: first?.hue ?? 0 }];
  }),
);

const chartRules = {
  'pbft.request.submitted': (sink: ChartSink, events: EventReader, seq: number) => {
    sink.notes.set(`sent:${events.int(seq, 1)}`, events.at(seq));
  },
  'pbft.request.prePrepared': phaseDuration(0),
  'pbft.request.prepared': phaseDuration(1),
  'pbft.request.committed': phaseDuration(2),
  'pbft.request.executed': phaseDuration(3),
  'pbft.reply.accepted': (sink: ChartSink, events: EventReader, seq: number) =>
    sink.point(
      'latency',
      { id: 'latency', title: 'Request to f + 1 replies', hue: 4 },
      seq,
      events.at(seq),
      events.real(seq, 0) / 1_000,
    ),
  'pbft.view.changed': (sink: ChartSink, events: EventReader, seq: number) => {
    const actor = events.actor(seq);
    const title = sink.actors[actor]?.agentId ?? 'replica';
    sink.point(
      'view',
      { id: title, title, hue: actor, actor },
      seq,
      events.at(seq),
      events.int(seq, 0),
    );
  },
  'message.sent': (sink: ChartSink, events: EventReader, seq: number) => {
    const line = PHASE_LINES.get(events.text(events.int(seq, 1)));
    if (line === undefined) return;
    const before = sink.last('messagesByPhase', line.id) ?? 0;
    sink.point('messagesByPhase', line, seq, events.at(seq), before + 1);
  },
} as const;

/** The view of byzantine_consensus. */
export const pbftView: ProtocolView<PbftState> = {
  chartRules,
  create: (brief) => ({
    phase: 'waiting',
    view: 0,
    submitted: 0,
    answered: 0,
    latencyTotal: 0,
    executed: 0,
    viewChanges: 0,
    equivocations: 0,
    bands: brief.own
      .filter((actor) => actor.agent !== undefined)
      .map((actor): Band => ({
        actor: actor.actor,
        from: 0,
        to: OPEN_END,
        label: 'view 0',
        kind: 'view',
      })),
    points: [],
  }),
  handlers,
  copy: (state) => ({
    ...state,
    bands: state.bands.map((band) => ({ ...band })),
    points: state.points.slice(),
  }),
  face,
  stage: (state, moment: StageMoment) => spaceTimeStage(moment, state.bands, state.points),
};
