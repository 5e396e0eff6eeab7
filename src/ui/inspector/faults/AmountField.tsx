/** What it is: one number of a fault: a time, a share, a rate; empty means it is not set, where it may be. */

import type { Fault } from '../../../engine/document/fault.ts';
import { editFault } from '../edits.ts';
import { FieldRow } from '../fields/FieldRow.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import type { Scale } from '../fields/quantity.ts';
import { scaleOf } from '../fields/quantity.ts';

const MILLIS = scaleOf('µs', 1_000);
export const PERCENT = scaleOf('ppm');
export const TIMES_FROM_0 = { least: 0, most: 2 ** 47 } as const;

export interface AmountFieldProps {
  readonly fault: Fault;
  /** Below the fault's own path, such as `delayMicros` or `when.nth`. */
  readonly path: string;
  readonly field: string;
  readonly label: string;
  readonly help: string;
  readonly value: number | undefined;
  /** Unless said otherwise it is a time, and from 0. */
  readonly scale?: Scale;
  readonly range?: { readonly least: number; readonly most: number };
  readonly placeholder?: string;
  readonly recipe: (fault: Fault, value: number) => Fault;
  /** Given where the number may be missing. */
  readonly clear?: (fault: Fault) => Fault;
}

export function AmountField(props: AmountFieldProps) {
  const { fault, path, field, label, help, value, recipe, clear } = props;
  const { scale = MILLIS, range = TIMES_FROM_0 } = props;
  return (
    <FieldRow label={label} path={`${path}.${field}`} help={help}>
      {({ id, describedBy, isInvalid }) => (
        <NumberInput
          id={id}
          describedBy={describedBy}
          value={value}
          {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
          scale={scale}
          isWhole
          {...range}
          isInvalid={isInvalid}
          onChange={(next) => {
            editFault(fault.id, field, (one) => recipe(one, next));
          }}
          {...(clear === undefined
            ? {}
            : {
                onClear: () => {
                  editFault(fault.id, field, clear);
                },
              })}
        />
      )}
    </FieldRow>
  );
}
