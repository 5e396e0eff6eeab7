/** What it is: what the values depend on: each parameter's share of their differences. */

import type { TuningStage } from '../../../engine/projections/tuningStage.ts';
import { formatCount, formatShare } from '../../widgets/format.ts';
import { Bar } from '../pictures/Bar.tsx';

export function Importance({ stage }: { readonly stage: TuningStage }) {
  const { importance, importanceTrials } = stage;
  if (importance.length === 0)
    return (
      <p className="search-empty">
        Importance is measured when ten trials are complete, and again after every ten.
      </p>
    );
  return (
    <section className="picture-part search-table" aria-label="Importance">
      <table className="picture-table">
        <caption className="picture-kicker">
          Shares of what complete trials differ by, over {formatCount(importanceTrials)} of them
        </caption>
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="colgroup" colSpan={2} className="is-wide">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {importance.map(({ name, share }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="is-wide">
                <Bar share={share} colour="var(--accent)" />
              </td>
              <td className="is-number numeric">{formatShare(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
