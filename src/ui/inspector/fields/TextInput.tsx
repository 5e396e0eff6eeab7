/** What it is: a line or a few of text, written into the design as it is typed. */

import { documentStore } from '../../state/documentStore.ts';

export interface TextInputProps {
  readonly id: string;
  readonly describedBy?: string;
  readonly value: string;
  readonly most: number;
  readonly rows?: number;
  readonly onChange: (value: string) => void;
}

export function TextInput({ id, describedBy, value, most, rows, onChange }: TextInputProps) {
  const shared = {
    id,
    className: 'field',
    'aria-describedby': describedBy,
    value,
    maxLength: most,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      onChange(event.currentTarget.value);
    },
    onBlur: () => {
      documentStore.endGesture();
    },
  };
  return rows === undefined ? (
    <input type="text" {...shared} />
  ) : (
    <textarea rows={rows} {...shared} />
  );
}
