/**
 * What it is: the coordinator's machine: it sends the proposal, gathers one ballot from each voter, counts
 * them when all are in or the time is up, and then announces a verdict, revises the proposal or gives up.
 * It keeps its ballots through a crash and asks again those whose ballot is missing.
 */

import { assertNever } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import { decideVotes, readableWeight, shareOf, tallyVotes, weightOf } from '../../base/tally.ts';
import type { CountedVote, Tally, Verdict as Decided } from '../../base/tally.ts';
import { PPM_ONE } from '../../base/units.ts';
import { rightness } from '../../base/votes.ts';
import type { Decision } from '../../base/votes.ts';
import type { Context, Input, Outbox } from '../../contract/protocol.ts';
import { coordinationCompleted, coordinationFailed } from '../../events/kernelEvents.ts';
import type { SimpleParameters } from './card.ts';
import {
  aspectChosen,
  proposalRevised,
  proposalSent,
  roundTallied,
  voteCounted,
  voteDiscounted,
} from './events.ts';
import { ignore } from './ignoring.ts';
import type { SimpleMessage, Verdict } from './messages.ts';
import { ballotOf, revise } from './refinement.ts';
import type { Ballot, CoordinatorState, PersistedCoordinator } from './state.ts';

type Simple = Context<SimpleParameters>;
type Effects = Outbox<SimpleMessage>;

const ROUND_TIMER = 'round';
const UNNAMED = 'the proposal';

/** The coordinator before the first proposal. */
export function startCoordinator(context: Simple): CoordinatorState {
  const proposal = context.resources.proposal ?? { text: UNNAMED, meritPpm: PPM_ONE };
  return { role: 'coordinator', round: 0, ...proposal, stage: { phase: 'waiting' } };
}

/** One step of the coordinator. */
export function stepCoordinator(
  state: CoordinatorState,
  input: Input<SimpleMessage>,
  context: Simple,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
      return propose(state, context, outbox);
    case 'restarted':
      return resume(state, input.persisted as PersistedCoordinator | undefined, context, outbox);
    case 'delivered':
      return receive(state, input.from, input.message, context, outbox);
    case 'expired':
      return closeRound(state, context, outbox);
    case 'answered':
      return; // The coordinator has no agent to consult.
    default:
      return assertNever(input);
  }
}

function persist(state: CoordinatorState, outbox: Effects): void {
  const { round, text, meritPpm, aspects, stage } = state;
  const kept: PersistedCoordinator = { round, text, meritPpm, ...(aspects && { aspects }), stage };
  outbox.persist(kept);
}

function propose(state: CoordinatorState, context: Simple, outbox: Effects): void {
  const voters = context.role('voter');
  state.round += 1;
  state.stage = { phase: 'gathering', ballots: voters.map(() => undefined) };
  const { round, text } = state;
  outbox.record(proposalSent, { round, proposal: text, voters: voters.length });
  ask(state, voters, context, outbox);
}

function ask(
  state: CoordinatorState,
  voters: readonly ActorIndex[],
  context: Simple,
  outbox: Effects,
): void {
  const { round, text, meritPpm, aspects } = state;
  outbox.broadcast(voters, {
    kind: 'proposal',
    round,
    text,
    meritPpm,
    ...(aspects && { aspects }),
  });
  outbox.setTimer(ROUND_TIMER, context.parameters.timeoutMicros);
  persist(state, outbox);
}

function resume(
  state: CoordinatorState,
  kept: PersistedCoordinator | undefined,
  context: Simple,
  outbox: Effects,
): void {
  if (kept === undefined) return propose(state, context, outbox);
  state.round = kept.round;
  state.text = kept.text;
  state.meritPpm = kept.meritPpm;
  if (kept.aspects !== undefined) state.aspects = kept.aspects;
  // What was persisted stays as it was: the ballots are filled in a copy.
  state.stage =
    kept.stage.phase === 'gathering'
      ? { phase: 'gathering', ballots: kept.stage.ballots.slice() }
      : kept.stage;
  const { stage } = state;
  if (stage.phase === 'over') return announce(state, stage.verdict, context, outbox);
  if (stage.phase === 'waiting') return propose(state, context, outbox);
  const missing = context.role('voter').filter((_, i) => stage.ballots[i] === undefined);
  ask(state, missing, context, outbox);
}

function receive(
  state: CoordinatorState,
  from: ActorIndex,
  message: SimpleMessage,
  context: Simple,
  outbox: Effects,
): void {
  const voter = context.role('voter').indexOf(from);
  if (voter < 0) return ignore(from, message, 'notVoter', outbox);
  if (message.kind === 'proposal' || message.kind === 'verdict')
    return ignore(from, message, 'notCoordinator', outbox);
  const { stage } = state;
  if (stage.phase !== 'gathering' || message.round !== state.round)
    return ignore(from, message, 'late', outbox);
  const ballot = ballotOf(message, state.aspects?.length ?? 0);
  const counted = stage.ballots[voter];
  if (counted !== undefined) {
    const isSame = JSON.stringify(counted) === JSON.stringify(ballot);
    return ignore(from, message, isSame ? 'duplicate' : 'conflicting', outbox);
  }
  stage.ballots[voter] = ballot;
  recordBallot(state, from, ballot, context, outbox);
  persist(state, outbox);
  if (stage.ballots.every((one) => one !== undefined)) closeRound(state, context, outbox);
}

