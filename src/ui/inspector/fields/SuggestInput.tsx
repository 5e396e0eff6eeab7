/** What it is: a word that may be any, with those that are known offered below; it counts when the field is left. */

import { useId, useState } from 'react';
import { documentStore } from '../../state/documentStore.ts';

export interface SuggestInputProps {
  readonly id: string;
  readonly describedBy?: string;
  readonly isInvalid?: boolean;
  readonly value: string;
  readonly suggestions: readonly string[];
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

export function SuggestInput(props: SuggestInputProps) {
  const { id, describedBy, isInvalid = false, value, suggestions, placeholder, onChange } = props;
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const list = useId();
  const take = (): void => {
    if (draft !== undefined && draft.trim() !== value) onChange(draft.trim());
    setDraft(undefined);
    documentStore.endGesture();
  };
  return (
    <>
      <input
        id={id}
        type="text"
        className="field"
        list={list}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        placeholder={placeholder}
        value={draft ?? value}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape') setDraft(undefined);
        }}
        onBlur={take}
      />
      <datalist id={list}>
        {suggestions.map((word) => (
          <option key={word} value={word}>
            {word}
          </option>
        ))}
      </datalist>
    </>
  );
}
