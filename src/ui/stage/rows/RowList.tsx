/** What it is: the frame of a virtual list of log rows, as a table for who cannot see it. */

import { ChevronsDown } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { LogRow } from '../../../engine/projections/frame.ts';
import { playbackStore } from '../../state/playbackStore.ts';
import { Button } from '../../widgets/Button.tsx';
import { formatCount } from '../../widgets/format.ts';
import { pickEvent, useStage } from '../stageStore.ts';
import { ROW_HEIGHT } from './useRowWindow.ts';
import type { RowWindow } from './useRowWindow.ts';
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
  const { virtualizer } = rows;
  return (
    <div
      className="rows"
      role="table"
      aria-label={label}
      aria-rowcount={rows.total + 1}
      style={{ '--tracks': tracks } as React.CSSProperties}
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
      <div ref={rows.scroller} role="rowgroup" className="rows-body">
        <div style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows.row(item.index);
            return (
              <div
                key={item.key}
                role="row"
                tabIndex={-1}
                className="rows-row"
                aria-rowindex={rows.start + item.index + 2}
                aria-selected={row !== undefined && row.seq === picked}
                data-tone={row?.tone}
                data-pending={row === undefined || undefined}
                style={{ height: ROW_HEIGHT, transform: `translateY(${item.start}px)` }}
                onClick={() => {
                  if (row !== undefined) goTo(row.seq);
                }}
                onKeyDown={(event) => {
                  if (row !== undefined) actOnKey(event, row.seq);
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
          onClick={rows.follow}
        >
          To the cursor
        </Button>
      )}
    </div>
  );
}

/** Marks an event everywhere and puts the cursor just behind it. */
function goTo(seq: number): void {
  pickEvent(seq);
  void playbackStore.seek({ to: 'event', seq: seq + 1 });
}

function actOnKey(event: KeyboardEvent<HTMLElement>, seq: number): void {
  const { currentTarget } = event;
  const next =
    event.key === 'ArrowDown'
      ? currentTarget.nextElementSibling
      : event.key === 'ArrowUp'
        ? currentTarget.previousElementSibling
        : undefined;
  if (next instanceof HTMLElement) next.focus();
  else if (event.key === 'Enter') goTo(seq);
  else return;
  event.preventDefault();
}

/** "1 234 rows", beside the filters. */
export function RowCount({ rows }: { readonly rows: RowWindow }) {
  return <span className="rows-count">{`${formatCount(rows.total)} rows`}</span>;
}
