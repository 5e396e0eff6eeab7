/** What it is: how hierarchical_consensus looks: a tree of clusters, their votes, who speaks for them. */

import type { EventReader } from '../../events/eventReader.ts';
import type { ChartSink } from '../charts.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import { labelOf } from '../face.ts';
import type { TreeDecision, TreeStage } from '../frame.ts';
import { sayShare, sayWhole } from '../units.ts';

type Vote = 'agree' | 'disagree' | 'abstain' | 'waiting';

interface Member {
  readonly actor: number;
  readonly agents: number;
  readonly source: number | undefined;
  decision: Vote;
}

interface Cluster {
  readonly members: Member[];
  representative: number | undefined;
  replaced: readonly number[];
  decided: TreeDecision;
  reported: TreeDecision | 'lost';
}

interface Level {
  readonly clusters: Cluster[];
  decision: TreeDecision;
  agreeShare: number;
  disagreeShare: number;
  messages: number | undefined;
  load: { readonly most: number; readonly mean: number } | undefined;
}

export interface HierarchicalState {
  proposal: string;
  levels: Level[];
  replacements: number;
  decision: TreeDecision;
  flatDecision: TreeDecision;
  told: number;
}

/** A flat vote: question, answer and verdict for each agent. */
const FLAT_MESSAGES_EACH = 3;
const DECISIONS: readonly string[] = ['agree', 'disagree', 'no_consensus'];
const VOTES: readonly string[] = ['agree', 'disagree', 'abstain'];

const decisionOf = (word: string): TreeDecision =>
  DECISIONS.includes(word) ? (word as TreeDecision) : 'no_consensus';
const voteOf = (word: string): Vote => (VOTES.includes(word) ? (word as Vote) : 'abstain');

/** The cluster that two columns name; one that was never seated is made empty. */
function clusterAt(state: HierarchicalState, level: number, cluster: number): Cluster {
  const { clusters } = levelAt(state, level);
  let found = clusters[cluster];
  if (found === undefined) {
    found = {
      members: [],
      representative: undefined,
      replaced: [],
      decided: 'waiting',
      reported: 'waiting',
    };
    clusters[cluster] = found;
  }
  return found;
}

function levelAt(state: HierarchicalState, level: number): Level {
  let found = state.levels[level - 1];
  if (found === undefined) {
    found = {
      clusters: [],
      decision: 'waiting',
      agreeShare: 0,
      disagreeShare: 0,
      messages: undefined,
      load: undefined,
    };
    state.levels[level - 1] = found;
  }
  return found;
}

function noteVote(
  state: HierarchicalState,
  events: EventReader,
  seq: number,
  decision: Vote,
): void {
  const cluster = clusterAt(state, events.int(seq, 2), events.int(seq, 3));
  const member = cluster.members.find((one) => one.actor === events.int(seq, 0));
  if (member !== undefined) member.decision = decision;
}

