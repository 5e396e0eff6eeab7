/** What it is: the arithmetic of the vote's picture. */

import type { VotesStage } from '../../../engine/projections/votesStage.ts';
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
  const bar = `${stage.isStrict ? 'more than ' : ''}${formatShare(stage.threshold)}`;
  const reaches = (share: number): boolean =>
    stage.isStrict ? share > stage.threshold : share >= stage.threshold;
  if (reaches(last.agreeShare)) return `Agreed: ${formatShare(last.agreeShare)} reach ${bar}.`;
  if (reaches(last.disagreeShare))
    return `Rejected: ${formatShare(last.disagreeShare)} against it reach ${bar}.`;
  return `No side has reached ${bar} in round ${last.round}.`;
}

/** What a revision changed, in a sentence. */
export function sayRevision({
  aspect,
  objections,
  merit,
}: VotesStage['revisions'][number]): string {
  const now = `merit ${merit.toFixed(2)}`;
  if (aspect === '') return `Revised: ${now}.`;
  const who = objections === 1 ? '1 voter objected' : `${objections} voters objected`;
  return `Revised: better ${aspect}, to which ${who}; ${now}.`;
}
