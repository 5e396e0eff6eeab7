/**
 * What it is: a node's ports. While a connection is being drawn those where it may land light up; the
 * others are dimmed and say why not under the pointer.
 */

import { useState } from 'react';
import type { PlacedPort } from '../../state/nodeGeometry.ts';
import { useCanvas } from '../canvasStore.ts';
import { PortHandle } from '../flow/adapter.tsx';
import { portKey } from '../flow/connecting.ts';

export interface PortsProps {
  readonly node: string;
  readonly ports: readonly PlacedPort[];
  readonly hasNames: boolean;
}

export function Ports({ node, ports, hasNames }: PortsProps) {
  return ports.map((placed) => (
    <OnePort key={placed.port.id} node={node} placed={placed} hasName={hasNames} />
  ));
}

interface OnePortProps {
  readonly node: string;
  readonly placed: PlacedPort;
  readonly hasName: boolean;
}

function OnePort({ node, placed, hasName }: OnePortProps) {
  const { port, x, y } = placed;
  const key = portKey(node, port.id);
  const [isOver, setOver] = useState(false);
  const isOrigin = useCanvas(
    ({ connecting }) => connecting?.from.node === node && connecting.from.port === port.id,
  );
  const refusal = useCanvas(({ connecting }) => connecting?.refusals.get(key));
  const state = isOrigin
    ? 'origin'
    : refusal === undefined
      ? 'idle'
      : refusal === ''
        ? 'fits'
        : 'refused';
  return (
    <>
      {hasName ? (
        <span className="port-name" data-side={port.side} data-state={state} style={{ top: y }}>
          {port.title}
        </span>
      ) : undefined}
      <PortHandle
        id={port.id}
        side={port.side}
        x={x}
        y={y}
        className="port"
        state={state}
        label={state === 'refused' ? '' : port.title}
        onEnter={() => {
          setOver(true);
        }}
        onLeave={() => {
          setOver(false);
        }}
      >
        <span className="port-dot" data-type={port.type} />
        {isOver && state === 'refused' ? <span className="port-why">{refusal}</span> : undefined}
      </PortHandle>
    </>
  );
}
