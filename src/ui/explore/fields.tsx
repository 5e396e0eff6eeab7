/** What it is: the rows of which the forms of exploration are made: a choice with its label, a box to tick. */

import { useId } from 'react';
import type { ReactNode } from 'react';
import { Select } from '../widgets/Select.tsx';

interface PickRowProps<Value extends string> {
  readonly label: string;
  readonly help?: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly isDisabled: boolean;
  readonly onChange: (value: Value) => void;
}

export function PickRow<Value extends string>(props: PickRowProps<Value>) {
  const { label, help, ...select } = props;
  const id = useId();
  return (
    <div className="explore-row">
      <label htmlFor={id}>{label}</label>
      <Select id={id} {...select} />
      {help === undefined ? undefined : <p className="explore-help">{help}</p>}
    </div>
  );
}

interface TickProps {
  readonly title: string;
  readonly help: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Tick({ title, help, isOn, onChange }: TickProps) {
  const id = useId();
  return (
    <div className="explore-choice">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <label htmlFor={id}>{title}</label>
      <p className="explore-help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}
