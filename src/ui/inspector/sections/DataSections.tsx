/**
 * What it is: a look at data that come with Concord or are generated: how each measure is spread, the first rows, and under
 * which licence they come. It is made in a worker, for the page does not hold the data.
 */

import { useEffect, useState } from 'react';
import { readStreamName } from '../../../engine/base/streamName.ts';
import { lookAtData } from '../../../workers/client/connectTable.ts';
import type { DataLook } from '../../../workers/tableApi.ts';
import { barsOfSpread, FirstRows, Histogram } from './dataParts.tsx';
import { Section } from './Section.tsx';

/** Looks by name: what a name stands for never changes. */
const known = new Map<string, DataLook | undefined>();

function useLook(name: string): DataLook | undefined {
  const [, setCount] = useState(0);
  useEffect(() => {
    if (known.has(name)) return undefined;
    let isWanted = true;
    // Without a worker there is no look; the facts above it stand.
    lookAtData(name).then(
      (look) => {
        known.set(name, look);
        if (isWanted) setCount((count) => count + 1);
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [name]);
  return known.get(name);
}

export function DataSections({ name }: { readonly name: string }) {
  const look = useLook(name);
  // Data without measures, such as questions, are not looked at so.
  if (look === undefined && known.has(name)) return undefined;
  if (look === undefined) return <Section title="Measures">Looking at the data…</Section>;
  return (
    <>
      <Section title="Measures" more={look.columns.length}>
        <ul className="table-columns">
          {look.columns.map(({ name: column, ...spread }) => (
            <li key={column} className="table-column is-short">
              <span className="truncate" title={column}>
                {column}
              </span>
              <Histogram name={column} {...barsOfSpread(spread)} />
              <span className="table-kind numeric">
                {sayRange(spread.least)} – {sayRange(spread.most)}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="First rows">
        <FirstRows
          names={[...look.columns.map((column) => column.name), look.target]}
          rows={look.rows}
        />
      </Section>
      <Origin look={look} isStream={readStreamName(name) !== undefined} />
    </>
  );
}

function sayRange(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function Origin({ look, isStream }: { readonly look: DataLook; readonly isStream: boolean }) {
  const { licence, source, cite } = look;
  return (
    <Section title={isStream ? 'Where it comes from' : 'Licence'}>
      {isStream ? (
        <p className="note">Generated from the seed, row by row.</p>
      ) : (
        <p className="note">
          {licence}. {source}.
        </p>
      )}
      {cite !== '' && <p className="note">Cite: {cite}</p>}
    </Section>
  );
}
