/** What it is: a name that may not be empty: an emptied field goes back to what it was. */

import { useState } from 'react';
import { documentStore } from '../../state/documentStore.ts';

export interface NameInputProps {
  readonly id: string;
  readonly value: string;
  /** Of its characters; absent: 120. */
  readonly most?: number;
  readonly onChange: (value: string) => void;
}

const LENGTH_MAX = 120;

export function NameInput({ id, value, most = LENGTH_MAX, onChange }: NameInputProps) {
  const [isEmptied, setEmptied] = useState(false);
  return (
    <input
      id={id}
      type="text"
      className="field"
      value={isEmptied ? '' : value}
      maxLength={most}
      spellCheck={false}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setEmptied(text.trim() === '');
        if (text.trim() !== '') onChange(text);
      }}
      onBlur={() => {
        setEmptied(false);
        documentStore.endGesture();
      }}
    />
  );
}
