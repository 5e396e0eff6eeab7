/**
 * What it is: the drawing of a hierarchy: clusters as boxes, agents as dots below them, and what each decided by
 * shape and colour. Parts that have not changed are not drawn again, so that hundreds of agents move fluently.
 */

import { memo, useEffect, useRef } from 'react';
import type { TreeCluster, TreeStage } from '../../../engine/projections/frame.ts';
import { DOT, dotPlace, isLie, sayCluster } from './treeLayout.ts';
import type { TreeLayout, TreeNode } from './treeLayout.ts';

export interface BranchesProps {
  readonly stage: TreeStage;
  readonly layout: TreeLayout;
  readonly chosen: { readonly level: number; readonly cluster: number };
  readonly onChoose: (level: number, cluster: number) => void;
}

const HALF = 5;
const RADIUS = 2.6;

/** Pointers choose here; the list beside it is for the keyboard. */
export function Branches({ stage, layout, chosen, onChoose }: BranchesProps) {
  const { width, height, scale, nodes } = layout;
  const drawing = useChoosing(onChoose);
  return (
    <svg
      ref={drawing}
      width={width * scale}
      height={height * scale}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${stage.levels.length} levels of clusters; the table beside has their votes`}
    >
      {nodes.map(({ level, cluster, x, y, above }) =>
        above === undefined ? undefined : (
          <path
            key={`${level}/${cluster}`}
            className="tree-branch"
            d={`M${x} ${y - HALF}C${x} ${y - 22} ${above.x} ${above.y + 22} ${above.x} ${above.y + HALF}`}
          />
        ),
      )}
      {nodes.map((node) => {
        const cluster = stage.levels[node.level]?.clusters[node.cluster];
        if (cluster === undefined) return undefined;
        const isChosen = chosen.level === node.level && chosen.cluster === node.cluster;
        return (
          <ClusterMark
            key={`${node.level}/${node.cluster}`}
            node={node}
            cluster={cluster}
            isChosen={isChosen}
          />
        );
      })}
    </svg>
  );
}

/** Calls `onChoose` with the cluster that is clicked on. */
function useChoosing(onChoose: BranchesProps['onChoose']) {
  const drawing = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const { current } = drawing;
    const choose = ({ target }: MouseEvent): void => {
      if (!(target instanceof Element)) return;
      const place = target.closest('[data-place]')?.getAttribute('data-place');
      const [level, cluster] = place?.split('/').map(Number) ?? [];
      if (level !== undefined && cluster !== undefined) onChoose(level, cluster);
    };
    current?.addEventListener('click', choose);
    return () => current?.removeEventListener('click', choose);
  }, [onChoose]);
  return drawing;
}

interface ClusterMarkProps {
  readonly node: TreeNode;
  readonly cluster: TreeCluster;
  readonly isChosen: boolean;
}

function ClusterShape({ node, cluster, isChosen }: ClusterMarkProps) {
  const { level, x, y } = node;
  const shown = cluster.reported === 'waiting' ? cluster.decided : cluster.reported;
  return (
    <g className="tree-cluster" data-place={`${level}/${node.cluster}`}>
      <title>{`Level ${level + 1}, cluster ${node.cluster + 1}. ${sayCluster(cluster)}`}</title>
      <rect
        x={x - HALF}
        y={y - HALF}
        width={2 * HALF}
        height={2 * HALF}
        rx="2"
        data-decision={shown}
        data-chosen={isChosen || undefined}
      />
      {isLie(cluster) ? <circle className="tree-lie" cx={x} cy={y} r={HALF + 4} /> : undefined}
      {cluster.replaced.length === 0 ? undefined : (
        <text className="tree-replaced" x={x + HALF + 2} y={y - 2}>
          ↻
        </text>
      )}
      {level > 0
        ? undefined
        : cluster.members.map((member, place) => {
            const at = dotPlace(place, cluster.members.length);
            const isFormer = cluster.replaced.includes(member.actor);
            return (
              <Dot
                key={member.actor}
                x={x + at.x}
                y={y + at.y}
                decision={member.decision}
                mark={
                  member.actor === cluster.representative
                    ? 'leads'
                    : isFormer
                      ? 'replaced'
                      : undefined
                }
              />
            );
          })}
    </g>
  );
}

/** What a cluster looks like hangs on these alone. */
function lookOf({ node, cluster, isChosen }: ClusterMarkProps): string {
  const votes = cluster.members.map(({ decision }) => decision.slice(0, 2)).join('');
  const { representative, replaced, decided, reported } = cluster;
  return `${node.x} ${node.y} ${isChosen} ${representative} ${replaced.join()} ${decided} ${reported} ${votes}`;
}

const ClusterMark = memo(ClusterShape, (one, other) => lookOf(one) === lookOf(other));

interface DotProps {
  readonly x: number;
  readonly y: number;
  readonly decision: TreeCluster['members'][number]['decision'];
  readonly mark: 'leads' | 'replaced' | undefined;
}

/** Agreement is a disc, disagreement a square on its tip, abstention a ring. */
function Dot({ x, y, decision, mark }: DotProps) {
  return (
    <g className="tree-dot" data-decision={decision} data-mark={mark}>
      {decision === 'disagree' ? (
        <path d={`M${x} ${y - RADIUS - 0.4}l3 3-3 3-3-3z`} />
      ) : (
        <circle cx={x} cy={y} r={RADIUS} />
      )}
      {mark === 'leads' ? <circle className="tree-ring" cx={x} cy={y} r={DOT / 2} /> : undefined}
      {mark === 'replaced' ? (
        <path className="tree-cross" d={`M${x - 3} ${y - 3}l6 6M${x + 3} ${y - 3}l-6 6`} />
      ) : undefined}
    </g>
  );
}
