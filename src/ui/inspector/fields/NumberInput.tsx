/**
 * What it is: a number with its unit. What is typed counts as soon as it is a number in the range; what is
 * none is marked and changes nothing. Arrow keys count up and down.
 */

import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { documentStore } from '../../state/documentStore.ts';
import { formatQuantity, parseQuantity, refuseNumber, stepOf } from './quantity.ts';
import type { Scale } from './quantity.ts';

export interface NumberInputProps {
  readonly id: string;
  readonly describedBy?: string;
  /** Its name, where no label element gives one. */
  readonly label?: string;
  /** Undefined: nothing is set; the placeholder says what holds then. */
  readonly value: number | undefined;
  readonly placeholder?: string;
  readonly scale: Scale;
  readonly isWhole: boolean;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly isInvalid?: boolean;
  readonly onChange: (value: number) => void;
  /** Given where the field may be emptied. */
  readonly onClear?: () => void;
}

export function NumberInput(props: NumberInputProps) {
  const { id, describedBy, label, value, placeholder, scale, isWhole, least, most } = props;
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const typed = draft === undefined ? value : parseQuantity(draft, scale);
  const isEmptied = draft?.trim() === '' && props.onClear !== undefined;
  const bounds = { least, most, isWhole, scale };
  const refusal = draft === undefined || isEmptied ? undefined : refuseNumber(typed, bounds);

  const offer = (next: number): void => {
    if (refuseNumber(next, bounds) === undefined) props.onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' || event.key === 'Escape') {
      setDraft(undefined);
      documentStore.endGesture();
      return;
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const step = stepOf(scale, isWhole, least, most) * (event.shiftKey ? 10 : 1);
    const next = (typed ?? least ?? 0) + (event.key === 'ArrowUp' ? step : -step);
    setDraft(undefined);
    offer(Number(clamp(next, least, most).toPrecision(12)));
  };

  return (
    <span className="number">
      <span
        className="number-field"
        data-invalid={refusal !== undefined || props.isInvalid === true || undefined}
      >
        <input
          id={id}
          type="text"
          inputMode="decimal"
          role="spinbutton"
          aria-label={label}
          aria-describedby={describedBy}
          aria-invalid={refusal !== undefined || props.isInvalid === true}
          aria-valuenow={value}
          aria-valuemin={least}
          aria-valuemax={most}
          aria-valuetext={
            value === undefined ? placeholder : `${formatQuantity(value, scale)} ${scale.unit}`
          }
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={draft ?? (value === undefined ? '' : formatQuantity(value, scale))}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setDraft(text);
            if (text.trim() === '') props.onClear?.();
            const next = parseQuantity(text, scale);
            if (next !== undefined) offer(next);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            setDraft(undefined);
            documentStore.endGesture();
          }}
        />
        {scale.unit === '' ? undefined : <span className="number-unit">{scale.unit}</span>}
      </span>
      {refusal === undefined ? undefined : (
        <span className="number-refusal" role="alert">
          {refusal}
        </span>
      )}
    </span>
  );
}

function clamp(value: number, least: number | undefined, most: number | undefined): number {
  return Math.min(most ?? Infinity, Math.max(least ?? -Infinity, value));
}
