/** What it is: what all nodes have: a head with glyph and name, a badge for problems, and ports. */

import type { ReactNode } from 'react';
import { glyphOf } from '../../state/blocks.ts';
import { useNodeProblems } from '../../state/problemsStore.ts';
import { sessionStore } from '../../state/sessionStore.ts';
import { BlockGlyph } from '../../widgets/BlockGlyph.tsx';
import { Tooltip } from '../../widgets/Tooltip.tsx';
import type { FlowNodeProps } from '../flow/adapter.tsx';
import { Ports } from './Ports.tsx';

export interface NodeFrameProps extends FlowNodeProps {
  /** Whether the ports' names stand beside them; one port alone needs none. */
  readonly hasPortNames?: boolean;
  readonly children: ReactNode;
}

export function NodeFrame({ id, data, selected, hasPortNames = false, children }: NodeFrameProps) {
  const { node, geometry } = data;
  const glyph = glyphOf(node);
  return (
    <div className="node" data-kind={node.kind} data-selected={selected || undefined}>
      <header className="node-head">
        <span className="node-glyph">
          <BlockGlyph glyph={glyph} />
        </span>
        <span className="node-name truncate">{node.name}</span>
        <ProblemBadge node={id} />
      </header>
      <div className="node-body">{children}</div>
      <span className="node-far">
        <BlockGlyph glyph={glyph} size={56} />
      </span>
      <Ports node={id} ports={geometry.ports} hasNames={hasPortNames} />
    </div>
  );
}

/** How many problems the node has, and the first in words; leads to its field. */
function ProblemBadge({ node }: { readonly node: string }) {
  const problems = useNodeProblems(node).filter((problem) => problem.severity !== 'advice');
  const first = problems[0];
  if (first === undefined) return undefined;
  return (
    <Tooltip label={first.message} side="top">
      <button
        type="button"
        className="node-problems nodrag"
        data-tone={first.severity === 'error' ? 'bad' : 'warning'}
        aria-label={`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}: ${first.message}`}
        onClick={(event) => {
          event.stopPropagation();
          sessionStore.requestField(node, first.path);
        }}
      >
        {first.severity === 'error' ? '✕' : '!'} {problems.length}
      </button>
    </Tooltip>
  );
}
