/**
 * What it is: which of several points, all of whose objectives are minimised, are better than which.
 * Source: K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II",
 * IEEE Transactions on Evolutionary Computation 6 (2002) 182-197: non-dominated ranks, crowding distance.
 * Equal points do not dominate one another, so they share a rank.
 * Cost: objectives × points² for the ranks.
 */

/** One number for each objective. */
export type Point = readonly number[];

/** Whether one point is as good in every objective and better in at least one. */
export function dominates(one: Point, other: Point): boolean {
  let isBetter = false;
  for (let i = 0; i < one.length; i++) {
    const x = one[i] as number;
    const y = other[i] as number;
    if (x > y) return false;
    if (x < y) isBetter = true;
  }
  return isBetter;
}

/** For each point 0 when none dominates it, 1 when only those of rank 0 do, and so on. */
export function paretoRanks(points: readonly Point[]): readonly number[] {
  const ranks = points.map(() => -1);
  const dominators = points.map(
    (point) => points.filter((other) => dominates(other, point)).length,
  );
  let front = points.flatMap((_, i) => (dominators[i] === 0 ? [i] : []));
  for (let rank = 0; front.length > 0; rank++) {
    const next: number[] = [];
    for (const i of front) ranks[i] = rank;
    for (const i of front)
      points.forEach((point, k) => {
        if (!dominates(points[i] as Point, point)) return;
        const left = (dominators[k] as number) - 1;
        dominators[k] = left;
        if (left === 0) next.push(k);
      });
    front = next;
  }
  return ranks;
}

/** The places of the points that no other dominates, ascending. */
export function paretoFront(points: readonly Point[]): readonly number[] {
  return points.flatMap((point, i) => (points.some((other) => dominates(other, point)) ? [] : [i]));
}

/** For each point how much room its neighbours leave it; Infinity at the ends of an objective. */
export function crowdingDistances(points: readonly Point[]): readonly number[] {
  const distances = points.map(() => 0);
  const objectives = points[0]?.length ?? 0;
  for (let objective = 0; objective < objectives; objective++) {
    const at = (i: number): number => (points[i] as Point)[objective] as number;
    const order = points.map((_, i) => i).sort((i, k) => at(i) - at(k) || i - k);
    const first = order[0] as number;
    const last = order.at(-1) as number;
    const span = at(last) - at(first);
    distances[first] = Infinity;
    distances[last] = Infinity;
    if (span === 0) continue;
    for (let k = 1; k < order.length - 1; k++) {
      const room = at(order[k + 1] as number) - at(order[k - 1] as number);
      const i = order[k] as number;
      distances[i] = (distances[i] as number) + room / span;
    }
  }
  return distances;
}
