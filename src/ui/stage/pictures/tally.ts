/** What it is: the arithmetic of the vote's picture. */

import type { VotesStage } from '../../../engine/projections/frame.ts';
import { formatShare } from '../../widgets/format.ts';

export type Decision = VotesStage['voters'][number]['decision'];

/** The weighted share of each decision among all voters, the waiting ones included. */
export function sharesOf(voters: VotesStage['voters']): Readonly<Record<Decision, number>> {
  const sums = { agree: 0, disagree: 0, abstain: 0, waiting: 0 };
  let total = 0;
  for (const voter of voters) {
    sums[voter.decision] += voter.weight;
    total += voter.weight;
  }
  const share = (sum: number): number => (total === 0 ? 0 : sum / total);
  return {
    agree: share(sums.agree),
    disagree: share(sums.disagree),
    abstain: share(sums.abstain),
    waiting: share(sums.waiting),
  };
}

/** How the last tally stands against the threshold, in a sentence. */
export function sayVerdict(stage: VotesStage): string {
  const last = stage.tallies.at(-1);
  if (last === undefined) {
    const missing = stage.voters.filter((voter) => voter.decision === 'waiting').length;
    return missing === 0
      ? 'All votes are in.'
      : `${missing} of ${stage.voters.length} still to vote.`;
  }
  const bar = formatShare(stage.threshold);
  if (last.agreeShare >= stage.threshold)
    return `Agreed: ${formatShare(last.agreeShare)} reach ${bar}.`;
  if (last.disagreeShare >= stage.threshold)
    return `Rejected: ${formatShare(last.disagreeShare)} against it reach ${bar}.`;
  return `No side has reached ${bar} in round ${last.round}.`;
}
