/**
 * What it is: the words about a message or a point under the pointer: what it is, what it says, and what led to
 * it. It never takes the pointer itself.
 */

import { useLayoutEffect, useRef } from 'react';
import type { CauseChain } from '../../../engine/projections/frame.ts';
import { useFrame } from '../../state/frameStore.ts';
import type { FrameState } from '../../state/frameStore.ts';
import { formatMicros } from '../../widgets/format.ts';
import type { Target } from './target.ts';

export interface TargetTipProps {
  readonly target: Target;
  /** Pixels at the left that it leaves free. */
  readonly gutter: number;
}

/** Causes told one by one; the diagram marks all of them. */
const CAUSES_TOLD = 4;
const EDGE = 4;

const chainOf = ({ causes }: FrameState): CauseChain | undefined => causes;

export function TargetTip({ target, gutter }: TargetTipProps) {
  const chain = useFrame(chainOf);
  const tip = useRef<HTMLDivElement>(null);
  // Beside the height it speaks of, but never beyond the edges of what it lies in.
  useLayoutEffect(() => {
    const { current } = tip;
    const room = current?.parentElement?.clientHeight;
    if (current === null || room === undefined) return;
    const most = Math.max(EDGE, room - current.offsetHeight - EDGE);
    const top = Math.min(Math.max(EDGE, target.y - current.offsetHeight / 2), most);
    current.style.top = `${top}px`;
  });
  const isRight = target.x > gutter + 420;
  const own = chain?.of === target.seq ? chain : undefined;
  const event = own?.rows.at(-1);
  return (
    <div
      ref={tip}
      className="space-time-tip"
      role="status"
      style={{
        left: target.x,
        transform: `translateX(${isRight ? 'calc(-100% - 14px)' : '14px'})`,
      }}
    >
      <p className="space-time-tip-title">{target.title}</p>
      <dl>
        {target.facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="space-time-tip-says">
        {event === undefined ? '\u00a0' : `${event.agent} ${event.says}`}
      </p>
      {own === undefined ? undefined : <Causes chain={own} />}
    </div>
  );
}

/** The nearest causes, the latest first. */
function Causes({ chain }: { readonly chain: CauseChain }) {
  const causes = chain.rows.slice(0, -1);
  if (causes.length === 0) return undefined;
  const told = causes.slice(-CAUSES_TOLD).reverse();
  const steps = chain.before + causes.length;
  return (
    <div className="space-time-tip-causes">
      <p>{steps === 1 ? 'because' : `because, of ${steps} steps in all`}</p>
      <ol>
        {told.map((row) => (
          <li key={row.seq}>
            <span>{formatMicros(row.at)}</span> {row.agent} {row.says}
          </li>
        ))}
      </ol>
    </div>
  );
}
