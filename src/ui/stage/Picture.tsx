/** What it is: the picture of the protocol that is shown, by the kind of its stage. */

import { useEffect } from 'react';
import { useFrame } from '../state/frameStore.ts';
import { useView, viewStore } from '../state/viewStore.ts';
import { Button } from '../widgets/Button.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { InTurn } from './InTurn.tsx';
import { Auction } from './market/Auction.tsx';
import { Ensemble } from './pictures/Ensemble.tsx';
import { Regions } from './pictures/Regions.tsx';
import { Tree } from './pictures/Tree.tsx';
import { Votes } from './pictures/Votes.tsx';
import { Search } from './search/Search.tsx';
import { SpaceTime } from './spaceTime/SpaceTime.tsx';
import './picture.css';
import { usePaced } from './usePaced.ts';
import type { FrameState } from '../state/frameStore.ts';

const stageOf = ({ stage }: FrameState) => stage;

/** The picture, with a choice above it where the protocol has a map beside the diagram. */
export function Picture() {
  const hasMap = useFrame(({ stage }) => stage?.kind === 'regions');
  const asSpaceTime = useView((state) => state.asSpaceTime === true);
  const coordination = useView((state) => state.coordination);
  // A coordination that has no map has nothing to choose.
  useEffect(() => () => viewStore.want({ asSpaceTime: undefined }), [coordination]);
  if (!hasMap && !asSpaceTime) return <Drawn />;
  return (
    <div className="picture-choice">
      <div className="picture-switch" role="group" aria-label="Picture">
        <Button
          look="quiet"
          size="small"
          aria-pressed={!asSpaceTime}
          onClick={() => viewStore.want({ asSpaceTime: undefined })}
        >
          Map
        </Button>
        <Button
          look="quiet"
          size="small"
          aria-pressed={asSpaceTime}
          onClick={() => viewStore.want({ asSpaceTime: true })}
        >
          Space–time
        </Button>
      </div>
      <div className="picture-chosen">
        <Drawn />
      </div>
    </div>
  );
}

function Drawn() {
  const stage = usePaced(stageOf);
  const isAsked = useFrame((state) => state.stage !== undefined);
  if (stage === undefined) {
    return isAsked ? undefined : (
      <EmptyState>The picture of a coordination appears here; select one on the canvas.</EmptyState>
    );
  }
  switch (stage.kind) {
    case 'spaceTime':
      return <InTurn stage={stage} part={SpaceTime} />;
    case 'auction':
      return <Auction stage={stage} />;
    case 'ensemble':
      return <Ensemble stage={stage} />;
    case 'tree':
      return <Tree stage={stage} />;
    case 'regions':
      return <Regions stage={stage} />;
    case 'tuning':
      return <Search stage={stage} />;
    case 'votes':
      return <Votes stage={stage} />;
    default:
      return stage satisfies never;
  }
}
