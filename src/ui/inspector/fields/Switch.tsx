/** What it is: a switch: on or off. */

import { Switch as Radix } from 'radix-ui';

export interface SwitchProps {
  readonly id: string;
  readonly isOn: boolean;
  readonly describedBy?: string;
  readonly onChange: (isOn: boolean) => void;
}

export function Switch({ id, isOn, describedBy, onChange }: SwitchProps) {
  return (
    <Radix.Root
      id={id}
      className="switch"
      checked={isOn}
      aria-describedby={describedBy}
      onCheckedChange={onChange}
    >
      <Radix.Thumb className="switch-thumb" />
    </Radix.Root>
  );
}
