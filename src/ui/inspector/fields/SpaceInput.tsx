/** What it is: a search space: a small form for each parameter. An empty one stands for the objective's own. */

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { documentStore } from '../../state/documentStore.ts';
import { Button, IconButton } from '../../widgets/Button.tsx';
import { Select } from '../../widgets/Select.tsx';
import type { FieldIds } from './FieldRow.tsx';
import { NumberInput } from './NumberInput.tsx';
import {
  asKind,
  freshName,
  readChoices,
  rowsOf,
  sayChoices,
  sayRow,
  withCondition,
} from './searchSpace.ts';
import type { ChoiceRow, NumericRow, SpaceRow } from './searchSpace.ts';
import './searchSpace.css';

export interface SpaceInputProps {
  readonly value: unknown;
  /** What an empty space stands for. */
  readonly own: unknown;
  readonly ids: FieldIds;
  readonly onChange: (value: readonly SpaceRow[]) => void;
}

const PLAIN = { unit: '', factor: 1 };
const KINDS = [
  { value: 'float', label: 'Number' },
  { value: 'integer', label: 'Whole number' },
  { value: 'categorical', label: 'Choice' },
] as const;

export function SpaceInput({ value, own, ids, onChange }: SpaceInputProps) {
  const rows = rowsOf(value);
  const suggested = rowsOf(own);
  const add = (): void =>
    onChange([...rows, { kind: 'float', name: freshName(rows), low: 0, high: 1, scale: 'linear' }]);
  return (
    <div className="space" role="group" aria-describedby={ids.describedBy}>
      {rows.length === 0 && suggested.length > 0 && (
        <ul className="space-own" aria-label="The objective’s own space">
          {suggested.map((row) => (
            <li key={row.name}>{sayRow(row)}</li>
          ))}
        </ul>
      )}
      {rows.map((row, i) => (
        <ParameterRow
          // A parameter is known by its place: its name is what is being typed.
          // oxlint-disable-next-line react/no-array-index-key
          key={i}
          id={`${ids.id}-${i}`}
          row={row}
          before={rows.slice(0, i)}
          onChange={(next) => onChange(rows.map((one, j) => (j === i ? next : one)))}
          onRemove={() => onChange(rows.filter((_, j) => j !== i))}
        />
      ))}
      <div className="space-buttons">
        {rows.length === 0 && suggested.length > 0 && (
          <Button id={ids.id} size="small" onClick={() => onChange(suggested)}>
            Change it
          </Button>
        )}
        <Button
          {...(rows.length > 0 && { id: ids.id })}
          size="small"
          icon={<Plus size={14} />}
          onClick={add}
        >
          Add a parameter
        </Button>
      </div>
    </div>
  );
}

interface ParameterRowProps {
  readonly id: string;
  readonly row: SpaceRow;
  readonly before: readonly SpaceRow[];
  readonly onChange: (row: SpaceRow) => void;
  readonly onRemove: () => void;
}

function ParameterRow({ id, row, before, onChange, onRemove }: ParameterRowProps) {
  return (
    <fieldset className="space-row">
      <legend className="visually-hidden">{row.name}</legend>
      <div className="space-line space-name">
        <input
          className="field"
          aria-label="Name"
          spellCheck={false}
          maxLength={64}
          value={row.name}
          onChange={({ target }) => onChange({ ...row, name: target.value })}
          onBlur={() => documentStore.endGesture()}
        />
        <Select
          label={`Kind of ${row.name}`}
          value={row.kind}
          choices={KINDS}
          onChange={(kind) => onChange(asKind(row, kind))}
        />
        <IconButton
          label={`Remove ${row.name}`}
          size="small"
          icon={<X size={14} />}
          onClick={onRemove}
        />
      </div>
      {row.kind === 'categorical' ? (
        <Choices id={id} row={row} onChange={onChange} />
      ) : (
        <Range id={id} row={row} onChange={onChange} />
      )}
      {before.length > 0 && <When id={id} row={row} before={before} onChange={onChange} />}
    </fieldset>
  );
}

interface RangeProps {
  readonly id: string;
  readonly row: NumericRow;
  readonly onChange: (row: SpaceRow) => void;
}

function Range({ id, row, onChange }: RangeProps) {
  const isWhole = row.kind === 'integer';
  return (
    <div className="space-line">
      <NumberInput
        id={`${id}-low`}
        label={`Low end of ${row.name}`}
        value={row.low}
        scale={PLAIN}
        isWhole={isWhole}
        onChange={(low) => onChange({ ...row, low })}
      />
      <span>to</span>
      <NumberInput
        id={`${id}-high`}
        label={`High end of ${row.name}`}
        value={row.high}
        scale={PLAIN}
        isWhole={isWhole}
        onChange={(high) => onChange({ ...row, high })}
      />
      <label className="space-log">
        <input
          type="checkbox"
          checked={row.scale === 'log'}
          onChange={({ target }) => onChange({ ...row, scale: target.checked ? 'log' : 'linear' })}
        />
        log
      </label>
    </div>
  );
}

interface ChoicesProps {
  readonly id: string;
  readonly row: ChoiceRow;
  readonly onChange: (row: SpaceRow) => void;
}

function Choices({ id, row, onChange }: ChoicesProps) {
  return (
    <ValuesLine
      id={`${id}-choices`}
      label={`Choices of ${row.name}`}
      values={row.choices}
      onChange={(choices) => onChange({ ...row, choices })}
    />
  );
}

interface ValuesLineProps {
  readonly id: string;
  readonly label: string;
  readonly values: ChoiceRow['choices'];
  readonly onChange: (values: ChoiceRow['choices']) => void;
}

/** Values in a line; what is typed counts when it names at least one. */
function ValuesLine({ id, label, values, onChange }: ValuesLineProps) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  return (
    <input
      id={id}
      type="text"
      className="field"
      aria-label={label}
      aria-invalid={draft !== undefined && readChoices(draft).length === 0}
      spellCheck={false}
      maxLength={400}
      value={draft ?? sayChoices(values)}
      onChange={({ target }) => {
        setDraft(target.value);
        const next = readChoices(target.value);
        if (next.length > 0) onChange(next);
      }}
      onBlur={() => {
        setDraft(undefined);
        documentStore.endGesture();
      }}
    />
  );
}

const ALWAYS = ' always';

function When({ id, row, before, onChange }: Omit<ParameterRowProps, 'onRemove'>) {
  const parents = before.map(({ name }) => ({ value: name, label: `when ${name} is` }));
  const { when } = row;
  return (
    <div className="space-line">
      <Select
        label={`When ${row.name} counts`}
        value={when?.parameter ?? ALWAYS}
        choices={[{ value: ALWAYS, label: 'counts always' }, ...parents]}
        onChange={(parameter) => {
          const parent = before.find(({ name }) => name === parameter);
          const first = parent?.kind === 'categorical' ? parent.choices[0] : parent?.low;
          onChange(
            withCondition(row, first === undefined ? undefined : { parameter, equals: [first] }),
          );
        }}
      />
      {when !== undefined && (
        <ValuesLine
          id={`${id}-when`}
          label={`Values of ${when.parameter} for which ${row.name} counts`}
          values={when.equals}
          onChange={(equals) => onChange(withCondition(row, { ...when, equals }))}
        />
      )}
    </div>
  );
}
