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
import type { ClusterDecision, Handled, ReportMessage } from './messages.ts';
import type {
  ClusterRecord,
  CoordinatorState,
  LevelRecord,
  LevelResult,
  Verdict,
} from './state.ts';

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
    [...report.handled, report.ownHandled].every(
      ({ inAll, here }) => isCount(inAll) && isCount(here),
    ) &&
    isCount(report.messages)
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
export function flatDecision(
  first: LevelRecord | undefined,
  parameters: HierarchicalParameters,
  seatOf: (actor: ActorIndex) => Seat,
): ClusterDecision {
  let tally: Tally = { agree: NOBODY, disagree: NOBODY, abstain: NOBODY, weight: 0 };
  for (const { report, members } of first?.clusters ?? []) {
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

interface Load {
  readonly loadMax: number;
  readonly loadMean: number;
}

/** The most that anybody has handled, and the mean over so many agents. */
function loadOver(handled: ReadonlyMap<ActorIndex, number>, agentCount: number): Load {
  const counts = [...handled.values()];
  const sum = counts.reduce((total, one) => total + one, 0);
  const most = counts.reduce((greatest, one) => Math.max(greatest, one), 0);
  return {
    loadMax: most,
    loadMean: agentCount === 0 ? 0 : Math.round((100 * sum) / agentCount) / 100,
  };
}

/** What each agent that reports name says it has handled, of one sort. */
function handledIn(
  clusters: readonly ClusterRecord[],
  sort: keyof Handled,
): ReadonlyMap<ActorIndex, number> {
  const handled = new Map<ActorIndex, number>();
  const note = (actor: ActorIndex | undefined, count: number): void => {
    if (actor !== undefined) handled.set(actor, Math.max(count, handled.get(actor) ?? 0));
  };
  for (const { members, report, representative } of clusters) {
    members.forEach((member, place) => note(member, report?.handled[place]?.[sort] ?? 0));
    note(representative, report?.ownHandled[sort] ?? 0);
  }
  return handled;
}

/** Messages of a level that its agents have handled, as far as they have said so. */
export function loadAt({ clusters }: Pick<LevelRecord, 'clusters'>): Load {
  const handled = handledIn(clusters, 'here');
  return loadOver(handled, handled.size);
}

/** What both endings report; `decision` is first because it is read first. */
export function outcomeOf(
  state: CoordinatorState,
  decision: ClusterDecision,
  { confidence, voteRatio, flatDecision: flat }: Verdict,
  agentCount: number,
): Readonly<Record<string, unknown>> {
  const clusters = state.levels.flatMap((level) => level.clusters);
  const voting = state.levels.reduce((sum, level) => sum + messagesOf(level), 0);
  const telling = state.telling?.messages ?? 0;
  return {
    decision,
    proposal: state.motion.text,
    agents: agentCount,
    levels: state.levels.map(({ result, ...level }, i) => ({
      level: i + 1,
      clusters: level.clusters.length,
      ...result,
      messages: messagesOf({ ...level, result }),
      ...loadAt(level),
    })),
    messages: voting + telling,
    tellMessages: telling,
    flatMessages: flatMessages(agentCount),
    ...loadOver(handledIn(clusters, 'inAll'), agentCount),
    replacements: state.replacements,
    lost: clusters.filter(({ report }) => report === undefined).length,
    flatDecision: flat,
    distortion: flat !== decision,
    confidence,
    voteRatio,
  };
}
