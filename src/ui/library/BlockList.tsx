/** What it is: the building blocks: dragged to the canvas, or added to it with a click or Enter. */

import { useState } from 'react';
import { BLOCKS, BLOCK_DRAG_TYPE, BLOCK_GROUPS, addBlock, searchBlocks } from '../state/blocks.ts';
import type { Block, NodeBlock } from '../state/blocks.ts';
import { documentStore } from '../state/documentStore.ts';
import { addFaultBlock, targetsOf } from '../state/faultBlocks.ts';
import { geometryOf } from '../state/nodeGeometry.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { freePlace } from '../state/placing.ts';
import { sessionStore } from '../state/sessionStore.ts';
import { BlockGlyph } from '../widgets/BlockGlyph.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Button } from '../widgets/Button.tsx';
import { SearchField } from './SearchField.tsx';

export function BlockList() {
  const [typed, setTyped] = useState('');
  const found = searchBlocks(BLOCKS, typed);
  return (
    <>
      <SearchField label="Search blocks" value={typed} onChange={setTyped} />
      <div className="library-rows">
        {BLOCK_GROUPS.map((group) => {
          const blocks = found.filter((block) => block.group === group);
          if (blocks.length === 0) return undefined;
          return (
            <section key={group} aria-label={group}>
              <h2 className="library-heading">{group}</h2>
              {blocks.map((block) => (
                <BlockRow key={block.id} block={block} />
              ))}
            </section>
          );
        })}
        {found.length > 0 ? undefined : (
          <EmptyState
            action={
              <Button
                onClick={() => {
                  setTyped('');
                }}
              >
                Show all blocks
              </Button>
            }
          >
            No block is called “{typed}”.
          </EmptyState>
        )}
      </div>
    </>
  );
}

function BlockRow({ block }: { readonly block: Block }) {
  return (
    // A button element cannot be dragged in every browser; this is one in all but its name.
    <div
      role="button"
      tabIndex={0}
      className="block"
      data-group={block.group}
      draggable
      title={block.summary}
      onDragStart={(event) => {
        event.dataTransfer.setData(BLOCK_DRAG_TYPE, block.id);
        event.dataTransfer.setData('text/plain', block.title);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => {
        add(block);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        add(block);
      }}
    >
      <span className="block-glyph">
        <BlockGlyph glyph={block.glyph} />
      </span>
      <span className="block-title">{block.title}</span>
      <span className="block-summary">{block.summary}</span>
    </div>
  );
}

function add(block: Block): void {
  if (block.kind === 'fault')
    addFaultBlock(block.fault, targetsOf(sessionStore.getState().selection));
  else addNodeBlock(block);
}

/** Puts the block where there is room, and shows it there. */
function addNodeBlock(block: NodeBlock): void {
  const { design } = documentStore.getState();
  const node = block.make(design, { x: 0, y: 0 });
  const added = addBlock(design, block, freePlace(design, geometryOf(node), node.kind));
  documentStore.edit(`Add ${block.title}`, () => added.design);
  sessionStore.select([added.id]);
  noticeStore.announce(`${block.title} added to the canvas`);
}
