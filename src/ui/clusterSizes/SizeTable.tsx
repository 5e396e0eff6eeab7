/** What it is: what was found, a row for each cluster size. */

import { meansOf } from '../../engine/clusterSizes/tally.ts';
import type { SizeMeans } from '../../engine/clusterSizes/tally.ts';
import { formatCount, formatMicros, formatShare } from '../widgets/format.ts';
import '../widgets/trialsTable.css';
import { useSweep } from './sweep.ts';

const HEADS = ['Levels', 'Messages', 'Of a flat vote', 'Busiest agent', 'Takes', 'Distorted'];

export function SizeTable() {
  const brief = useSweep((state) => state.brief);
  const tallies = useSweep((state) => state.tallies);
  if (brief === undefined)
    return (
      <p className="note sizes-empty">
        A small cluster is cheap for each of its members, and cuts a majority into small pieces. The
        vote is held with each size on the same agents, and held against a flat vote of the same
        ballots.
      </p>
    );
  return (
    <table className="trials-table" aria-label="Votes by cluster size">
      <thead>
        <tr>
          <th scope="col">Cluster size</th>
          {HEADS.map((head) => (
            <th key={head} scope="col" className="is-number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {brief.sizes.map((size) => {
          const tally = tallies.get(size);
          const means = tally === undefined ? undefined : meansOf(tally);
          return (
            <tr key={size} data-own={size === brief.ownSize || undefined}>
              <th scope="row">
                {size}
                {size === brief.ownSize ? ' (the design’s)' : ''}
              </th>
              {means === undefined ? (
                <td colSpan={HEADS.length}>Waiting…</td>
              ) : (
                <Cells {...means} />
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Cells(means: SizeMeans) {
  const [low, high] = means.distortedWithin;
  const cells = [
    means.levels.toFixed(1),
    formatCount(Math.round(means.messages)),
    formatShare(means.ofFlat),
    formatCount(Math.round(means.loadMax)),
    formatMicros(Math.round(means.micros)),
    `${formatShare(means.distorted)} (${formatShare(low)} to ${formatShare(high)})`,
  ];
  return cells.map((cell, i) => (
    <td key={HEADS[i]} className="is-number numeric">
      {cell}
    </td>
  ));
}
