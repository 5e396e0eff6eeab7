/** What it is: the frame of a virtual list of log rows, as a table for who cannot see it. */

import { ChevronsDown } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import type { LogRow } from '../../../engine/projections/frame.ts';
import { Button } from '../../widgets/Button.tsx';
import { formatCount } from '../../widgets/format.ts';
import { goTo } from '../goTo.ts';
import { pickEvent, stageStore, useStage } from '../stageStore.ts';
import { ROW_HEIGHT } from './useRowWindow.ts';
import type { RowWindow } from './useRowWindow.ts';
import { neighbour } from './window.ts';
import type { Places } from './window.ts';
import './rows.css';

export interface RowListProps {
  readonly label: string;
  readonly rows: RowWindow;
  /** Names of the columns, and their widths as grid tracks. */
  readonly columns: readonly string[];
  readonly tracks: string;
  /** The cells of one row. */
  readonly cells: (row: LogRow) => ReactNode;
  readonly empty: string;
}

export function RowList({ label, rows, columns, tracks, cells, empty }: RowListProps) {
  const picked = useStage((state) => state.picked);
  const { attach } = rows;
  return (
    <div
      className="rows"
      role="table"
      aria-label={label}
      aria-rowcount={rows.total + 1}
      style={{ '--tracks': tracks } as CSSProperties}
    >
      <div role="rowgroup" className="rows-head">
        <div role="row" className="rows-row">
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {column}
            </span>
          ))}
        </div>
      </div>
      {/* A table whose marked row is moved by keys: the roles say so, the linter knows only HTML. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={attach}
        role="rowgroup"
        className="rows-body"
        // What scrolls must be reachable by keyboard; the arrows move the mark within it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={(event) => {
          const isCommand = event.ctrlKey || event.metaKey || event.altKey;
          if (!isCommand && actOnKey(event.key, rows)) event.preventDefault();
        }}
      >
        <div role="presentation" style={{ height: rows.height }}>
          {placesIn(rows.places).map((place) => {
            const row = rows.row(place);
            return (
              // The keys belong to the list, which moves the mark; a row takes no focus.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                // A list that runs only changes the texts of its rows; one that is scrolled keeps the rows.
                key={rows.isFollowing ? place - rows.places.first : place}
                role="row"
                className="rows-row"
                aria-rowindex={rows.start + place + 2}
                aria-current={row !== undefined && row.seq === picked ? true : undefined}
                data-tone={row?.tone}
                data-pending={row === undefined || undefined}
                style={{ height: ROW_HEIGHT, transform: `translateY(${place * ROW_HEIGHT}px)` }}
                onClick={() => {
                  if (row !== undefined) goTo(row.seq);
                }}
              >
                {row === undefined ? undefined : cells(row)}
              </div>
            );
          })}
        </div>
        {rows.total === 0 ? <p className="rows-empty">{empty}</p> : undefined}
      </div>
      {rows.isFollowing ? undefined : (
        <Button
          className="rows-follow"
          size="small"
          icon={<ChevronsDown size={13} aria-hidden="true" />}
          onClick={() => {
            rows.follow();
          }}
        >
          To the cursor
        </Button>
      )}
    </div>
  );
}

function placesIn({ first, last }: Places): readonly number[] {
  return Array.from({ length: last - first }, (_, i) => first + i);
}

/** Does what a key means in the list; says whether it means anything. */
function actOnKey(key: string, rows: RowWindow): boolean {
  const { picked } = stageStore.getState();
  if (key === 'Enter' && picked !== undefined) {
    goTo(picked);
    return true;
  }
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return false;
  const next = neighbour(rows.page, picked, key === 'ArrowDown' ? 1 : -1);
  if (next === undefined) return false;
  pickEvent(next.row.seq);
  rows.reveal(next.place);
  return true;
}

/** "1 234 rows", beside the filters. */
export function RowCount({ rows }: { readonly rows: RowWindow }) {
  return <span className="rows-count">{`${formatCount(rows.total)} rows`}</span>;
}