const handlers = {
  'hierarchy.level.opened': (state: HierarchicalState, events: EventReader, seq: number) => {
    levelAt(state, events.int(seq, 0));
    state.proposal = events.text(events.int(seq, 3));
  },
  'hierarchy.member.seated': (state: HierarchicalState, events: EventReader, seq: number) => {
    const level = events.int(seq, 0);
    const actor = events.int(seq, 3);
    const below = level === 1 ? undefined : levelAt(state, level - 1).clusters;
    const source = below?.findIndex((cluster) => cluster.representative === actor);
    const members = clusterAt(state, level, events.int(seq, 1)).members;
    members[events.int(seq, 2)] = {
      actor,
      agents: events.real(seq, 0),
      source: source === -1 ? undefined : source,
      decision: 'waiting',
    };
  },
  'hierarchy.representative.elected': (
    state: HierarchicalState,
    events: EventReader,
    seq: number,
  ) => {
    const cluster = clusterAt(state, events.int(seq, 0), events.int(seq, 1));
    cluster.representative = events.actor(seq);
    cluster.decided = 'waiting';
    for (const member of cluster.members) member.decision = 'waiting';
  },
  'hierarchy.representative.replaced': (
    state: HierarchicalState,
    events: EventReader,
    seq: number,
  ) => {
    const cluster = clusterAt(state, events.int(seq, 0), events.int(seq, 1));
    cluster.replaced = [...cluster.replaced, events.int(seq, 3)];
    state.replacements += 1;
  },
  'hierarchy.vote.counted': (state: HierarchicalState, events: EventReader, seq: number) => {
    noteVote(state, events, seq, voteOf(events.text(events.int(seq, 1))));
  },
  'hierarchy.vote.discounted': (state: HierarchicalState, events: EventReader, seq: number) => {
    noteVote(state, events, seq, 'abstain');
  },
  'hierarchy.cluster.decided': (state: HierarchicalState, events: EventReader, seq: number) => {
    const cluster = clusterAt(state, events.int(seq, 0), events.int(seq, 1));
    cluster.decided = decisionOf(events.text(events.int(seq, 2)));
  },
  'hierarchy.cluster.reported': (state: HierarchicalState, events: EventReader, seq: number) => {
    const cluster = clusterAt(state, events.int(seq, 0), events.int(seq, 1));
    cluster.reported = decisionOf(events.text(events.int(seq, 2)));
  },
  'hierarchy.cluster.lost': (state: HierarchicalState, events: EventReader, seq: number) => {
    clusterAt(state, events.int(seq, 0), events.int(seq, 1)).reported = 'lost';
  },
  'hierarchy.level.decided': (state: HierarchicalState, events: EventReader, seq: number) => {
    const level = levelAt(state, events.int(seq, 0));
    level.decision = decisionOf(events.text(events.int(seq, 1)));
    level.messages = events.int(seq, 2);
    level.agreeShare = events.real(seq, 0);
    level.disagreeShare = events.real(seq, 1);
  },
  'hierarchy.level.loaded': (state: HierarchicalState, events: EventReader, seq: number) => {
    const level = levelAt(state, events.int(seq, 0));
    level.load = { most: events.int(seq, 1), mean: events.real(seq, 0) };
  },
  'hierarchy.decision.learned': (state: HierarchicalState) => {
    state.told += 1;
  },
  'hierarchy.flat.compared': (state: HierarchicalState, events: EventReader, seq: number) => {
    state.decision = decisionOf(events.text(events.int(seq, 0)));
    state.flatDecision = decisionOf(events.text(events.int(seq, 1)));
  },
} as const;

/** Shares of the agents that a level's members stand for, and how many members were counted. */
function tallyOf({ clusters }: Level): { agree: number; disagree: number; counted: number } {
  const tally = { agree: 0, disagree: 0, counted: 0 };
  let agents = 0;
  for (const { members } of clusters) {
    for (const member of members) {
      agents += member.agents;
      if (member.decision === 'waiting') continue;
      tally.counted += 1;
      if (member.decision !== 'abstain') tally[member.decision] += member.agents;
    }
  }
  const share = (part: number): number => (agents === 0 ? 0 : part / agents);
  return { ...tally, agree: share(tally.agree), disagree: share(tally.disagree) };
}

const sayDecision = (decision: TreeDecision): string => decision.replace('_', ' ');

function face(state: HierarchicalState, brief: FaceBrief): Face {
  const { levels, decision, flatDecision } = state;
  const clusters = levels.flatMap((level) => level.clusters);
  const known = clusters.filter(({ reported }) => reported !== 'waiting').length;
  const last = levels[levels.length - 1];
  const isOver = decision !== 'waiting';
  const isDistorted = isOver && decision !== flatDecision;
  return {
    phase: isOver ? 'decided' : levels.length === 0 ? 'waiting' : `level ${levels.length}`,
    progress: isOver ? 1 : clusters.length === 0 ? 0 : known / (clusters.length + 1),
    facts: [
      ['Levels', String(levels.length)],
      ['Clusters', `${clusters.length} for ${sayWhole(brief.own.length - 1)} agents`],
      [
        'Agree',
        last === undefined || last.messages === undefined ? '–' : sayShare(last.agreeShare),
      ],
      ['Replaced', String(state.replacements)],
      ['Told', isOver ? `${sayWhole(state.told)} of ${sayWhole(brief.own.length - 1)}` : '–'],
      [
        'Flat vote',
        isOver ? `${sayDecision(flatDecision)}${isDistorted ? ', distorted' : ''}` : '–',
      ],
    ],
  };
}

