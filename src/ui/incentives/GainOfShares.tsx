/** What it is: the mean gain by what share of the truth is stated throughout, for the format that is looked at. */

import { GainCurve } from '../charts/GainCurve.tsx';
import { FORMAT_TITLES } from '../../engine/protocols/marketCoordination/card.ts';
import { gainAt } from '../../engine/incentives/tally.ts';
import type { FormatTally } from '../../engine/incentives/tally.ts';
import { formatEuros } from '../widgets/format.ts';
import { withinErrors } from './interval.ts';
import { useSearch, useShownFormat } from './search.ts';

export function GainOfShares() {
  const format = useShownFormat();
  const tally = useSearch(({ tallies }) =>
    format === undefined ? undefined : tallies.get(format),
  );
  if (tally === undefined) return undefined;
  const points = pointsOf(tally);
  const best = points.reduce((one, other) => (other.mean > one.mean ? other : one));
  const name = FORMAT_TITLES[tally.format];
  return (
    <section className="incentives-curve" aria-label={`${name}: gain by what is stated`}>
      <h3>
        {name}: what stating so much of the truth brings on average beyond the truth, in € an
        auction, with the interval of 95 %
      </h3>
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
    const [low, high] = withinErrors(mean, error);
    return [{ share: one.share, mean, low, high }];
  });
  return [...tried, truth].toSorted((one, other) => one.share - other.share);
}
