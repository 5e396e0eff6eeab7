/**
 * What it is: the reckoning of the coordinator: what a level decides from what its clusters report, what a flat
 * vote of the same ballots would have decided, and what the hierarchy has cost. Pure.
 */

import { decideVotes, shareOf, tallyVotes, weightOf } from '../../base/tally.ts';
import type { CountedVote, Side, Tally } from '../../base/tally.ts';
import type { ActorIndex } from '../../base/units.ts';
import { PPM_ONE } from '../../base/units.ts';
import type { VoteRule } from '../../base/votes.ts';
import type { Seat } from '../../contract/protocol.ts';
import type { HierarchicalParameters } from './card.ts';
import type { ClusterDecision, ReportMessage } from './messages.ts';
import type { ClusterRecord, CoordinatorState, LevelRecord, LevelResult } from './state.ts';

/** How many agents a cluster stands for. */
export function agentsOf(cluster: Pick<ClusterRecord, 'agents'>): number {
  return cluster.agents.reduce((sum, one) => sum + one, 0);
}

/** The level's result: its clusters' decisions, weighted by the agents that they stand for. */
export function resultOf(clusters: readonly ClusterRecord[], rule: VoteRule): LevelResult {
  const votes = clusters.map((cluster): CountedVote => {
    const { decision = 'no_consensus', confidencePpm = 0 } = cluster.report ?? {};
    const weight = agentsOf(cluster);
    return decision === 'no_consensus'
      ? { decision: 'abstain', confidencePpm: 0, weight }
      : { decision, confidencePpm, weight };
  });
  const tally = tallyVotes(votes);
  const decided = decideVotes(tally, rule);
  return {
    decision: decided?.decision ?? 'no_consensus',
    confidence: decided?.confidence ?? 0,
    voteRatio: decided?.voteRatio ?? 0,
    agreeShare: shareOf(tally.agree, tally),
    disagreeShare: shareOf(tally.disagree, tally),
    agree: tally.agree.count,
    disagree: tally.disagree.count,
    open: tally.abstain.count,
  };
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function isSide({ count, weight, confidencePpmSum }: Side): boolean {
  return isCount(count) && isCount(weight) && isCount(confidencePpmSum);
}

/** Whether a report can be reckoned with; it may still be a lie. */
export function isSoundReport(report: ReportMessage, memberCount: number): boolean {
  const { decision, confidencePpm, tally } = report;
  const sides = [tally.agree, tally.disagree, tally.abstain];
  return (
    ['agree', 'disagree', 'no_consensus'].includes(decision) &&
    isCount(confidencePpm) &&
    confidencePpm <= PPM_ONE &&
    sides.every(isSide) &&
    sides.reduce((sum, side) => sum + side.count, 0) === memberCount &&
    sides.reduce((sum, side) => sum + side.weight, 0) === tally.weight &&
    [...report.handled, report.ownHandled, report.messages].every(isCount)
  );
}

const NOBODY: Side = { count: 0, weight: 0, confidencePpmSum: 0 };

function addSides(one: Side, other: Side): Side {
  return {
    count: one.count + other.count,
    weight: one.weight + other.weight,
    confidencePpmSum: one.confidencePpmSum + other.confidencePpmSum,
  };
}

/** What one vote of all agents would decide, from the counts that came up; who is lost abstains. */
function flatDecision(
  first: LevelRecord,
  parameters: HierarchicalParameters,
  seatOf: (actor: ActorIndex) => Seat,
): ClusterDecision {
  let tally: Tally = { agree: NOBODY, disagree: NOBODY, abstain: NOBODY, weight: 0 };
  for (const { report, members } of first.clusters) {
    const weights = members.map((one) => weightOf(seatOf(one), parameters.weighting));
    const weight = weights.reduce((sum, one) => sum + one, 0);
    const silent = { ...NOBODY, count: members.length, weight };
    const counted = report?.tally ?? { agree: NOBODY, disagree: NOBODY, abstain: silent, weight };
    tally = {
      agree: addSides(tally.agree, counted.agree),
      disagree: addSides(tally.disagree, counted.disagree),
      abstain: addSides(tally.abstain, counted.abstain),
      weight: tally.weight + counted.weight,
    };
  }
  return decideVotes(tally, parameters)?.decision ?? 'no_consensus';
}

/** Messages of a level: between coordinator and agents, and within its clusters as they report. */
export function messagesOf({ messages, clusters }: LevelRecord): number {
  return clusters.reduce((sum, { report }) => sum + (report?.messages ?? 0), messages);
}

/** A flat vote takes a question, an answer and a verdict for each agent. */
export function flatMessages(agentCount: number): number {
  return 3 * agentCount;
}

/** Messages that agents have handled, as far as they have said so. */
function loadOf(
  { levels }: CoordinatorState,
  agentCount: number,
): { readonly loadMax: number; readonly loadMean: number } {
  const handled = new Map<ActorIndex, number>();
  const note = (actor: ActorIndex | undefined, count: number): void => {
    if (actor !== undefined) handled.set(actor, Math.max(count, handled.get(actor) ?? 0));
  };
  for (const { clusters } of levels)
    for (const { members, report, representative } of clusters) {
      members.forEach((member, place) => note(member, report?.handled[place] ?? 0));
      note(representative, report?.ownHandled ?? 0);
    }
  const counts = [...handled.values()];
  const sum = counts.reduce((total, one) => total + one, 0);
  return { loadMax: Math.max(0, ...counts), loadMean: Math.round((sum / agentCount) * 100) / 100 };
}

/** What both endings report; `decision` is first because it is read first. */
export function outcomeOf(
  state: CoordinatorState,
  decision: ClusterDecision,
  context: {
    readonly parameters: HierarchicalParameters;
    readonly agentCount: number;
    readonly seatOf: (actor: ActorIndex) => Seat;
  },
): Readonly<Record<string, unknown>> {
  const { parameters, agentCount, seatOf } = context;
  const [first] = state.levels;
  const flat = first === undefined ? 'no_consensus' : flatDecision(first, parameters, seatOf);
  const clusters = state.levels.flatMap((level) => level.clusters);
  return {
    decision,
    proposal: state.motion.text,
    agents: agentCount,
    levels: state.levels.map(({ result, ...level }, i) => ({
      level: i + 1,
      clusters: level.clusters.length,
      ...result,
      messages: messagesOf({ ...level, result }),
    })),
    messages: state.levels.reduce((sum, level) => sum + messagesOf(level), 0),
    flatMessages: flatMessages(agentCount),
    ...loadOf(state, agentCount),
    replacements: state.replacements,
    lost: clusters.filter(({ report }) => report === undefined).length,
    flatDecision: flat,
    distortion: flat !== decision,
  };
}
