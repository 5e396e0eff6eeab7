/** What it is: a vote at the cursor: who decided what and how surely, and the shares against the threshold. */

import { Fragment } from 'react';
import type { VotesStage } from '../../../engine/projections/votesStage.ts';
import { formatShare } from '../../widgets/format.ts';
import { AgentName } from './AgentName.tsx';
import { Bar } from './Bar.tsx';
import { sayRevision, sayVerdict, sharesOf } from './tally.ts';
import type { Decision } from './tally.ts';
import './pictures.css';

const LOOKS: Readonly<Record<Decision, { readonly glyph: string; readonly colour: string }>> = {
  agree: { glyph: '✓', colour: 'var(--series-0)' },
  disagree: { glyph: '✕', colour: 'var(--series-4)' },
  abstain: { glyph: '–', colour: 'var(--series-7)' },
  waiting: { glyph: '…', colour: 'var(--line)' },
};

export function Votes({ stage }: { readonly stage: VotesStage }) {
  const isTallied = stage.tallies.at(-1)?.round === stage.round;
  return (
    <div className="picture votes">
      <section className="picture-part votes-standing" aria-label="Where the vote stands">
        <p className="picture-kicker">{stage.round === 0 ? 'Proposal' : `Round ${stage.round}`}</p>
        <blockquote className="votes-proposal">{stage.proposal || 'Not yet proposed.'}</blockquote>
        <p className="picture-why votes-verdict">{sayVerdict(stage)}</p>
        {isTallied ? undefined : (
          <ShareBar
            title="Votes so far"
            shares={sharesOf(stage.voters)}
            threshold={stage.threshold}
          />
        )}
        {stage.tallies.map((tally) => {
          const revision = stage.revisions.find(({ round }) => round === tally.round);
          return (
            <Fragment key={tally.round}>
              <ShareBar
                title={`Round ${tally.round}, as tallied`}
                threshold={stage.threshold}
                shares={{
                  agree: tally.agreeShare,
                  disagree: tally.disagreeShare,
                  abstain: tally.abstainShare,
                  waiting: 0,
                }}
              />
              {revision === undefined ? undefined : (
                <p className="votes-revision">{sayRevision(revision)}</p>
              )}
            </Fragment>
          );
        })}
      </section>
      <Voters stage={stage} />
    </div>
  );
}

interface ShareBarProps {
  readonly title: string;
  readonly shares: Readonly<Record<Decision, number>>;
  readonly threshold: number;
}

function ShareBar({ title, shares, threshold }: ShareBarProps) {
  const words = (['agree', 'disagree', 'abstain'] as const)
    .map((decision) => `${decision} ${formatShare(shares[decision])}`)
    .join(', ');
  return (
    <figure className="share-bar" aria-label={`${title}: ${words}`}>
      <figcaption>
        {title} <span className="numeric">{words}</span>
      </figcaption>
      <div className="share-bar-track">
        {(['agree', 'disagree', 'abstain'] as const).map((decision) => (
          <span
            key={decision}
            style={{ width: `${shares[decision] * 100}%`, background: LOOKS[decision].colour }}
          />
        ))}
        <span className="share-bar-threshold" style={{ left: `${threshold * 100}%` }}>
          <small className="numeric">{formatShare(threshold)}</small>
        </span>
      </div>
    </figure>
  );
}

function Voters({ stage }: { readonly stage: VotesStage }) {
  return (
    <section className="picture-part" aria-label="Voters">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Voter</th>
            <th scope="col">Decision</th>
            <th scope="colgroup" colSpan={2} className="is-wide">
              Confidence
            </th>
            <th scope="col" className="is-number">
              Weight
            </th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {stage.voters.map((voter) => {
            const look = LOOKS[voter.decision];
            const isWaiting = voter.decision === 'waiting';
            return (
              <tr key={voter.actor} data-state={isWaiting ? 'waiting' : undefined}>
                <th scope="row">
                  <AgentName actor={voter.actor} label={voter.label} />
                </th>
                <td className="votes-decision">
                  <span aria-hidden="true" style={{ color: look.colour }}>
                    {look.glyph}
                  </span>
                  {voter.decision}
                </td>
                <td className="is-wide">
                  <Bar share={voter.confidence} colour={look.colour} />
                </td>
                <td className="is-number numeric">
                  {isWaiting ? '–' : formatShare(voter.confidence)}
                </td>
                <td className="is-number numeric">{voter.weight.toFixed(2)}</td>
                <td className="truncate picture-quiet" title={voter.rationale}>
                  {voter.rationale}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
