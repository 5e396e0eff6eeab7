/** What it is: the mean gain by what share of the truth is stated throughout, for the format that is looked at. */

import { GainCurve } from '../charts/GainCurve.tsx';
import { gainAt } from '../../engine/incentives/tally.ts';
import type { FormatTally } from '../../engine/incentives/tally.ts';
import { formatEuros } from '../widgets/format.ts';
import { useSearch } from './search.ts';
import { titleOf } from './words.ts';

/** Two standard errors either way are shown. */
const ERRORS = 2;

export function GainOfShares() {
  const tally = useSearch((state) => state.tallies.get(state.shown));
  if (tally === undefined) return undefined;
  const points = pointsOf(tally);
  const best = points.reduce((one, other) => (other.mean > one.mean ? other : one));
  const name = titleOf(tally.format);
  return (
    <section className="incentives-curve" aria-label={`${name}: gain by what is stated`}>
      <h3>{name}: mean gain by the share of the truth that is stated, with two standard errors</h3>
      <GainCurve
        points={points}
        label={`${name}: stating ${best.share} % of the truth brings ${formatEuros(best.mean)} more than the truth, the most of all shares`}
      />
    </section>
  );
}

function pointsOf(tally: FormatTally) {
  const truth = { share: 100, mean: 0, low: 0, high: 0 };
  const tried = tally.shares.flatMap((one) => {
    const gain = gainAt(one);
    if (gain === undefined) return [];
    const { mean, error } = gain;
    return [{ share: one.share, mean, low: mean - ERRORS * error, high: mean + ERRORS * error }];
  });
  return [...tried, truth].toSorted((one, other) => one.share - other.share);
}
