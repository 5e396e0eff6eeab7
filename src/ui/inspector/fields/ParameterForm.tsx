/** What it is: the form for a card's parameters: one field for each, by what its schema says of it. */

import type { z } from 'zod';
import type { Heeded } from '../../../engine/contract/card.ts';
import { Select } from '../../widgets/Select.tsx';
import { DistributionInput, isDrawn } from './DistributionInput.tsx';
import { FieldRow } from './FieldRow.tsx';
import type { FieldIds } from './FieldRow.tsx';
import { NumberInput } from './NumberInput.tsx';
import { formatQuantity, rangeWords, scaleOf } from './quantity.ts';
import { fieldsOf, isAsked, spoken } from './schemaFields.ts';
import type { FieldSpec } from './schemaFields.ts';
import { SpaceInput } from './SpaceInput.tsx';
import { Switch } from './Switch.tsx';
import { TextInput } from './TextInput.tsx';
import { WordsInput } from './WordsInput.tsx';

type Values = Readonly<Record<string, unknown>>;

export interface ParameterFormProps {
  readonly schema: z.ZodType;
  /** Which parameters are asked for at all. */
  readonly heeded?: Heeded | undefined;
  /** What is written in the design. */
  readonly values: Values;
  /** What holds where nothing is written, before the card's own defaults: a pool's template for one agent. */
  readonly inherited?: Values;
  /** What an empty value stands for, by name, where that is not its default. */
  readonly own?: Values;
  /** Path of the values in the design. */
  readonly path: string;
  /** Whether numbers may be drawn for each agent. */
  readonly canDraw?: boolean;
  /** Undefined takes the parameter out, so that its default holds. */
  readonly onChange: (name: string, title: string, value: unknown) => void;
}

export function ParameterForm(props: ParameterFormProps) {
  const all = fieldsOf(props.schema);
  const values = { ...props.inherited, ...props.values };
  const asked = all.filter((spec) => isAsked(spec.name, all, values, props.heeded));
  const left = all.length - asked.length;
  const by = all.find(({ name }) => name === props.heeded?.by)?.title.toLowerCase();
  return (
    <>
      {asked.map((spec) => (
        <OneParameter key={spec.name} spec={spec} {...props} />
      ))}
      {left === 0 ? undefined : (
        <p className="note">
          {left} more that this {by} does not heed.
        </p>
      )}
    </>
  );
}

function OneParameter({
  spec,
  values,
  inherited = {},
  path,
  canDraw = false,
  own = {},
  onChange,
}: ParameterFormProps & { readonly spec: FieldSpec }) {
  const isWritten = Object.hasOwn(values, spec.name);
  const otherwise = Object.hasOwn(inherited, spec.name) ? inherited[spec.name] : spec.default;
  const value = isWritten ? values[spec.name] : otherwise;
  const isWide =
    spec.kind === 'words' ||
    spec.kind === 'text' ||
    spec.kind === 'space' ||
    (isDrawn(value) && canDraw);
  return (
    <FieldRow
      label={spec.title}
      path={`${path}.${spec.name}`}
      help={helpOf(spec)}
      isWide={isWide}
      resetWords={Object.hasOwn(inherited, spec.name) ? "the pool's value" : 'the default'}
      onReset={
        isWritten
          ? () => {
              onChange(spec.name, spec.title, undefined);
            }
          : undefined
      }
    >
      {(ids) => (
        <Control
          spec={spec}
          value={value}
          ids={ids}
          canDraw={canDraw}
          own={own[spec.name]}
          onChange={(next) => {
            onChange(spec.name, spec.title, next);
          }}
        />
      )}
    </FieldRow>
  );
}

/** Help, range and default in one. */
function helpOf(spec: FieldSpec): string {
  if (spec.kind !== 'number') {
    const usual = spec.kind === 'choice' ? spoken(spec.default ?? '') : undefined;
    return usual === undefined || usual === '' ? spec.help : `${spec.help} Default: ${usual}.`;
  }
  const scale = scaleOf(spec.unit, spec.default);
  const range = rangeWords(spec.least, spec.most, scale);
  const usual =
    spec.default === undefined
      ? ''
      : ` Default: ${formatQuantity(spec.default, scale)}${scale.unit === '' ? '' : ` ${scale.unit}`}.`;
  return `${spec.help} Range: ${range}.${usual}`;
}

interface ControlProps {
  readonly spec: FieldSpec;
  readonly value: unknown;
  readonly ids: FieldIds;
  readonly canDraw: boolean;
  readonly own: unknown;
  readonly onChange: (value: unknown) => void;
}

function Control({ spec, value, ids, canDraw, own, onChange }: ControlProps) {
  switch (spec.kind) {
    case 'number': {
      const number = typeof value === 'number' || isDrawn(value) ? value : (spec.default ?? 0);
      if (canDraw)
        return <DistributionInput spec={spec} value={number} ids={ids} onChange={onChange} />;
      return (
        <NumberInput
          id={ids.id}
          describedBy={ids.describedBy}
          value={typeof number === 'number' ? number : undefined}
          placeholder={typeof number === 'number' ? '' : 'drawn'}
          scale={scaleOf(spec.unit, spec.default)}
          isWhole={spec.isWhole}
          least={spec.least}
          most={spec.most}
          isInvalid={ids.isInvalid}
          onChange={onChange}
        />
      );
    }
    case 'choice':
      return (
        <Select
          id={ids.id}
          value={String(value)}
          choices={spec.choices.map((choice) => ({ value: choice, label: spoken(choice) }))}
          onChange={onChange}
        />
      );
    case 'switch':
      return (
        <Switch
          id={ids.id}
          describedBy={ids.describedBy}
          isOn={value === true}
          onChange={onChange}
        />
      );
    case 'space':
      return <SpaceInput value={value} own={own} ids={ids} onChange={onChange} />;
    case 'words':
      return <WordsInput spec={spec} value={value} ids={ids} onChange={onChange} />;
    case 'text':
      return (
        <TextInput
          id={ids.id}
          describedBy={ids.describedBy}
          value={typeof value === 'string' ? value : ''}
          most={4_000}
          onChange={onChange}
        />
      );
  }
}
