/** What it is: a list of words as one line, separated by commas: `agree, disagree, agree`. */

import { useState } from 'react';
import { documentStore } from '../../state/documentStore.ts';
import type { FieldIds } from './FieldRow.tsx';
import type { WordsFieldSpec } from './schemaFields.ts';

export interface WordsInputProps {
  readonly spec: Pick<WordsFieldSpec, 'words' | 'most'>;
  readonly value: unknown;
  readonly ids: FieldIds;
  readonly onChange: (value: readonly string[]) => void;
}

/** The words in a line; a comma or a space ends a word. */
export function wordsIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** Why these words may not stand there; undefined when they may. */
export function refuseWords(
  words: readonly string[],
  { words: allowed, most }: Pick<WordsFieldSpec, 'words' | 'most'>,
): string | undefined {
  const stranger = allowed.length === 0 ? undefined : words.find((word) => !allowed.includes(word));
  if (stranger !== undefined) return `“${stranger}” is not one of ${allowed.join(', ')}.`;
  return most !== undefined && words.length > most ? `At most ${most} words.` : undefined;
}

export function WordsInput({ spec, value, ids, onChange }: WordsInputProps) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const words = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const refusal = draft === undefined ? undefined : refuseWords(wordsIn(draft), spec);
  return (
    <span className="number">
      <input
        id={ids.id}
        type="text"
        className="field"
        aria-describedby={ids.describedBy}
        aria-invalid={refusal !== undefined || ids.isInvalid}
        spellCheck={false}
        placeholder={spec.words.length === 0 ? 'none' : `none, or ${spec.words.join(', ')}`}
        value={draft ?? words.join(', ')}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setDraft(text);
          const next = wordsIn(text);
          if (refuseWords(next, spec) === undefined) onChange(next);
        }}
        onBlur={() => {
          setDraft(undefined);
          documentStore.endGesture();
        }}
      />
      {refusal === undefined ? undefined : (
        <span className="number-refusal" role="alert">
          {refusal}
        </span>
      )}
    </span>
  );
}
