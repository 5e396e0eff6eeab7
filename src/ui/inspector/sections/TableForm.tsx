/** What it is: the form of a user's own data: the file, what is predicted from what, and a look at the rows. */

import type { NodeOf } from '../../../engine/document/design.ts';
import type { TableForm as Settings } from '../../../engine/document/table.ts';
import { lessonOf, tableOf } from '../../../engine/table/lesson.ts';
import type { Table, TableColumn } from '../../../engine/table/table.ts';
import { spreadOf } from '../../../engine/table/spread.ts';
import { missingIn } from '../../../engine/table/table.ts';
import { importTable } from '../../state/importTable.ts';
import { pickFile } from '../../state/files.ts';
import { Button } from '../../widgets/Button.tsx';
import { formatCount } from '../../widgets/format.ts';
import { Select } from '../../widgets/Select.tsx';
import { FieldRow } from '../fields/FieldRow.tsx';
import { editNode } from '../edits.ts';
import { barsOfSpread, FirstRows, Histogram } from './dataParts.tsx';
import type { Bars } from './dataParts.tsx';
import { Section } from './Section.tsx';
import './tableForm.css';

const ROWS_SHOWN = 6;
const BARS_MOST = 8;
const RULES = [
  { value: 'mean', label: 'their mean' },
  { value: 'median', label: 'their median' },
  { value: 'mode', label: 'the commonest' },
  { value: 'drop', label: 'leave the row out' },
] as const;

interface FormProps {
  readonly node: NodeOf<'dataset'>;
  readonly path: string;
}

export function TableForm({ node, path }: FormProps) {
  const { table } = node;
  const read = table === undefined ? undefined : tableOf(table.text);
  return (
    <>
      <Section title="File">
        <div className="table-file">
          <span className="truncate" title={table?.file}>
            {table?.file ?? 'No file yet'}
          </span>
          <Button
            onClick={() => {
              void chooseFile(node.id);
            }}
          >
            Choose a CSV file…
          </Button>
        </div>
      </Section>
      {table !== undefined && read?.ok === true && (
        <Choices node={node} path={path} settings={table} table={read.value} />
      )}
    </>
  );
}

async function chooseFile(node: string): Promise<void> {
  const file = await pickFile('.csv,.tsv,.tab,text/csv');
  if (file !== undefined) await importTable(file, node);
}

function edit(node: string, what: string, change: Partial<Settings>): void {
  editNode(node, 'dataset', what, (one) =>
    one.table === undefined ? one : { ...one, table: { ...one.table, ...change } },
  );
}

interface ChoicesProps extends FormProps {
  readonly settings: Settings;
  readonly table: Table;
}

function Choices({ node, path, settings, table }: ChoicesProps) {
  const lesson = lessonOf(settings);
  return (
    <>
      <Section title="What to learn">
        <FieldRow label="Predict" path={`${path}.table.target`}>
          {({ id }) => (
            <Select
              id={id}
              value={settings.target}
              choices={table.columns.map(({ name }) => ({ value: name, label: name }))}
              onChange={(target) => {
                edit(node.id, 'the column to predict', { target });
              }}
            />
          )}
        </FieldRow>
        <FieldRow
          label="Missing values"
          path={`${path}.table.missing`}
          help="What stands for a missing number, by the training rows alone; a missing category becomes the commonest. Default: their mean."
        >
          {({ id }) => (
            <Select
              id={id}
              value={settings.missing}
              choices={RULES}
              onChange={(missing) => {
                edit(node.id, 'missing values', { missing });
              }}
            />
          )}
        </FieldRow>
        {!lesson.ok && <p className="note is-bad">{lesson.problem.join(' ')}</p>}
      </Section>
      <Section title="Columns">
        <Columns node={node.id} settings={settings} table={table} />
      </Section>
      <Section title="First rows">
        <FirstRows
          names={table.columns.map(({ name }) => name)}
          rows={Array.from({ length: Math.min(ROWS_SHOWN, table.rows) }, (_, row) =>
            table.columns.map((column) => sayCell(column, row)),
          )}
        />
      </Section>
    </>
  );
}

function Columns({
  node,
  settings,
  table,
}: {
  readonly node: string;
  readonly settings: Settings;
  readonly table: Table;
}) {
  return (
    <ul className="table-columns">
      {table.columns.map((column) => (
        <ColumnRow key={column.name} node={node} settings={settings} column={column} />
      ))}
    </ul>
  );
}

function ColumnRow({
  node,
  settings,
  column,
}: {
  readonly node: string;
  readonly settings: Settings;
  readonly column: TableColumn;
}) {
  const { name } = column;
  const isTarget = settings.target === name;
  const gaps = gapsOf(column);
  const toggled = (list: readonly string[]): string[] =>
    list.includes(name) ? list.filter((one) => one !== name) : [...list, name];
  return (
    <li className="table-column">
      <label className="table-use" title={isTarget ? 'This is predicted' : 'Predict from it'}>
        <input
          type="checkbox"
          checked={!isTarget && !settings.ignored.includes(name)}
          disabled={isTarget}
          onChange={() => {
            edit(node, 'the columns', { ignored: toggled(settings.ignored) });
          }}
        />
        <span className="truncate">{name}</span>
      </label>
      <Histogram name={column.name} {...barsOf(column)} />
      <span className="table-kind">
        {isTarget ? 'predicted, ' : ''}
        {column.kind === 'category' ? (
          `${formatCount(column.categories.length)} categories`
        ) : (
          <label title="These numbers are names of something">
            <input
              type="checkbox"
              checked={settings.asCategories.includes(name)}
              onChange={() => {
                edit(node, 'the columns', { asCategories: toggled(settings.asCategories) });
              }}
            />{' '}
            as categories
          </label>
        )}
        {gaps > 0 ? `, ${formatCount(gaps)} missing` : ''}
      </span>
    </li>
  );
}

/** A column is never changed: its values, perhaps a hundred thousand, are counted once. */
const gaps = new WeakMap<TableColumn, number>();

function gapsOf(column: TableColumn): number {
  const count = gaps.get(column) ?? missingIn(column);
  gaps.set(column, count);
  return count;
}

const known = new WeakMap<TableColumn, Bars>();

function barsOf(column: TableColumn): Bars {
  const bars = known.get(column) ?? countBars(column);
  known.set(column, bars);
  return bars;
}

function countBars(column: TableColumn): Bars {
  if (column.kind === 'number') {
    return barsOfSpread(spreadOf(column.values));
  }
  const counts = column.categories.map(() => 0);
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  const ranked = column.categories
    .map((name, code) => ({ name, count: counts[code] as number }))
    .toSorted((one, other) => other.count - one.count)
    .slice(0, BARS_MOST);
  return {
    counts: ranked.map(({ count }) => count),
    words: ranked.map(({ name, count }) => `${name} ${count}`).join(', '),
  };
}

function sayCell(column: TableColumn, row: number): string {
  if (column.kind === 'category') return column.categories[column.codes[row] as number] ?? '–';
  const value = column.values[row] as number;
  return Number.isNaN(value) ? '–' : String(value);
}
