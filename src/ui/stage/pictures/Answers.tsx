/** What it is: what an ensemble answered in words, the latest first: to what, how sure, and what else was said. */

import type { AnswerShown, EnsembleStage } from '../../../engine/projections/ensembleStage.ts';
import { formatShare } from '../../widgets/format.ts';
import { Bar } from './Bar.tsx';

/** The rest is in the log. */
const SHOWN_MOST = 40;

export function Answers({ stage }: { readonly stage: EnsembleStage }) {
  return (
    <section className="picture-part ensemble-answers" aria-label="Answers">
      <p className="picture-kicker">The latest answers</p>
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Answer</th>
            <th scope="col">Support</th>
            <th scope="col">Also said</th>
          </tr>
        </thead>
        <tbody>
          {stage.texts?.latest.slice(0, SHOWN_MOST).map((one) => (
            <tr key={one.seq}>
              <th scope="row">{one.question}</th>
              <td className="ensemble-answer" data-good={one.isRight}>
                {one.isRight ? `✓ ${one.answer}` : `✕ ${one.answer}, not ${one.truth}`}
              </td>
              <td>
                <span className="ensemble-support">
                  <Bar share={one.confidence} colour="var(--accent)" />
                  <span className="numeric">{formatShare(one.confidence)}</span>
                </span>
              </td>
              <td>{sayOthers(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What else was said, with its share of the weight or its support. */
function sayOthers({ answer, alternatives }: AnswerShown): string {
  // As the vote takes them for one.
  const plain = (text: string): string => text.toLowerCase().replace(/^(?:the|a|an) /u, '');
  const others = alternatives.filter(([said]) => plain(said) !== plain(answer));
  return others.map(([said, share]) => `${said} ${formatShare(share)}`).join(' · ') || '–';
}
