/**
 * What it is: a hierarchy at the cursor: the tree of clusters with their votes, levels in figures, and the members
 * of the chosen cluster as a table, which is also how the tree is read without a pointer.
 */

import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TreeStage } from '../../../engine/projections/frame.ts';
import { formatCount, formatShare } from '../../widgets/format.ts';
import { AgentName } from './AgentName.tsx';
import { Branches } from './Branches.tsx';
import { layOutTree, sayCluster, sayTree } from './treeLayout.ts';
import './pictures.css';
import './tree.css';

interface Chosen {
  readonly level: number;
  readonly cluster: number;
}

/** Most members in the table; beyond, the tree shows them. */
const ROWS_MOST = 100;

export function Tree({ stage }: { readonly stage: TreeStage }) {
  const [chosen, choose] = useState<Chosen>();
  const chooseAt = useCallback((level: number, cluster: number) => choose({ level, cluster }), []);
  const layout = useMemo(() => layOutTree(stage), [stage]);
  // Until somebody chooses, the newest level's first cluster.
  const shown = chosen ?? { level: stage.levels.length - 1, cluster: 0 };
  const picture = useCentred(layout.width);
  return (
    <div className="picture tree">
      <Levels stage={stage} />
      <section ref={picture} className="picture-part tree-picture" aria-label="Tree of clusters">
        <Branches stage={stage} layout={layout} chosen={shown} onChoose={chooseAt} />
      </section>
      <Members stage={stage} shown={shown} onChoose={choose} />
    </div>
  );
}

/** Where a tree is wider than its room, its root is in sight whenever it has grown. */
function useCentred(width: number) {
  const part = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current } = part;
    if (current !== null) current.scrollLeft = (current.scrollWidth - current.clientWidth) / 2;
  }, [width]);
  return part;
}

function Levels({ stage }: { readonly stage: TreeStage }) {
  const sum = stage.levels.reduce((total, level) => total + (level.messages ?? 0), 0);
  return (
    <section className="picture-part" aria-label="Levels">
      <blockquote className="votes-proposal">{stage.proposal || 'Not yet proposed.'}</blockquote>
      <p className="picture-why votes-verdict">{sayTree(stage)}</p>
      <table className="picture-table tree-levels">
        <thead>
          <tr>
            <th scope="col">Level</th>
            <th scope="col" className="is-number">
              Clusters
            </th>
            <th scope="col" className="is-number" title="How many votes are in">
              Votes
            </th>
            <th scope="col" className="is-number">
              Agree
            </th>
            <th scope="col" className="is-number">
              Messages
            </th>
            <th scope="col" className="is-number" title="Messages handled by the busiest agent">
              Busiest
            </th>
          </tr>
        </thead>
        <tbody>
          {stage.levels.map((level, i) => (
            // Levels have no other name than their number.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={i}>
              <th scope="row">{i + 1}</th>
              <td className="is-number numeric">{formatCount(level.clusters.length)}</td>
              <td className="is-number numeric">
                {level.counted}/{seatsOf(level)}
              </td>
              <td className="is-number numeric">{formatShare(level.agreeShare)}</td>
              <td className="is-number numeric">{sayCount(level.messages)}</td>
              <td className="is-number numeric">{sayCount(level.load?.most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="picture-facts">
        <dt>Know the decision</dt>
        <dd className="numeric">
          {stage.told} of {stage.levels[0] === undefined ? 0 : seatsOf(stage.levels[0])}
        </dd>
        <dt>Messages of votes</dt>
        <dd className="numeric">{formatCount(sum)}</dd>
        <dt>A flat vote takes</dt>
        <dd className="numeric">{formatCount(stage.flatMessages)}</dd>
        <dt>Threshold</dt>
        <dd className="numeric">{formatShare(stage.threshold)}</dd>
      </dl>
    </section>
  );
}

function sayCount(count: number | undefined): string {
  return count === undefined ? '–' : formatCount(count);
}

function seatsOf({ clusters }: TreeStage['levels'][number]): number {
  return clusters.reduce((sum, { members }) => sum + members.length, 0);
}

interface MembersProps {
  readonly stage: TreeStage;
  readonly shown: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

function Members({ stage, shown, onChoose }: MembersProps) {
  const cluster = stage.levels[shown.level]?.clusters[shown.cluster];
  if (cluster === undefined) return <section className="picture-part" aria-label="Members" />;
  const hidden = Math.max(0, cluster.members.length - ROWS_MOST);
  return (
    <section className="picture-part" aria-label="Members">
      <label className="tree-choice">
        Cluster
        <select
          value={`${shown.level}/${shown.cluster}`}
          onChange={({ target }) => {
            const [level = 0, number = 0] = target.value.split('/').map(Number);
            onChoose({ level, cluster: number });
          }}
        >
          {stage.levels.flatMap(({ clusters }, level) =>
            clusters.map((_, number) => (
              <option key={`${level}/${number}`} value={`${level}/${number}`}>
                {`Level ${level + 1}, cluster ${number + 1}`}
              </option>
            )),
          )}
        </select>
      </label>
      <p className="picture-why">{sayCluster(cluster)}</p>
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Vote</th>
            <th scope="col" className="is-number">
              Agents
            </th>
            <th scope="col">Role</th>
          </tr>
        </thead>
        <tbody>
          {cluster.members.slice(0, ROWS_MOST).map((member) => (
            <tr
              key={member.actor}
              data-state={member.decision === 'waiting' ? 'waiting' : undefined}
            >
              <th scope="row">
                <AgentName actor={member.actor} label={member.label} />
              </th>
              <td>{member.decision}</td>
              <td className="is-number numeric">{member.agents}</td>
              <td className="picture-quiet">{roleOf(member.actor, cluster)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden === 0 ? undefined : <p className="picture-quiet">and {hidden} more</p>}
    </section>
  );
}

function roleOf(
  actor: number,
  cluster: { readonly representative: number | undefined; readonly replaced: readonly number[] },
): string {
  if (actor === cluster.representative) return 'representative';
  return cluster.replaced.includes(actor) ? 'replaced' : '';
}
