/** What it is: the picture of the protocol that is shown, by the kind of its stage. */

import { useFrame } from '../state/frameStore.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Auction } from './pictures/Auction.tsx';
import { Ensemble } from './pictures/Ensemble.tsx';
import { Regions } from './pictures/Regions.tsx';
import { Tree } from './pictures/Tree.tsx';
import { Votes } from './pictures/Votes.tsx';
import { SpaceTime } from './spaceTime/SpaceTime.tsx';
import { usePaced } from './usePaced.ts';
import type { FrameState } from '../state/frameStore.ts';

const stageOf = ({ stage }: FrameState) => stage;

export function Picture() {
  const stage = usePaced(stageOf);
  const isAsked = useFrame((state) => state.stage !== undefined);
  if (stage === undefined) {
    return isAsked ? undefined : (
      <EmptyState>The picture of a coordination appears here; select one on the canvas.</EmptyState>
    );
  }
  switch (stage.kind) {
    case 'spaceTime':
      return <SpaceTime stage={stage} />;
    case 'auction':
      return <Auction stage={stage} />;
    case 'ensemble':
      return <Ensemble stage={stage} />;
    case 'tree':
      return <Tree stage={stage} />;
    case 'regions':
      return <Regions stage={stage} />;
    case 'votes':
      return <Votes stage={stage} />;
    default:
      return stage satisfies never;
  }
}
