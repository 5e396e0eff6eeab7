/** What it is: the search for a node to add: at a place of the canvas, or fitting a connection let go there. */

import { Command } from 'cmdk';
import { BLOCKS, addBlock } from '../../state/blocks.ts';
import type { NodeBlock } from '../../state/blocks.ts';
import { documentStore } from '../../state/documentStore.ts';
import { geometryOf } from '../../state/nodeGeometry.ts';
import { noticeStore } from '../../state/noticeStore.ts';
import { freePlace, snap } from '../../state/placing.ts';
import { sessionStore } from '../../state/sessionStore.ts';
import { portsOf } from '../../../engine/document/ports.ts';
import type { PortType } from '../../../engine/document/ports.ts';
import { BlockGlyph } from '../../widgets/BlockGlyph.tsx';
import { canvasStore, useCanvas } from '../canvasStore.ts';
import type { NodeSearch as Search } from '../canvasStore.ts';
import { endsWithNew } from '../flow/connecting.ts';
import { FloatingList } from './FloatingList.tsx';

const NODE_BLOCKS = BLOCKS.filter((block) => block.kind === 'node');

export function NodeSearch() {
  const search = useCanvas((state) => state.search);
  if (search === undefined) return undefined;
  const type = typeOf(search);
  const fitting =
    type === undefined ? NODE_BLOCKS : NODE_BLOCKS.filter((one) => fits(one, search, type));
  const close = (): void => {
    canvasStore.setState({ search: undefined });
  };
  return (
    <FloatingList
      at={search.at}
      label={type === undefined ? 'Add a node' : 'Add a node that fits'}
      empty="No block is called that."
      onClose={close}
    >
      {fitting.map((block) => (
        <Command.Item
          key={block.id}
          className="list-item"
          value={block.id}
          keywords={[block.title, block.group, block.words]}
          onSelect={() => {
            close();
            add(block, search, type);
          }}
        >
          <BlockGlyph glyph={block.glyph} />
          <span className="list-title">{block.title}</span>
          <span className="list-more truncate">{block.summary}</span>
        </Command.Item>
      ))}
    </FloatingList>
  );
}

/** The type of the port that the new node is to be connected to. */
function typeOf({ from }: Search): PortType | undefined {
  if (from === undefined) return undefined;
  const node = documentStore.getState().design.nodes.find((one) => one.id === from.node);
  if (node === undefined) return undefined;
  return portsOf(node.kind).find((port) => port.id === from.port)?.type;
}

function fits(block: NodeBlock, { from }: Search, type: PortType): boolean {
  const node = block.make(documentStore.getState().design, { x: 0, y: 0 });
  return from !== undefined && endsWithNew(from, node, type) !== undefined;
}

function add(block: NodeBlock, { place, from }: Search, type: PortType | undefined): void {
  const { design } = documentStore.getState();
  const made = block.make(design, { x: 0, y: 0 });
  const size = geometryOf(made);
  const corner =
    place === undefined
      ? freePlace(design, size, made.kind)
      : {
          // A node that continues a connection stands beside its end, others around the pointer.
          x: snap(
            from === undefined
              ? place.x - size.width / 2
              : from.side === 'source'
                ? place.x
                : place.x - size.width,
          ),
          y: snap(place.y - size.height / 2),
        };
  const added = addBlock(design, block, corner, (node) =>
    from === undefined || type === undefined ? undefined : endsWithNew(from, node, type),
  );
  documentStore.edit(`Add ${block.title}`, () => added.design);
  sessionStore.select([added.id]);
  noticeStore.announce(`${block.title} added`);
}
