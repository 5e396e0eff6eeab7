/** What it is: how byzantine_consensus looks: phases, views, latencies, and the space–time diagram. */

import type { EventReader } from '../../events/eventReader.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import type { ChartSink } from '../charts.ts';
import type { MilestonePhase, MilestoneRules } from '../milestones.ts';
import type { SpaceTimeStage } from '../frame.ts';
import { card } from '../../protocols/byzantineConsensus/card.ts';
import { sayMicros } from '../units.ts';
import { spaceTimeStage } from '../spaceTime.ts';
import { agentLine } from './agentLine.ts';

interface Band {
  readonly actor: number;
  readonly from: number;
  to: number;
  readonly label: string;
  readonly kind: SpaceTimeStage['bands'][number]['kind'];
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
}

const OPEN_END = -1;

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

/** Phases come in this order; the face shows the one that the newest event reached. */
function reached(phase: string) {
  return (state: PbftState): void => {
    state.phase = phase;
  };
}

/** A point for a sequence in a view, which ends a phase of it, coloured as the phase's messages. */
function ordered(kind: string, ends?: MilestonePhase) {
  return (events: EventReader, seq: number) => ({
    kind,
    label: `${kind} ${events.int(seq, 2)} in view ${events.int(seq, 1)}`,
    slot: events.int(seq, 2),
    ...(ends === undefined ? {} : { ends }),
  });
}

const milestones: MilestoneRules = {
  'pbft.request.prePrepared': ordered('pre-prepare'),
  'pbft.request.prepared': ordered('prepare', { title: 'Preparing', hue: 1 }),
  'pbft.request.committed': ordered('commit', { title: 'Committing', hue: 2 }),
  'pbft.request.executed': ordered('execute', { title: 'Waiting its turn', hue: 3 }),
  'pbft.reply.accepted': (events, seq) => ({
    kind: 'reply',
    label: `answered: ${events.text(events.int(seq, 0))}`,
  }),
  'pbft.equivocation.detected': (events, seq) => ({
    kind: 'equivocation',
    label: `equivocation caught in view ${events.int(seq, 1)}`,
  }),
  'property.violated': (events, seq) => ({
    kind: 'violation',
    label: events.text(events.int(seq, 1)),
  }),
};

const handlers = {
  'pbft.request.submitted': (state: PbftState) => {
    state.submitted++;
    if (state.phase === 'waiting') state.phase = 'request';
  },
  'pbft.request.prePrepared': reached('pre-prepare'),
  'pbft.request.prepared': reached('prepare'),
  'pbft.request.committed': reached('commit'),
  'pbft.request.executed': (state: PbftState, events: EventReader, seq: number) => {
    state.executed = Math.max(state.executed, events.int(seq, 2));
    state.phase = 'execute';
  },
  'pbft.reply.accepted': (state: PbftState, events: EventReader, seq: number) => {
    state.answered++;
    state.latencyTotal += events.real(seq, 0);
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
  'pbft.equivocation.detected': (state: PbftState) => {
    state.equivocations++;
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

function viewPoint(
  sink: ChartSink,
  events: EventReader,
  seq: number,
  actor: number,
  view: number,
): void {
  sink.point('view', agentLine(sink, actor), seq, events.at(seq), view);
}

const chartRules = {
  'pbft.request.submitted': (sink: ChartSink, events: EventReader, seq: number) => {
    sink.notes.set(`sent:${events.int(seq, 1)}`, events.at(seq));
  },
  'pbft.request.prePrepared': phaseDuration(0),
  'pbft.request.prepared': phaseDuration(1),
  'pbft.request.committed': phaseDuration(2),
  'pbft.request.executed': phaseDuration(3),
  'pbft.reply.accepted': (sink: ChartSink, events: EventReader, seq: number) => {
    const line = { id: 'latency', title: 'Request to f + 1 replies', hue: 4 };
    sink.point('latency', line, seq, events.at(seq), events.real(seq, 0) / 1_000);
    sink.point('latencyHistogram', line, seq, events.at(seq), events.real(seq, 0));
  },
  'coordination.started': (sink: ChartSink, events: EventReader, seq: number) => {
    if (events.int(seq, 0) !== sink.coordination) return;
    for (const { actor, agent, coordination } of sink.actors) {
      if (coordination === sink.coordination && agent !== undefined)
        viewPoint(sink, events, seq, actor, 0);
    }
  },
  'pbft.view.changed': (sink: ChartSink, events: EventReader, seq: number) =>
    viewPoint(sink, events, seq, events.actor(seq), events.int(seq, 0)),
  'message.sent': (sink: ChartSink, events: EventReader, seq: number) => {
    const line = PHASE_LINES.get(events.text(events.int(seq, 1)));
    if (line !== undefined) sink.count('messagesByPhase', line, seq, events.at(seq));
  },
} as const;

/** The view of byzantine_consensus. */
export const pbftView: ProtocolView<PbftState> = {
  chartRules,
  milestones,
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
  }),
  handlers,
  copy: (state) => ({
    ...state,
    bands: state.bands.map((band) => ({ ...band })),
  }),
  face,
  stage: (state, moment: StageMoment) => spaceTimeStage(moment, state.bands),
};
