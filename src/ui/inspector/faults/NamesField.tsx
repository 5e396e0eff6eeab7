/** What it is: a list of those whom a fault names: agents, whole pools, regions; at least one, unless it may be empty. */

import { faultTarget } from '../../../engine/document/fields.ts';
import type { Fault } from '../../../engine/document/fault.ts';
import { editFault } from '../edits.ts';
import { FieldRow } from '../fields/FieldRow.tsx';
import { WordsInput } from '../fields/WordsInput.tsx';

const NAMES_MOST = { words: [], most: 1_000 } as const;

export interface NamesFieldProps {
  readonly fault: Fault;
  readonly path: string;
  readonly field: string;
  readonly label: string;
  readonly help: string;
  readonly value: readonly string[];
  readonly recipe: (fault: Fault, names: string[]) => Fault;
  /** What an empty list means; without it there must be a name. */
  readonly empty?: (fault: Fault) => Fault;
}

export function NamesField(props: NamesFieldProps) {
  const { fault, path, field, label, help, value, recipe, empty } = props;
  return (
    <FieldRow label={label} path={`${path}.${field}`} help={help} isWide>
      {(ids) => (
        <WordsInput
          spec={NAMES_MOST}
          value={value}
          ids={ids}
          onChange={(words) => {
            const names = words.filter((word) => faultTarget.safeParse(word).success);
            if (names.length < words.length) return;
            if (names.length > 0) editFault(fault.id, field, (one) => recipe(one, names));
            else if (empty !== undefined) editFault(fault.id, field, empty);
          }}
        />
      )}
    </FieldRow>
  );
}
