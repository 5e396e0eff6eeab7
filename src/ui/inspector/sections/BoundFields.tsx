/** What it is: the bounds of an expectation: exactly, at least, at most; an empty field bounds nothing. */

import { FieldRow } from '../fields/FieldRow.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { scaleOf } from '../fields/quantity.ts';
import { SuggestInput } from '../fields/SuggestInput.tsx';
import { editExpectation } from '../edits.ts';
import { readEquals, withBound } from './expectations.ts';
import type { BoundName, Bounded } from './expectations.ts';

const PLAIN = { unit: '', factor: 1 };
const SECONDS = scaleOf('µs', 1_000_000);

export interface BoundFieldsProps {
  readonly expected: Bounded;
  readonly place: number;
  readonly path: string;
}

export function BoundFields(props: BoundFieldsProps) {
  return (
    <>
      {props.expected.kind === 'outcome' ? (
        <EqualsWord {...props} />
      ) : (
        <Bound {...props} name="equals" label="Exactly" />
      )}
      <Bound {...props} name="atLeast" label="At least" />
      <Bound {...props} name="atMost" label="At most" />
    </>
  );
}

function set({ expected, place }: BoundFieldsProps, name: BoundName, value: unknown): void {
  const bound = value as string | number | boolean | undefined;
  editExpectation(place, expected.kind, name, (one) => withBound(one, name, bound));
}

/** An outcome may be a word, a number, or true and false. */
function EqualsWord(props: BoundFieldsProps) {
  const { equals } = props.expected;
  return (
    <FieldRow label="Exactly" path={`${props.path}.equals`} help="A word, a number, true or false.">
      {(ids) => (
        <SuggestInput
          {...ids}
          value={equals === undefined ? '' : String(equals)}
          suggestions={NONE}
          placeholder="not bound"
          onChange={(text) => {
            set(props, 'equals', readEquals(text));
          }}
        />
      )}
    </FieldRow>
  );
}

const NONE: readonly string[] = [];

function Bound(props: BoundFieldsProps & { readonly name: BoundName; readonly label: string }) {
  const { expected, path, name, label } = props;
  const value = expected[name];
  const isTime = expected.kind === 'measure' && expected.measure === 'virtualMicros';
  return (
    <FieldRow label={label} path={`${path}.${name}`}>
      {({ id, describedBy, isInvalid }) => (
        <NumberInput
          id={id}
          describedBy={describedBy}
          value={typeof value === 'number' ? value : undefined}
          placeholder="not bound"
          scale={isTime ? SECONDS : PLAIN}
          isWhole={expected.kind === 'events'}
          isInvalid={isInvalid}
          onChange={(bound) => {
            set(props, name, bound);
          }}
          onClear={() => {
            set(props, name, undefined);
          }}
        />
      )}
    </FieldRow>
  );
}