function stage(state: HierarchicalState, moment: StageMoment): TreeStage {
  const { own, coordination } = moment.brief;
  const first = own[0]?.actor ?? 0;
  const label = (actor: number): string => {
    const entry = own[actor - first];
    return entry === undefined ? String(actor) : labelOf(entry);
  };
  return {
    kind: 'tree',
    proposal: state.proposal,
    threshold: Number(coordination.parameters['threshold'] ?? 0.7),
    flatMessages: FLAT_MESSAGES_EACH * coordination.participants.length,
    decision: state.decision,
    flatDecision: state.flatDecision,
    told: state.told,
    levels: state.levels.map((level) => ({
      decision: level.decision,
      ...sharesOf(level),
      messages: level.messages,
      load: level.load,
      clusters: level.clusters.map((cluster) => ({
        agents: cluster.members.reduce((sum, member) => sum + member.agents, 0),
        representative: cluster.representative,
        replaced: cluster.replaced,
        decided: cluster.decided,
        reported: cluster.reported,
        members: cluster.members.map((member) => ({ ...member, label: label(member.actor) })),
      })),
    })),
  };
}

/** As its clusters decided, or as far as votes are in. */
function sharesOf(level: Level) {
  const { agree, disagree, counted } = tallyOf(level);
  return level.decision === 'waiting'
    ? { agreeShare: agree, disagreeShare: disagree, counted }
    : { agreeShare: level.agreeShare, disagreeShare: level.disagreeShare, counted };
}

const chartRules = {
  'hierarchy.level.decided': (sink: ChartSink, events: EventReader, seq: number) => {
    const at = events.at(seq);
    const agree = { id: 'agree', title: 'Agree', hue: 0 };
    const disagree = { id: 'disagree', title: 'Disagree', hue: 2 };
    sink.point('agreement', agree, seq, at, events.real(seq, 0));
    sink.point('agreement', disagree, seq, at, events.real(seq, 1));
    const sum = (sink.last('messages', 'tree') ?? 0) + events.int(seq, 2);
    sink.point('messages', { id: 'tree', title: 'Hierarchy', hue: 1 }, seq, at, sum);
    const flat = { id: 'flat', title: 'A flat vote', hue: 4 };
    sink.point('messages', flat, seq, at, events.int(seq, 3));
  },
  'hierarchy.level.loaded': (sink: ChartSink, events: EventReader, seq: number) => {
    const at = events.at(seq);
    const most = { id: 'most', title: 'Busiest agent', hue: 2 };
    sink.point('load', most, seq, at, events.int(seq, 1));
    sink.point('load', { id: 'mean', title: 'On average', hue: 0 }, seq, at, events.real(seq, 0));
  },
  'hierarchy.vote.counted': (sink: ChartSink, events: EventReader, seq: number) => {
    // A representative's vote carries those of agents, which were counted at the first level.
    if (events.int(seq, 2) !== 1) return;
    const decision = voteOf(events.text(events.int(seq, 1)));
    const title = `${decision.slice(0, 1).toUpperCase()}${decision.slice(1)}`;
    const line = { id: decision, title, hue: VOTES.indexOf(decision) * 2 };
    const sum = (sink.last('votes', decision) ?? 0) + 1;
    sink.point('votes', line, seq, events.at(seq), sum);
  },
  'hierarchy.representative.replaced': (sink: ChartSink, events: EventReader, seq: number) => {
    const sum = (sink.last('replacements', 'replaced') ?? 0) + 1;
    const line = { id: 'replaced', title: 'Replaced', hue: 3 };
    sink.point('replacements', line, seq, events.at(seq), sum);
  },
} as const;

/** The view of hierarchical_consensus. */
export const hierarchicalView: ProtocolView<HierarchicalState> = {
  chartRules,
  milestones: {},
  create: () => ({
    proposal: '',
    levels: [],
    replacements: 0,
    decision: 'waiting',
    flatDecision: 'waiting',
    told: 0,
  }),
  handlers,
  copy: (state) => ({
    ...state,
    levels: state.levels.map((level) => ({
      ...level,
      clusters: level.clusters.map((cluster) => ({
        ...cluster,
        members: cluster.members.map((member) => ({ ...member })),
      })),
    })),
  }),
  face,
  stage,
};
