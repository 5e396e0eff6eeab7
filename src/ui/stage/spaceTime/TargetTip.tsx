/** What it is: the words about a message or a point under the pointer. It never takes the pointer itself. */

import { useFrame } from '../../state/frameStore.ts';
import type { FrameState } from '../../state/frameStore.ts';
import type { Target } from './target.ts';

export interface TargetTipProps {
  readonly target: Target;
  /** Pixels at the left that it leaves free. */
  readonly gutter: number;
}

const lastRow = ({ log }: FrameState) => log?.rows.at(-1);

export function TargetTip({ target, gutter }: TargetTipProps) {
  const row = useFrame(lastRow);
  const isRight = target.x > gutter + 420;
  return (
    <div
      className="space-time-tip"
      role="status"
      style={{
        left: target.x,
        top: Math.max(4, target.y),
        transform: `translate(${isRight ? 'calc(-100% - 14px)' : '14px'}, -50%)`,
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
        {row?.seq === target.seq ? `${row.agent} ${row.says}` : '\u00a0'}
      </p>
    </div>
  );
}
