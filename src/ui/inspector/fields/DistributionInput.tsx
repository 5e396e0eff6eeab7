/** What it is: a number that may be drawn for each agent: fixed, or from a range, or around a mean. */

import { Select } from '../../widgets/Select.tsx';
import { NumberInput } from './NumberInput.tsx';
import type { NumberFieldSpec } from './schemaFields.ts';
import { scaleOf } from './quantity.ts';
import type { FieldIds } from './FieldRow.tsx';

/** As the design writes it. */
export type Drawn =
  | { readonly distribution: 'uniform'; readonly from: number; readonly to: number }
  | { readonly distribution: 'normal'; readonly mean: number; readonly deviation: number };

export interface DistributionInputProps {
  readonly spec: NumberFieldSpec;
  readonly value: number | Drawn;
  readonly ids: FieldIds;
  readonly onChange: (value: number | Drawn) => void;
}

const CHOICES = [
  { value: 'fixed', label: 'Fixed' },
  { value: 'uniform', label: 'Between' },
  { value: 'normal', label: 'Around' },
] as const;

export function DistributionInput({ spec, value, ids, onChange }: DistributionInputProps) {
  const scale = scaleOf(spec.unit, spec.default);
  const kind = typeof value === 'number' ? 'fixed' : value.distribution;
  const part = (id: string, label: string, number: number, change: (next: number) => void) => (
    <NumberInput
      id={id}
      label={`${spec.title}: ${label}`}
      value={number}
      scale={scale}
      isWhole={false}
      isInvalid={ids.isInvalid}
      onChange={change}
    />
  );
  return (
    <div className="drawn">
      <Select
        label={`How ${spec.title} is set`}
        value={kind}
        choices={CHOICES}
        onChange={(next) => {
          onChange(converted(value, next, spec));
        }}
      />
      {typeof value === 'number' ? (
        <NumberInput
          id={ids.id}
          describedBy={ids.describedBy}
          value={value}
          scale={scale}
          isWhole={spec.isWhole}
          least={spec.least}
          most={spec.most}
          isInvalid={ids.isInvalid}
          onChange={onChange}
        />
      ) : value.distribution === 'uniform' ? (
        <>
          {part(ids.id, 'least', value.from, (from) => {
            onChange({ ...value, from });
          })}
          <span className="drawn-word">to</span>
          {part(`${ids.id}-to`, 'most', value.to, (to) => {
            onChange({ ...value, to });
          })}
        </>
      ) : (
        <>
          {part(ids.id, 'mean', value.mean, (mean) => {
            onChange({ ...value, mean });
          })}
          <span className="drawn-word">±</span>
          {part(`${ids.id}-deviation`, 'deviation', value.deviation, (deviation) => {
            if (deviation >= 0) onChange({ ...value, deviation });
          })}
        </>
      )}
    </div>
  );
}

/** The same value said another way: a range around a number, the middle of a range. */
export function converted(
  value: number | Drawn,
  kind: 'fixed' | 'uniform' | 'normal',
  spec: Pick<NumberFieldSpec, 'least' | 'most' | 'isWhole'>,
): number | Drawn {
  const middle = middleOf(value);
  const spread = Math.max(Math.abs(middle) * 0.25, spec.isWhole ? 1 : 0.05);
  const within = (number: number): number =>
    Math.min(spec.most ?? Infinity, Math.max(spec.least ?? -Infinity, tidy(number, spec.isWhole)));
  if (kind === 'fixed') return within(middle);
  if (kind === 'uniform')
    return { distribution: 'uniform', from: within(middle - spread), to: within(middle + spread) };
  return {
    distribution: 'normal',
    mean: within(middle),
    deviation: tidy(spread / 2, spec.isWhole),
  };
}

function middleOf(value: number | Drawn): number {
  if (typeof value === 'number') return value;
  return value.distribution === 'uniform' ? (value.from + value.to) / 2 : value.mean;
}

function tidy(number: number, isWhole: boolean): number {
  return isWhole ? Math.round(number) : Number(number.toPrecision(6));
}

/** Whether a parameter's value asks to be drawn. */
export function isDrawn(value: unknown): value is Drawn {
  return (
    typeof value === 'object' &&
    value !== null &&
    'distribution' in value &&
    (value.distribution === 'uniform' || value.distribution === 'normal')
  );
}