function recordBallot(
  state: CoordinatorState,
  voter: ActorIndex,
  ballot: Ballot,
  context: Simple,
  outbox: Effects,
): void {
  const { round } = state;
  if (ballot.kind === 'none') {
    outbox.record(voteDiscounted, { voter, round, reason: ballot.reason });
    return;
  }
  const { weighting } = context.parameters;
  const weight = readableWeight(weightAt(voter, context), weighting);
  const confidence = ballot.confidencePpm / PPM_ONE;
  const { decision, rationale } = ballot;
  outbox.record(voteCounted, { voter, decision, round, rationale, confidence, weight });
}

function weightAt(voter: ActorIndex, context: Simple): number {
  const seat = context.seats.find((one) => one.actor === voter);
  return seat === undefined ? 0 : weightOf(seat, context.parameters.weighting);
}

function closeRound(state: CoordinatorState, context: Simple, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase !== 'gathering') return;
  outbox.cancelTimer(ROUND_TIMER);
  const voters = context.role('voter');
  const votes = voters.map((voter, i): CountedVote => {
    const ballot = stage.ballots[i] ?? { kind: 'none', reason: 'noAnswerInTime' };
    if (stage.ballots[i] === undefined) recordBallot(state, voter, ballot, context, outbox);
    const weight = weightAt(voter, context);
    return ballot.kind === 'vote'
      ? { decision: ballot.decision, confidencePpm: ballot.confidencePpm, weight }
      : { decision: 'abstain', confidencePpm: 0, weight };
  });
  const tally = tallyVotes(votes);
  recordTally(state, tally, outbox);
  const decided = decideVotes(tally, context.parameters);
  if (decided === undefined && state.round < context.parameters.rounds)
    return putAgain(state, stage.ballots, context, outbox);
  reportVoters(state, stage.ballots, voters, outbox);
  if (decided !== undefined) return complete(state, decided, votes, context, outbox);
  fail(state, votes, context, outbox);
}

/** What the proposal is worth comes out when the vote is over: each voter's record gains by it, or loses. */
function reportVoters(
  { meritPpm }: CoordinatorState,
  ballots: readonly (Ballot | undefined)[],
  voters: readonly ActorIndex[],
  outbox: Effects,
): void {
  voters.forEach((voter, i) => {
    const ballot = ballots[i];
    if (ballot?.kind !== 'vote') return outbox.report(voter, 'promise', 0);
    const merit = rightness(ballot.decision, meritPpm);
    if (merit !== undefined) outbox.report(voter, 'vote', merit);
  });
}

function recordTally(state: CoordinatorState, tally: Tally, outbox: Effects): void {
  outbox.record(roundTallied, {
    round: state.round,
    agree: tally.agree.count,
    disagree: tally.disagree.count,
    abstain: tally.abstain.count,
    agreeShare: shareOf(tally.agree, tally),
    disagreeShare: shareOf(tally.disagree, tally),
  });
}

/** The proposal is revised by what was objected to, and put again. */
function putAgain(
  state: CoordinatorState,
  ballots: readonly (Ballot | undefined)[],
  context: Simple,
  outbox: Effects,
): void {
  const { revisionStep } = context.parameters;
  const weights = context.role('voter').map((voter) => weightAt(voter, context));
  const { aspect, objections } = revise(
    state,
    ballots,
    weights,
    Math.round(revisionStep * PPM_ONE),
  );
  const original = context.resources.proposal?.text ?? UNNAMED;
  const change = aspect === '' ? '' : `: better ${aspect}`;
  state.text = `${original} (revision ${state.round}${change})`;
  const { round, text, meritPpm } = state;
  const merit = meritPpm / PPM_ONE;
  if (aspect !== '') outbox.record(aspectChosen, { round, aspect, objections });
  outbox.record(proposalRevised, { round, proposal: text, merit });
  propose(state, context, outbox);
}

/** What both endings report; `decision` is first because it is read first. */
function outcomeOf(
  state: CoordinatorState,
  decision: Decision | 'no_consensus',
  votes: readonly CountedVote[],
  context: Simple,
): object {
  const tally = tallyVotes(votes);
  const seats = context.seats.filter((seat) => seat.role === 'voter');
  return {
    decision,
    proposal: state.text,
    rounds: state.round,
    agree: tally.agree.count,
    disagree: tally.disagree.count,
    abstain: tally.abstain.count,
    agreeShare: shareOf(tally.agree, tally),
    disagreeShare: shareOf(tally.disagree, tally),
    votes: seats.map((seat, i) => ({ voter: seat.agentId, decision: votes[i]?.decision })),
  };
}

function complete(
  state: CoordinatorState,
  decided: Decided,
  votes: readonly CountedVote[],
  context: Simple,
  outbox: Effects,
): void {
  const { decision, confidence, voteRatio } = decided;
  const outcome = { ...outcomeOf(state, decision, votes, context), confidence, voteRatio };
  const { coordination } = context;
  const report = { coordination, decision, outcome: JSON.stringify(outcome), confidence };
  outbox.record(coordinationCompleted, report);
  announce(state, decision, context, outbox);
}

function fail(
  state: CoordinatorState,
  votes: readonly CountedVote[],
  context: Simple,
  outbox: Effects,
): void {
  const outcome = JSON.stringify(outcomeOf(state, 'no_consensus', votes, context));
  const { coordination } = context;
  outbox.record(coordinationFailed, { coordination, error: 'no_consensus', outcome });
  announce(state, 'none', context, outbox);
}

function announce(
  state: CoordinatorState,
  verdict: Verdict,
  context: Simple,
  outbox: Effects,
): void {
  state.stage = { phase: 'over', verdict };
  persist(state, outbox);
  const { round } = state;
  outbox.broadcast(context.role('voter'), { kind: 'verdict', round, decision: verdict });
}
