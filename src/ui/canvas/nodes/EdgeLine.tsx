/** What it is: a connection on the canvas: a hairline in its type's colour, heavier the more goes over it. */

import { memo, useEffect, useRef } from 'react';
import { curveBetween } from '../flow/adapter.tsx';
import type { FlowEdgeProps } from '../flow/adapter.tsx';
import { showTraffic } from '../traffic.ts';

export const EdgeLine = memo(function EdgeLine(props: FlowEdgeProps) {
  const { data, selected = false } = props;
  const line = useRef<SVGPathElement | null>(null);
  const source = data?.source;
  const target = data?.target;
  const isLive = data?.type === 'agents' || data?.type === 'network';
  useEffect(() => {
    if (!isLive || line.current === null || source === undefined || target === undefined)
      return undefined;
    return showTraffic(line.current, source, target);
  }, [isLive, source, target]);
  const path = curveBetween(props);
  return (
    <g className="edge" data-type={data?.type} data-selected={selected || undefined}>
      <path ref={line} className="edge-traffic" d={path} />
      <path className="edge-line" d={path} />
      <path className="react-flow__edge-interaction edge-catch" d={path} />
    </g>
  );
});
