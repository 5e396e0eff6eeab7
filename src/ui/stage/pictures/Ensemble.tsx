/** What it is: an ensemble at the cursor: its members, who agrees with whom, and what it confuses. */

import type { Adaptation, EnsembleStage } from '../../../engine/projections/ensembleStage.ts';
import { formatCount, formatShare } from '../../widgets/format.ts';
import { InTurn } from '../InTurn.tsx';
import { Answers } from './Answers.tsx';
import { AgentName } from './AgentName.tsx';
import { Bar } from './Bar.tsx';
import { EstimatePlot, EstimateStanding } from './Estimates.tsx';
import {
  bestMember,
  heatOfAgreement,
  progressOf,
  rowTotals,
  sayInterval,
  sayAdaptation,
  sayLead,
  sayLeadInterval,
  sayQuality,
  sayTraining,
} from './ensembleFigures.ts';
import { Front } from './Front.tsx';
import { Matrix } from './Matrix.tsx';
import { Progress } from './Progress.tsx';
import { Reliability } from './Reliability.tsx';
import './pictures.css';

interface PartProps {
  readonly stage: EnsembleStage;
}

export function Ensemble({ stage }: PartProps) {
  return (
    <div className="picture ensemble">
      {stage.estimates === undefined ? (
        <InTurn key="shares" stage={stage} part={Standing} isAwaited />
      ) : (
        <InTurn key="numbers" stage={stage} part={EstimateStanding} isAwaited />
      )}
      <div className="picture-column">
        <InTurn stage={stage} part={Members} isAwaited />
        {stage.front.length > 0 && <InTurn stage={stage} part={Front} />}
        {stage.members.some((member) => member.duty !== undefined) && (
          <InTurn stage={stage} part={Drift} />
        )}
        {stage.texts !== undefined && stage.batch > 0 && (
          <section className="picture-part" aria-label="Agreement">
            <InTurn stage={stage} part={Agreement} />
          </section>
        )}
        {stage.calibration.length > 0 && <InTurn stage={stage} part={Reliability} />}
      </div>
      {stage.estimates !== undefined ? (
        <InTurn stage={stage} part={EstimatePlot} isAwaited />
      ) : stage.texts !== undefined ? (
        <InTurn stage={stage} part={Answers} isAwaited />
      ) : (
        <section className="picture-part ensemble-matrices" aria-label="Confusion and agreement">
          <InTurn stage={stage} part={Confusion} isAwaited />
          <InTurn stage={stage} part={Agreement} isAwaited />
        </section>
      )}
    </div>
  );
}

function Confusion({ stage }: PartProps) {
  const totals = rowTotals(stage.confusion, stage.classes.length);
  return (
    <Matrix
      title="Confusion"
      rowsAre="truth"
      columnsAre="answer"
      labels={stage.classes}
      values={stage.confusion}
      heat={(count, row) => count / Math.max(1, totals[row] ?? 1)}
      tint={(row, column) => (row === column ? 'var(--tone-good)' : 'var(--tone-bad)')}
      say={formatCount}
    />
  );
}

function Agreement({ stage }: PartProps) {
  const least = Math.min(...stage.agreement.filter((share) => share > 0), 1);
  return (
    <Matrix
      title="Agreement in %"
      rowsAre="member"
      columnsAre="member"
      labels={stage.members.map((member) => member.label.split(' ').at(-1) ?? member.label)}
      values={stage.agreement}
      heat={(share) => heatOfAgreement(share, least)}
      say={(share) => (share === 0 ? '–' : String(Math.round(share * 100)))}
    />
  );
}

