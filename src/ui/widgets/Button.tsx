/** What it is: buttons. One primary button at a time on the page; everything else is quiet. */

import type { ComponentProps, ReactNode } from 'react';
import { ariaKey, isAppleMachine } from '../commands/keys.ts';
import { Tooltip } from './Tooltip.tsx';
import './button.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly look?: 'quiet' | 'plain' | 'primary' | 'danger';
  readonly size?: 'small' | 'normal';
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
}

/** A button with words. */
export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  children,
  className = '',
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`button ${className}`}
      data-look={look}
      data-size={size}
    >
      {icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'title'> {
  /** Its name, for the tooltip and for who cannot see the icon. */
  readonly label: string;
  readonly icon: ReactNode;
  /** The key that does the same, shown in the tooltip. */
  readonly shortcut?: string | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

/** A button with only an icon; its name stands in the tooltip. */
export function IconButton({
  label,
  icon,
  shortcut,
  side = 'bottom',
  look = 'quiet',
  size = 'normal',
  className = '',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={side}>
      <button
        type="button"
        aria-label={label}
        aria-keyshortcuts={shortcut === undefined ? undefined : ariaKey(shortcut, isAppleMachine())}
        {...rest}
        className={`button button-icon ${className}`}
        data-look={look}
        data-size={size}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
