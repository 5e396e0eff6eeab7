/** What it is: a button of a toolbar that does a command: its name and its key come from the command. */

import { Toolbar } from 'radix-ui';
import type { ReactNode } from 'react';
import { commands, titleOf } from '../commands/registry.ts';
import { IconButton } from '../widgets/Button.tsx';

export interface CommandButtonProps {
  readonly command: string;
  readonly icon: ReactNode;
  /** Whether it can be done now, from the stores the caller listens to. */
  readonly isEnabled?: boolean;
  /** A name other than the command's title. */
  readonly label?: string;
  readonly isPressed?: boolean;
  /** Left out where the bar is narrow, or only where it is tight: a menu has it too. */
  readonly leavesWhen?: 'narrow' | 'tight';
}

/** Stands in a radix Toolbar, which moves the focus with the arrow keys. */
export function CommandButton({
  command: id,
  icon,
  isEnabled = true,
  label,
  isPressed,
  leavesWhen,
}: CommandButtonProps) {
  const command = commands.find(id);
  return (
    <Toolbar.Button asChild disabled={!isEnabled}>
      <IconButton
        label={label ?? (command === undefined ? id : titleOf(command))}
        shortcut={command?.keys?.[0]}
        icon={icon}
        className={leavesWhen === undefined ? '' : `leaves-when-${leavesWhen}`}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        onClick={() => commands.execute(id)}
      />
    </Toolbar.Button>
  );
}
