/**
 * What it is: weights of experts that shrink exponentially with what they lose: Hedge, its anytime form and
 * Fixed-Share, with the regret and what theory allows of it.
 * Source: Y. Freund, R. Schapire, "A Decision-Theoretic Generalization of On-Line Learning", JCSS 55 (1997);
 * the rate for a known horizon: N. Cesa-Bianchi, G. Lugosi, "Prediction, Learning, and Games", 2006, theorem
 * 2.2; the rate without one: S. Bubeck, "Introduction to Online Optimization", 2011, theorem 2.4; Fixed-Share:
 * M. Herbster, M. Warmuth, "Tracking the Best Expert", Machine Learning 32 (1998), in the form that hands the
 * share to everybody, the giver included.
 * Who is absent in a round is charged what the present lose on average, so that its share stays as it is
 * among them: Y. Freund et al., "Using and Combining Predictors that Specialize", STOC 1997.
 * Units: losses lie in [0, 1] a round; shares sum to 1.
 */

import { invariant } from '../../base/invariant.ts';
import { exp, ln, log1p } from '../../base/maths.ts';

/** How shares follow losses. `rate` is η, `share` the α that everybody hands out after a round. */
export type ExpertPolicy =
  | { readonly kind: 'hedge'; readonly rate: number }
  | { readonly kind: 'anytime' }
  | { readonly kind: 'fixedShare'; readonly rate: number; readonly share: number };

/** The experts before the next round. Plain data, changed in place. */
export interface Experts {
  readonly shares: number[];
  /** What each has lost so far. */
  readonly losses: number[];
  /** What following an expert at random by the shares would have lost so far, on average. */
  mixtureLoss: number;
  rounds: number;
}

/** So many experts before the first round, all alike. */
export function newExperts(count: number): Experts {
  invariant(Number.isInteger(count) && count >= 1, `${count} experts`);
  return {
    shares: Array.from({ length: count }, () => 1 / count),
    losses: Array.from({ length: count }, () => 0),
    mixtureLoss: 0,
    rounds: 0,
  };
}

/** The η of Hedge that keeps the regret of `rounds` rounds lowest: √(8 ln N ÷ T). */
export function hedgeRate(experts: number, rounds: number): number {
  return Math.sqrt((8 * ln(experts)) / rounds);
}

/** The η of Fixed-Share for `rounds` rounds in which the best expert changes as often as `share` says. */
export function fixedShareRate(experts: number, rounds: number, share: number): number {
  return Math.sqrt((8 * fixedShareLogs(experts, rounds, share * (rounds - 1), share)) / rounds);
}

/**
 * Enters what each expert lost in a round, undefined for who was absent, and moves the shares. A round in
 * which all were absent does not count. Returns what the mixture lost, if anybody was there.
 */
export function enterLosses(
  experts: Experts,
  losses: readonly (number | undefined)[],
  policy: ExpertPolicy,
): number | undefined {
  const { shares } = experts;
  invariant(losses.length === shares.length, `${losses.length} losses, ${shares.length} experts`);
  let present = 0;
  let lost = 0;
  losses.forEach((loss, i) => {
    if (loss === undefined) return;
    invariant(loss >= 0 && loss <= 1, `a loss of ${loss}`);
    present += shares[i] as number;
    lost += (shares[i] as number) * loss;
  });
  if (losses.every((loss) => loss === undefined)) return undefined;
  // Shares can fall to nothing; whoever is left then counts alike.
  const mixture = present > 0 ? lost / present : meanOf(losses);
  const charged = losses.map((loss) => loss ?? mixture);
  charged.forEach((loss, i) => {
    experts.losses[i] = (experts.losses[i] as number) + loss;
  });
  experts.mixtureLoss += charged.reduce((sum, loss, i) => sum + loss * (shares[i] as number), 0);
  experts.rounds += 1;
  moveShares(experts, charged, policy);
  return mixture;
}

function meanOf(losses: readonly (number | undefined)[]): number {
  const there = losses.filter((loss) => loss !== undefined);
  return there.reduce((sum, loss) => sum + loss, 0) / there.length;
}

function moveShares(experts: Experts, losses: readonly number[], policy: ExpertPolicy): void {
  const { shares } = experts;
  switch (policy.kind) {
    case 'hedge':
      return setShares(experts, softmaxOf(experts.losses, policy.rate));
    case 'anytime': {
      const next = anytimeRate(shares.length, experts.rounds + 1);
      return setShares(experts, softmaxOf(experts.losses, next));
    }
    case 'fixedShare': {
      const { rate, share } = policy;
      const least = Math.min(...losses);
      const kept = shares.map((own, i) => own * exp(-rate * ((losses[i] as number) - least)));
      const total = kept.reduce((sum, own) => sum + own, 0);
      const count = shares.length;
      // With a share of 0 everything can fall to nothing; then all are alike again.
      const earned = kept.map((own) => (total > 0 ? own / total : 1 / count));
      return setShares(
        experts,
        earned.map((own) => (1 - share) * own + share / count),
      );
    }
  }
}

function setShares(experts: Experts, shares: readonly number[]): void {
  shares.forEach((share, i) => {
    experts.shares[i] = share;
  });
}

/** Shares by e to the power −rate × loss; the least loss is taken out first, so that nothing overflows. */
function softmaxOf(losses: readonly number[], rate: number): readonly number[] {
  const least = Math.min(...losses);
  const powers = losses.map((loss) => exp(-rate * (loss - least)));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** The η of the given round, from 1, when nobody knows how many there will be. */
function anytimeRate(experts: number, round: number): number {
  return 2 * Math.sqrt(ln(experts) / round);
}

/** What the mixture lost more than the best expert; below 0 when it lost less. */
export function regretOf({ losses, mixtureLoss }: Experts): number {
  return mixtureLoss - Math.min(...losses);
}

/** The first of the experts that have lost least. */
export function bestExpert({ losses }: Experts): number {
  return losses.indexOf(Math.min(...losses));
}

/**
 * The most that the regret after so many rounds can be, whatever was lost. For Fixed-Share `switches`
 * is how often the expert compared with may change; the others are compared with one expert only.
 */
export function regretBound(
  policy: ExpertPolicy,
  experts: number,
  rounds: number,
  switches = 0,
): number {
  if (experts === 1 || rounds === 0) return 0;
  switch (policy.kind) {
    case 'hedge':
      return policy.rate === 0 ? rounds : ln(experts) / policy.rate + (policy.rate * rounds) / 8;
    case 'anytime':
      return Math.sqrt(rounds * ln(experts));
    case 'fixedShare': {
      const { rate, share } = policy;
      if (rate === 0) return rounds;
      return fixedShareLogs(experts, rounds, switches, share) / rate + (rate * rounds) / 8;
    }
  }
}

/** −ln of the least prior chance of a sequence of experts with so many switches. */
function fixedShareLogs(experts: number, rounds: number, switches: number, share: number): number {
  const stays = Math.max(0, rounds - 1 - switches);
  const switching = switches === 0 ? 0 : switches * ln(experts / share);
  // Who stays keeps (1 − α) and its part of what is handed out.
  return ln(experts) + switching - stays * log1p(-share * (1 - 1 / experts));
}
