/** What it is: a connection on the canvas: a hairline in its type's colour, heavier the more goes over it. */

import { memo, useEffect, useRef } from 'react';
import { curveBetween } from '../flow/adapter.tsx';
import type { FlowEdgeProps } from '../flow/adapter.tsx';
import { useDocument } from '../../state/documentStore.ts';
import { doesTouch } from '../../state/faultNames.ts';
import { frameStore, useFrame } from '../../state/frameStore.ts';
import { conditionOf } from '../../../engine/projections/conditions.ts';
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
  const isDisturbed = useDisturbance(data?.type === 'agents' ? source : undefined);
  const path = curveBetween(props);
  return (
    <g
      className="edge"
      data-type={data?.type}
      data-selected={selected || undefined}
      data-disturbed={isDisturbed || undefined}
    >
      <path ref={line} className="edge-traffic" d={path} />
      <path className="edge-line" d={path} />
      <path className="react-flow__edge-interaction edge-catch" d={path} />
    </g>
  );
});

/** Whether messages of a pool are cut, lost or late: in the run at the cursor, or as the design plans it. */
function useDisturbance(pool: string | undefined): boolean {
  const isPlanned = useDocument(
    ({ design }) =>
      pool !== undefined &&
      design.faults.some(
        (fault) =>
          ('link' in fault || fault.kind === 'partition') && doesTouch(design, fault, pool),
      ),
  );
  const inRun = useFrame(({ frame }) => {
    if (frame === undefined || pool === undefined) return undefined;
    return frameStore.actorsOfPool(pool).some((actor) => {
      const condition = conditionOf(frame.agents[actor] ?? 0);
      return condition === 'disturbed' || condition === 'cutOff';
    });
  });
  return inRun ?? isPlanned;
}
