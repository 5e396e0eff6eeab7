/** What it is: what cluster sizes cost and distort, as its user meets it: how often, two charts by size, a table. */

import { meansOf } from '../../engine/clusterSizes/tally.ts';
import { SizeCurve } from '../charts/SizeCurve.tsx';
import { useSession, sessionStore } from '../state/sessionStore.ts';
import { Dialog } from '../widgets/Dialog.tsx';
import { formatShare } from '../widgets/format.ts';
import { SizeTable } from './SizeTable.tsx';
import { SweepBar } from './SweepBar.tsx';
import { useSweep } from './sweep.ts';
import './clusterSizes.css';

export function ClusterSizes() {
  const isOpen = useSession((state) => state.dialog === 'clusterSizes');
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        sessionStore.showDialog(undefined);
      }}
      title="What cluster sizes cost and distort"
      help="The hierarchical vote of the open design, held with clusters of many sizes: the same agents, faults and network, another seed for each run. A vote is distorted when the tree decides other than a flat vote of the same ballots would have."
      width={980}
    >
      <div className="sizes trials">
        <SweepBar />
        <Curves />
        <SizeTable />
      </div>
    </Dialog>
  );
}

function Curves() {
  const tallies = useSweep((state) => state.tallies);
  const found = [...tallies.values()]
    .flatMap((tally) => {
      const means = meansOf(tally);
      return means === undefined ? [] : [{ size: tally.clusterSize, ...means }];
    })
    .toSorted((one, other) => one.size - other.size);
  if (found.length === 0) return undefined;
  const distorted = found.map(({ size, distorted: mean, distortedWithin: [low, high] }) => ({
    size,
    mean,
    low,
    high,
  }));
  const messages = found.map(({ size, ofFlat: mean }) => ({ size, mean, low: mean, high: mean }));
  return (
    <div className="sizes-curves">
      <Curve title="Distorted votes, with the interval of 95 %" points={distorted} />
      <Curve title="Messages, as a share of a flat vote’s" points={messages} />
    </div>
  );
}

interface CurveProps {
  readonly title: string;
  readonly points: Parameters<typeof SizeCurve>[0]['points'];
}

function Curve({ title, points }: CurveProps) {
  const least = points.reduce((one, other) => (other.mean < one.mean ? other : one));
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <SizeCurve
        points={points}
        label={`${title}, by cluster size: the least with ${least.size}, ${formatShare(least.mean)}`}
      />
    </section>
  );
}
