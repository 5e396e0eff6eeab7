/** What it is: the charts of distributed_coordination: membership, latencies, messages, gossip, terms, tasks. */

import type { EventReader } from '../../events/eventReader.ts';
import { distributedCard } from '../../protocols/distributedCoordination/card.ts';
import type { ChartRules, ChartSink, LineName } from '../charts.ts';

const SUSPECTED = { id: 'suspected', title: 'Suspected', hue: 1 };
const DEAD = { id: 'dead', title: 'Held dead', hue: 3 };
const ALIVE = { id: 'alive', title: 'Held alive', hue: 0 };
const PINGS: readonly string[] = ['ping', 'ack', 'pingReq'];

const IN_REGIONS: LineName = { id: 'raft', title: 'Within regions', hue: 0 };
/** What messages are for, by the phases of the card: a chart shows five lines. */
const PHASES: Readonly<Record<string, LineName>> = {
  membership: { id: 'membership', title: 'Membership', hue: 7 },
  election: IN_REGIONS,
  replication: IN_REGIONS,
  regions: { id: 'regions', title: 'Between regions', hue: 4 },
  placement: { id: 'placement', title: 'Tasks', hue: 1 },
  clients: { id: 'clients', title: 'Clients', hue: 2 },
};
const PHASE_LINES = new Map(
  distributedCard.messages.map(({ kind, phase }) => [kind, PHASES[phase]]),
);

const memberCountOf = (sink: ChartSink): number => {
  const known = sink.notes.get('members');
  if (known !== undefined) return known;
  const members = sink.actors.filter(
    ({ role, coordination }) => role === 'member' && coordination === sink.coordination,
  ).length;
  sink.notes.set('members', members);
  return members;
};

/** What the average member holds of the others: pairs of holder and held, by the number of members. */
function viewed(status: number) {
  return (sink: ChartSink, events: EventReader, seq: number): void => {
    const key = `${events.actor(seq)}/${events.int(seq, 0)}`;
    const before = sink.notes.get(key) ?? 0;
    sink.notes.set(key, status);
    add(sink, before, -1);
    add(sink, status, 1);
    showMembership(sink, events, seq);
  };
}

function add(sink: ChartSink, status: number, by: number): void {
  if (status > 0) sink.notes.set(`sum${status}`, (sink.notes.get(`sum${status}`) ?? 0) + by);
}

function showMembership(sink: ChartSink, events: EventReader, seq: number): void {
  const members = memberCountOf(sink);
  const suspected = (sink.notes.get('sum1') ?? 0) / members;
  const dead = (sink.notes.get('sum2') ?? 0) / members;
  const at = events.at(seq);
  sink.point('membership', ALIVE, seq, at, members - suspected - dead);
  sink.point('membership', SUSPECTED, seq, at, suspected);
  sink.point('membership', DEAD, seq, at, dead);
}

function settled(sink: ChartSink, events: EventReader, seq: number): void {
  const micros = events.real(seq, 0);
  const at = events.at(seq);
  const line = { id: 'latency', title: 'Latency', hue: 4 };
  sink.point('commitLatency', line, seq, at, micros / 1_000);
  sink.point('latencies', line, seq, at, micros);
}

function moved(by: number) {
  return (sink: ChartSink, events: EventReader, seq: number): void => {
    const line = { id: 'held', title: 'Held by a node', hue: 1 };
    const count = Math.max(0, (sink.last('placement', 'held') ?? 0) + by);
    sink.point('placement', line, seq, events.at(seq), count);
  };
}

/** The rules of the charts. */
export const distributedCharts: ChartRules = {
  'coordination.started': (sink, events, seq) => {
    if (events.int(seq, 0) === sink.coordination) showMembership(sink, events, seq);
  },
  'swim.member.suspected': viewed(1),
  'swim.member.confirmed': viewed(2),
  'swim.member.departed': viewed(2),
  'swim.member.revived': viewed(0),
  'client.command.settled': settled,
  'raft.leader.elected': (sink, events, seq) => {
    const region = events.int(seq, 0);
    const line = { id: `r${region}`, title: `Region ${region}`, hue: region };
    sink.point('terms', line, seq, events.at(seq), events.int(seq, 1));
  },
  'message.sent': (sink, events, seq) => {
    const message = events.text(events.int(seq, 1));
    const line = PHASE_LINES.get(message);
    if (line !== undefined) sink.count('messagesByPhase', line, seq, events.at(seq));
    if (PINGS.includes(message)) sink.notes.set('pings', (sink.notes.get('pings') ?? 0) + 1);
  },
  // As many periods as there are members make a point.
  'timer.expired': (sink, events, seq) => {
    if (events.text(events.int(seq, 0)) !== 'swim.period') return;
    const periods = (sink.notes.get('periods') ?? 0) + 1;
    if (periods < memberCountOf(sink)) {
      sink.notes.set('periods', periods);
      return;
    }
    const pings = sink.notes.get('pings') ?? 0;
    sink.notes.set('periods', 0);
    sink.notes.set('pings', 0);
    const line = { id: 'load', title: 'Pings, acks and requests', hue: 7 };
    sink.point('gossip', line, seq, events.at(seq), pings / periods);
  },
  'ring.task.held': moved(1),
  'ring.task.released': moved(-1),
};
