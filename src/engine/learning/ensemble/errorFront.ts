/**
 * What it is: which members to ask, so that their mean is least off for what they cost: the counterpart of
 * costOptimal.ts for numbers.
 * Method: the squared error of a mean is the sum of the products of its members' errors over the square of their number,
 * so a subset's follows from its neighbour's in the order of a Gray code. More than twenty members: by climbing, as there.
 * Shapes: `values` holds each member's number for each row.
 * Ties: of subsets equally good the cheapest counts, of these the one found first.
 * Cost: 2^members × members.
 */

import { invariant } from '../../base/invariant.ts';

const EXACT_MEMBERS_MAX = 20;

/** Members, ascending, with what asking them costs and the mean squared error of their mean. */
export interface ErrorSubset {
  readonly members: readonly number[];
  readonly price: number;
  readonly meanSquare: number;
}

export interface ErrorSearch {
  /** The best for each price: dearer ones are less off. Ascending by price. */
  readonly front: readonly ErrorSubset[];
  readonly isExact: boolean;
}

/** Finds the front of price and error. */
export function findErrorFront(
  values: readonly ArrayLike<number>[],
  targets: ArrayLike<number>,
  prices: readonly number[],
): ErrorSearch {
  const count = values.length;
  invariant(count > 0 && prices.length === count, `${prices.length} prices, ${count} members`);
  const team = new Team(productsOf(values, targets), prices);
  const isExact = count <= EXACT_MEMBERS_MAX;
  const front = new Front();
  if (isExact) {
    for (let code = 1; code < 1 << count; code++) {
      team.toggle(31 - Math.clz32(code & -code));
      front.enter(team);
    }
  } else climb(team, front, count);
  return { front: front.subsets, isExact };
}

/** The dearest of the front within a budget; undefined when nothing is cheap enough. */
export function leastErrorWithin(
  front: readonly ErrorSubset[],
  budget: number,
): ErrorSubset | undefined {
  return front.findLast((subset) => subset.price <= budget);
}

/** Row-major, members × members: the mean product of their errors. */
function productsOf(
  values: readonly ArrayLike<number>[],
  targets: ArrayLike<number>,
): Float64Array {
  const count = values.length;
  const products = new Float64Array(count * count);
  for (let row = 0; row < targets.length; row++) {
    const errors = values.map((own) => (own[row] as number) - (targets[row] as number));
    errors.forEach((one, i) => {
      errors.forEach((other, j) => {
        const at = i * count + j;
        products[at] = (products[at] as number) + (one * other) / targets.length;
      });
    });
  }
  return products;
}

/** Some of the members, and what is known of their mean. */
class Team {
  readonly isIn: boolean[];
  price = 0;
  private size = 0;
  private sum = 0;
  private readonly products: Float64Array;
  private readonly prices: readonly number[];

  constructor(products: Float64Array, prices: readonly number[]) {
    this.products = products;
    this.prices = prices;
    this.isIn = prices.map(() => false);
  }

  get meanSquare(): number {
    return Math.max(0, this.sum) / (this.size * this.size);
  }

  /** The member comes, or goes when it was there. */
  toggle(member: number): void {
    const step = this.isIn[member] === true ? -1 : 1;
    if (step < 0) this.isIn[member] = false;
    const start = member * this.isIn.length;
    let shared = 0;
    this.isIn.forEach((isIn, other) => {
      if (isIn) shared += this.products[start + other] as number;
    });
    this.sum += step * (2 * shared + (this.products[start + member] as number));
    if (step > 0) this.isIn[member] = true;
    this.size += step;
    this.price += step * (this.prices[member] as number);
  }
}

/** Subsets of which none is both dearer and worse than another. */
class Front {
  readonly subsets: ErrorSubset[] = [];

  enter({ isIn, price, meanSquare }: Team): void {
    const { subsets } = this;
    // Sums that are only a rounding apart are equal: the one found first stays.
    const isBeaten = (by: ErrorSubset | undefined): boolean =>
      by !== undefined && by.meanSquare <= meanSquare * (1 + 1e-9);
    const dearer = subsets.findIndex((subset) => subset.price > price);
    const at = dearer < 0 ? subsets.length : dearer;
    if (isBeaten(subsets[at - 1])) return;
    const members = isIn.flatMap((own, member) => (own ? [member] : []));
    let last = at;
    while (last < subsets.length && (subsets[last] as ErrorSubset).meanSquare >= meanSquare) last++;
    const first = subsets[at - 1]?.price === price ? at - 1 : at;
    subsets.splice(first, last - first, { members, price, meanSquare });
  }
}

function climb(team: Team, front: Front, count: number): void {
  for (let size = 0; size < count; size++) {
    let best = -1;
    let least = Infinity;
    for (let member = 0; member < count; member++) {
      if (team.isIn[member] === true) continue;
      team.toggle(member);
      front.enter(team);
      if (team.meanSquare < least) {
        best = member;
        least = team.meanSquare;
      }
      team.toggle(member);
    }
    team.toggle(best);
  }
}