function Standing({ stage }: PartProps) {
  const best = bestMember(stage);
  return (
    <section className="picture-part ensemble-standing" aria-label="Accuracy">
      <p className="picture-kicker">
        {stage.hasNumbers ? 'Error (RMSE)' : 'Accuracy'} on {stage.dataset || 'the data'}
      </p>
      <p className="picture-figure numeric">
        {stage.accuracy === undefined ? '–' : formatShare(stage.accuracy)}
      </p>
      <p className="picture-why">{stage.batch === 0 ? sayTraining(stage) : sayLead(stage)}</p>
      <Progress share={progressOf(stage)} />
      <dl className="picture-facts">
        {stage.interval !== undefined && (
          <>
            <dt>95 % interval</dt>
            <dd className="numeric">{sayInterval(stage.interval)}</dd>
          </>
        )}
        <dt>Best member</dt>
        <dd className="numeric">
          {best?.accuracy === undefined ? '–' : formatShare(best.accuracy)}
        </dd>
        {best?.lead !== undefined && (
          <>
            <dt title="On the batches that both judged, in points">Lead, 95 %</dt>
            <dd className="numeric">{sayLeadInterval(best.lead, true)}</dd>
          </>
        )}
        {stage.texts === undefined ? (
          <>
            <dt title="Always naming the commonest class">Chance</dt>
            <dd className="numeric">
              {stage.chance === undefined ? '–' : formatShare(stage.chance)}
            </dd>
          </>
        ) : (
          <>
            <dt title="The mean F1 of the words that answers share with the right ones">
              Words shared
            </dt>
            <dd className="numeric">
              {stage.texts.likeness === undefined ? '–' : formatShare(stage.texts.likeness)}
            </dd>
          </>
        )}
        <dt>Mean confidence</dt>
        <dd className="numeric">
          {stage.confidence === undefined ? '–' : formatShare(stage.confidence)}
        </dd>
        {stage.regret !== undefined && (
          <>
            <dt>Regret</dt>
            <dd className="numeric">{stage.regret.regret.toFixed(2)} batches</dd>
            <dt title="Whatever happens, the regret is no larger">At most</dt>
            <dd className="numeric">{stage.regret.bound.toFixed(2)} batches</dd>
          </>
        )}
        <dt>Batch</dt>
        <dd className="numeric">
          {formatCount(stage.batch)} of {formatCount(stage.batches)}
        </dd>
      </dl>
    </section>
  );
}

const NOTICED: Readonly<Record<Adaptation['kind'], string>> = {
  warning: '△ warns',
  drift: '▲ drifts',
  replacement: '⇄ replaced',
  allClear: '✓ all clear',
};

/** What was noticed of drift, and what was done about it. */
function Drift({ stage }: PartProps) {
  return (
    <section className="picture-part" aria-label="Drift">
      {stage.adaptations.length === 0 ? (
        <p className="picture-why">No member has shown signs of drift.</p>
      ) : (
        <table className="picture-table">
          <thead>
            <tr>
              <th scope="col" className="is-number">
                Batch
              </th>
              <th scope="col">Member</th>
              <th scope="col">Drift</th>
              <th scope="col" className="is-wide">
                Evidence
              </th>
            </tr>
          </thead>
          <tbody>
            {stage.adaptations.slice(0, ADAPTATIONS_SHOWN).map((one) => (
              <tr key={one.seq} data-state={one.kind}>
                <td className="is-number numeric">{formatCount(one.batch + 1)}</td>
                <th scope="row">{one.member}</th>
                <td className="picture-state">{NOTICED[one.kind]}</td>
                <td className="is-words">{sayAdaptation(one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const ADAPTATIONS_SHOWN = 8;

function Members({ stage }: PartProps) {
  const hasSays = stage.members.some((member) => member.say !== undefined);
  return (
    <section className="picture-part" aria-label="Members">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Learner</th>
            <th scope="colgroup" colSpan={2} className="is-wide">
              Weight
            </th>
            {hasSays && (
              <th scope="col" className="is-number">
                Say
              </th>
            )}
            <th scope="col" className="is-number">
              {stage.estimates === undefined ? 'Accuracy' : 'RMSE'}
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {stage.members.map((member) => (
            <tr key={member.actor} data-state={member.state}>
              <th scope="row">
                <AgentName actor={member.actor} label={member.label} />
              </th>
              <td className={hasSays ? 'is-words' : undefined}>
                {member.learner === '' ? '–' : member.learner.replaceAll('_', ' ')}
              </td>
              <td className="is-wide">
                <Bar share={member.weight} colour={`var(--series-${member.actor % 8})`} />
              </td>
              <td className="is-number numeric">{member.weight.toFixed(3)}</td>
              {hasSays && (
                <td className="is-number numeric">
                  {member.say === undefined ? '–' : member.say.toFixed(3)}
                </td>
              )}
              <td className="is-number numeric">{sayQuality(member)}</td>
              <td className="picture-state" title={member.reason}>
                {sayState(member)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How a member stands, in a word. */
function sayState({ state, reason, duty, isMeta }: EnsembleStage['members'][number]): string {
  if (state === 'failed') return `✕ ${reason || 'failed'}`;
  return duty ?? (isMeta && state === 'ready' ? 'combines' : state);
}
