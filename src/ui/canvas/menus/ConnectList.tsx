/** What it is: connecting by keyboard: the ports that fit the selected node, as a list. */

import { Command } from 'cmdk';
import { useMemo } from 'react';
import { glyphOf } from '../../state/blocks.ts';
import { useDocument } from '../../state/documentStore.ts';
import { BlockGlyph } from '../../widgets/BlockGlyph.tsx';
import { canvasStore, useCanvas } from '../canvasStore.ts';
import { fittingPorts } from '../flow/connecting.ts';
import { connect } from '../flowEvents.ts';
import { FloatingList } from './FloatingList.tsx';

export function ConnectList() {
  const from = useCanvas((state) => state.connectFrom);
  return from === undefined ? undefined : <List from={from} />;
}

function List({ from }: { readonly from: string }) {
  const design = useDocument((state) => state.design);
  const fitting = useMemo(() => fittingPorts(design, from), [design, from]);
  const box = document.querySelector(`.canvas [data-id="${from}"]`)?.getBoundingClientRect();
  const close = (): void => {
    canvasStore.setState({ connectFrom: undefined });
  };
  return (
    <FloatingList
      at={{ x: box?.right ?? 200, y: box?.top ?? 200 }}
      label={`Connect ${design.nodes.find((node) => node.id === from)?.name ?? from}`}
      empty="No port on the canvas fits; add a node first."
      onClose={close}
    >
      {fitting.map(({ ends, own, other, port }) => (
        <Command.Item
          key={`${own.id} ${other.id} ${port.id}`}
          className="list-item"
          value={`${own.id} ${other.id} ${port.id}`}
          keywords={[other.name, port.title, own.title]}
          onSelect={() => {
            close();
            connect(ends);
          }}
        >
          <BlockGlyph glyph={glyphOf(other)} />
          <span className="list-title">{other.name}</span>
          <span className="list-more truncate">
            {own.side === 'source'
              ? `${own.title} → ${port.title}`
              : `${port.title} → ${own.title}`}
          </span>
        </Command.Item>
      ))}
    </FloatingList>
  );
}
