/** What it is: what stands on the canvas while it is empty: one sentence and the first steps. */

import { sessionStore } from '../state/sessionStore.ts';
import { findBlock } from '../state/blocks.ts';
import { shownArea } from '../state/placing.ts';
import { Button } from '../widgets/Button.tsx';
import { placeBlock } from './gestures.ts';

export function EmptyCanvas() {
  return (
    <div className="canvas-empty">
      <p>
        A design starts with agents: add a pool, connect it to a coordination, and press Run. Or
        begin with a scenario that already works.
      </p>
      <div className="canvas-empty-actions">
        <Button
          look="primary"
          onClick={() => {
            sessionStore.showDialog('gallery');
          }}
        >
          Open the gallery
        </Button>
        <Button
          onClick={() => {
            const block = findBlock('pool.voter');
            const { x, y, width, height } = shownArea.getState();
            if (block?.kind === 'node') placeBlock(block, { x: x + width / 3, y: y + height / 2 });
          }}
        >
          Add the first pool
        </Button>
      </div>
    </div>
  );
}
