/**
 * What it is: where the clusters of a hierarchy stand in its picture, and what they say. Units: pixels of the
 * drawing. The root is above, the agents of a cluster hang below it in columns.
 */

import type { TreeCluster, TreeDecision, TreeStage } from '../../../engine/projections/frame.ts';

/** Most agents in one column below a cluster. */
const COLUMN = 10;
export const DOT = 7;
/** Between clusters: as wide as a small tree has room for. */
const GAP = { least: 4, most: 44 };
/** What a tree should fill before it has to be scrolled. */
const ROOM = { width: 700, height: 230 };
const SCALE_MOST = 1.6;
const LEVEL_HEIGHT = 44;
const MARGIN = 14;

export interface TreeNode {
  readonly level: number;
  readonly cluster: number;
  readonly x: number;
  readonly y: number;
  /** The node above that its decision is carried to. */
  readonly above: { readonly x: number; readonly y: number } | undefined;
}

export interface TreeLayout {
  readonly width: number;
  readonly height: number;
  /** How much a small tree is enlarged. */
  readonly scale: number;
  readonly nodes: readonly TreeNode[];
}

const columnsOf = (members: number): number => Math.max(1, Math.ceil(members / COLUMN));

/** What is left of the room between the clusters of the first level. */
function gapOf(clusters: readonly TreeCluster[]): number {
  const dots = clusters.reduce((sum, { members }) => sum + columnsOf(members.length) * DOT, 0);
  const left = (ROOM.width / SCALE_MOST - dots) / Math.max(1, clusters.length);
  return Math.max(GAP.least, Math.min(GAP.most, left));
}

/** Places every cluster of every level; those of the first level side by side. */
export function layOutTree(stage: Pick<TreeStage, 'levels'>): TreeLayout {
  const { levels } = stage;
  if (levels.length === 0) return { width: 0, height: 0, scale: 1, nodes: [] };
  const places: (readonly number[])[] = [];
  const gap = gapOf(levels[0]?.clusters ?? []);
  let width = MARGIN;
  let deepest = 0;
  for (const { clusters } of levels) {
    const below = places[places.length - 1];
    places.push(
      clusters.map((cluster): number => {
        if (below !== undefined) {
          const xs = cluster.members.flatMap(({ source }) =>
            source === undefined ? [] : (below[source] ?? []),
          );
          return xs.length === 0 ? MARGIN : xs.reduce((sum, x) => sum + x, 0) / xs.length;
        }
        const own = columnsOf(cluster.members.length) * DOT;
        deepest = Math.max(deepest, Math.min(cluster.members.length, COLUMN));
        width += own + gap;
        return width - gap - own / 2;
      }),
    );
  }
  const yOf = (level: number): number => MARGIN + (levels.length - 1 - level) * LEVEL_HEIGHT;
  const nodes = levels.flatMap(({ clusters }, level) =>
    clusters.map((_, cluster): TreeNode => {
      const x = places[level]?.[cluster] ?? MARGIN;
      const up = levels[level + 1]?.clusters.findIndex(({ members }) =>
        members.some(({ source }) => source === cluster),
      );
      const upX = up === undefined ? undefined : places[level + 1]?.[up];
      const above = upX === undefined ? undefined : { x: upX, y: yOf(level + 1) };
      return { level, cluster, x, y: yOf(level), above };
    }),
  );
  const height = yOf(0) + MARGIN + deepest * DOT + MARGIN;
  const whole = width + MARGIN - gap;
  const scale = Math.max(1, Math.min(SCALE_MOST, ROOM.width / whole, ROOM.height / height));
  return { width: whole, height, scale, nodes };
}

/** Where an agent hangs below its cluster of the first level, relative to it. */
export function dotPlace(place: number, memberCount: number): { x: number; y: number } {
  const columns = columnsOf(memberCount);
  const column = place % columns;
  return {
    x: (column - (columns - 1) / 2) * DOT,
    y: MARGIN + Math.floor(place / columns) * DOT,
  };
}

/** What a representative says that its votes do not. */
export function isLie({ decided, reported }: TreeCluster): boolean {
  return decided !== 'waiting' && !['waiting', 'lost', decided].includes(reported);
}

const WORDS: Readonly<Record<TreeDecision, string>> = {
  agree: 'agrees',
  disagree: 'disagrees',
  no_consensus: 'has no consensus',
  waiting: 'is at work',
};

/** What has been counted of a cluster that has not decided, such as "2 agree, 1 abstains, 2 are awaited". */
function sayVotes({ members }: TreeCluster): string {
  const count = (decision: string): number =>
    members.filter((member) => member.decision === decision).length;
  const parts = [
    ['agree', count('agree')],
    ['against', count('disagree')],
    ['abstaining', count('abstain')],
    ['awaited', count('waiting')],
  ] as const;
  return parts.flatMap(([word, number]) => (number === 0 ? [] : `${number} ${word}`)).join(', ');
}

/** A cluster in a sentence. */
export function sayCluster(cluster: TreeCluster): string {
  const { decided, reported, replaced } = cluster;
  const again = replaced.length === 0 ? '' : `, ${replaced.length} replaced`;
  if (reported === 'lost') return `Nobody spoke for it${again}.`;
  if (isLie(cluster))
    return `It ${WORDS[decided]}, and its representative said that it ${WORDS[reported]}${again}.`;
  const known = reported === 'waiting' ? decided : reported;
  const votes = known === 'waiting' && cluster.members.length > 0 ? `: ${sayVotes(cluster)}` : '';
  return `It ${WORDS[known]}${again}${votes}.`;
}

/** The hierarchy in a sentence: what it decided, and what a flat vote would have. */
export function sayTree({ decision, flatDecision, levels }: TreeStage): string {
  if (decision === 'waiting') {
    const last = levels.at(-1);
    if (last === undefined) return 'Not yet convened.';
    const seats = last.clusters.reduce((sum, { members }) => sum + members.length, 0);
    return `Level ${levels.length} is at work: ${last.counted} of ${seats} votes are in.`;
  }
  const word = (one: TreeDecision): string => one.replace('_', ' ');
  return decision === flatDecision
    ? `Decided: ${word(decision)}, as a flat vote would have.`
    : `Distorted: ${word(decision)}, where a flat vote says ${word(flatDecision)}.`;
}
