/** What it is: how simple_consensus looks: votes as they are counted, shares against the threshold. */

import type { EventReader } from '../../events/eventReader.ts';
import type { ChartSink } from '../charts.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import { labelOf } from '../face.ts';
import type { VotesStage } from '../votesStage.ts';
import { sayShare } from '../units.ts';

interface Vote {
  readonly decision: 'agree' | 'disagree' | 'abstain';
  readonly confidence: number;
  readonly weight: number;
  readonly rationale: string;
}

export interface SimpleState {
  proposal: string;
  round: number;
  readonly votes: Map<number, Vote>;
  readonly tallies: VotesStage['tallies'][number][];
  /** What the revision to come betters. */
  chosen: Pick<VotesStage['revisions'][number], 'aspect' | 'objections'>;
  readonly revisions: VotesStage['revisions'][number][];
}

const NOTHING_CHOSEN = { aspect: '', objections: 0 };
const DECISIONS: readonly string[] = ['agree', 'disagree', 'abstain'];

function decisionOf(word: string): Vote['decision'] {
  return DECISIONS.includes(word) ? (word as Vote['decision']) : 'abstain';
}

const handlers = {
  'simple.proposal.sent': (state: SimpleState, events: EventReader, seq: number) => {
    state.round = events.int(seq, 0);
    state.proposal = events.text(events.int(seq, 1));
    state.votes.clear();
  },
  'simple.vote.counted': (state: SimpleState, events: EventReader, seq: number) => {
    state.votes.set(events.int(seq, 0), {
      decision: decisionOf(events.text(events.int(seq, 1))),
      confidence: events.real(seq, 0),
      weight: events.real(seq, 1),
      rationale: events.text(events.int(seq, 3)),
    });
  },
  'simple.vote.discounted': (state: SimpleState, events: EventReader, seq: number) => {
    state.votes.set(events.int(seq, 0), {
      decision: 'abstain',
      confidence: 0,
      weight: 1,
      rationale: events.text(events.int(seq, 2)),
    });
  },
  'simple.aspect.chosen': (state: SimpleState, events: EventReader, seq: number) => {
    state.chosen = { aspect: events.text(events.int(seq, 1)), objections: events.int(seq, 2) };
  },
  'simple.proposal.revised': (state: SimpleState, events: EventReader, seq: number) => {
    state.revisions.push({
      round: events.int(seq, 0),
      ...state.chosen,
      merit: events.real(seq, 0),
    });
    state.chosen = NOTHING_CHOSEN;
  },
  'simple.round.tallied': (state: SimpleState, events: EventReader, seq: number) => {
    const agreeShare = events.real(seq, 0);
    const disagreeShare = events.real(seq, 1);
    state.tallies.push({
      round: events.int(seq, 0),
      agreeShare,
      disagreeShare,
      abstainShare: Math.max(0, 1 - agreeShare - disagreeShare),
    });
  },
} as const;

type Need = Pick<VotesStage, 'threshold' | 'isStrict'>;

/** What a side needs, whichever way the vote decides. */
function needOf(parameters: Readonly<Record<string, unknown>>): Need {
  if (parameters['mode'] === 'majority') return { threshold: 0.5, isStrict: true };
  if (parameters['mode'] === 'unanimity') return { threshold: 1, isStrict: false };
  return { threshold: Number(parameters['threshold'] ?? 0.7), isStrict: false };
}

function sayNeed({ threshold, isStrict }: Need): string {
  return `${isStrict ? 'over ' : ''}${sayShare(threshold)}`;
}

function face(state: SimpleState, brief: FaceBrief): Face {
  const voters = brief.coordination.participants.length;
  const last = state.tallies[state.tallies.length - 1];
  return {
    phase: state.round === 0 ? 'waiting' : `round ${state.round}`,
    progress: voters === 0 ? 0 : state.votes.size / voters,
    facts: [
      ['Votes', `${state.votes.size} of ${voters}`],
      ['Agree', last === undefined ? '–' : sayShare(last.agreeShare)],
      ['Disagree', last === undefined ? '–' : sayShare(last.disagreeShare)],
      ['Threshold', sayNeed(needOf(brief.coordination.parameters))],
    ],
  };
}

function stage(state: SimpleState, moment: StageMoment): VotesStage {
  return {
    kind: 'votes',
    proposal: state.proposal,
    round: state.round,
    ...needOf(moment.brief.coordination.parameters),
    voters: moment.brief.own
      .filter((actor) => actor.agent !== undefined)
      .map((actor) => {
        const vote = state.votes.get(actor.actor);
        return {
          actor: actor.actor,
          label: labelOf(actor),
          decision: vote?.decision ?? 'waiting',
          confidence: vote?.confidence ?? 0,
          weight: vote?.weight ?? 1,
          rationale: vote?.rationale ?? '',
        };
      }),
    tallies: state.tallies.slice(),
    revisions: state.revisions.slice(),
  };
}

const chartRules = {
  'simple.vote.counted': (sink: ChartSink, events: EventReader, seq: number) => {
    const decision = decisionOf(events.text(events.int(seq, 1)));
    const hue = DECISIONS.indexOf(decision) * 2;
    const title = `${decision.slice(0, 1).toUpperCase()}${decision.slice(1)}`;
    sink.point(
      'votes',
      { id: decision, title, hue },
      seq,
      events.at(seq),
      (sink.last('votes', decision) ?? 0) + 1,
    );
    sink.point(
      'confidence',
      { id: 'confidence', title: 'Confidence of each vote', hue: 4 },
      seq,
      events.at(seq),
      events.real(seq, 0),
    );
  },
  'simple.round.tallied': (sink: ChartSink, events: EventReader, seq: number) => {
    sink.point(
      'agreement',
      { id: 'agree', title: 'Agree', hue: 0 },
      seq,
      events.at(seq),
      events.real(seq, 0),
    );
    sink.point(
      'agreement',
      { id: 'disagree', title: 'Disagree', hue: 2 },
      seq,
      events.at(seq),
      events.real(seq, 1),
    );
  },
} as const;

/** The view of simple_consensus. */
export const simpleView: ProtocolView<SimpleState> = {
  chartRules,
  milestones: {},
  create: () => ({
    proposal: '',
    round: 0,
    votes: new Map(),
    tallies: [],
    chosen: NOTHING_CHOSEN,
    revisions: [],
  }),
  handlers,
  copy: (state) => ({
    ...state,
    votes: new Map(state.votes),
    tallies: state.tallies.slice(),
    revisions: state.revisions.slice(),
  }),
  face,
  stage,
};
