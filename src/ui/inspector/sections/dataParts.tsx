/** What it is: the parts in which data are shown, a user's own and those that come with Concord: small histograms, first rows. */

import type { Spread } from '../../../engine/table/spread.ts';
import './tableForm.css';

export interface Bars {
  readonly counts: readonly number[];
  readonly words: string;
}

/** How numbers are spread, from the least to the most. */
export function barsOfSpread({ least, most, counts }: Spread): Bars {
  return {
    counts,
    words: `${sayEnd(least)} to ${sayEnd(most)}; ${counts.join(', ')} rows in equal parts`,
  };
}

function sayEnd(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** How the values are spread: numbers from the least to the most, categories the commonest first. */
export function Histogram({ name, counts, words }: Bars & { readonly name: string }) {
  const highest = Math.max(1, ...counts);
  return (
    <span className="spread table-spread" role="img" aria-label={`${name}: ${words}`} title={words}>
      {counts.map((count, i) => (
        <span key={i} style={{ height: `${(count / highest) * 100}%` }} />
      ))}
    </span>
  );
}

export interface FirstRowsProps {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function FirstRows({ names, rows }: FirstRowsProps) {
  return (
    <div className="table-preview">
      <table aria-label="First rows of the data">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, column) => (
                <td key={names[column]} className="numeric">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
