/** What it is: a choice of one from a list, as a button with what is chosen. */

import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { useState } from 'react';
import type { ReactNode } from 'react';
import './select.css';

export interface SelectProps<Value extends string> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly { readonly value: Value; readonly label: ReactNode }[];
  /** Its name; leave it out where a label element names it through `id`. */
  readonly label?: string;
  readonly id?: string;
  readonly isDisabled?: boolean;
}

export function Select<Value extends string>({
  value,
  onChange,
  choices,
  label,
  id,
  isDisabled = false,
}: SelectProps<Value>) {
  // The list is costly, and a form has many of them: it is there from when somebody comes near.
  const [isNear, setNear] = useState(false);
  const approach = (): void => {
    setNear(true);
  };
  return (
    <Radix.Root
      onOpenChange={approach}
      value={value}
      disabled={isDisabled}
      onValueChange={(next) => {
        const choice = choices.find((one) => one.value === next);
        if (choice !== undefined) onChange(choice.value);
      }}
    >
      <Radix.Trigger
        className="select"
        aria-label={label}
        id={id}
        onPointerEnter={approach}
        onFocus={approach}
      >
        <span className="truncate">
          <Radix.Value>{choices.find((choice) => choice.value === value)?.label ?? ''}</Radix.Value>
        </span>
        <ChevronDown size={14} aria-hidden="true" />
      </Radix.Trigger>
      {isNear ? <List choices={choices} /> : undefined}
    </Radix.Root>
  );
}

function List<Value extends string>({ choices }: Pick<SelectProps<Value>, 'choices'>) {
  return (
    <Radix.Portal>
      <Radix.Content className="menu select-list" position="popper" sideOffset={4}>
        <Radix.Viewport>
          {choices.map((choice) => (
            <Radix.Item key={choice.value} value={choice.value} className="menu-item">
              <span className="menu-mark">
                <Radix.ItemIndicator>
                  <Check size={14} aria-hidden="true" />
                </Radix.ItemIndicator>
              </span>
              <Radix.ItemText>{choice.label}</Radix.ItemText>
            </Radix.Item>
          ))}
        </Radix.Viewport>
      </Radix.Content>
    </Radix.Portal>
  );
}
