/** What it is: a menu of actions or of choices, opened by a button. */

import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Keys } from './Keys.tsx';
import './menu.css';

export interface MenuProps {
  /** One button element. */
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** The menu's name for who cannot see where it came from. */
  readonly label: string;
  /** Called when it opens: the time to look up what it lists. */
  readonly onOpen?: () => void;
  /** Given when something else than its button opens it. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

export function Menu({
  trigger,
  children,
  align = 'start',
  side = 'bottom',
  label,
  onOpen,
  isOpen: isShown,
  onOpenChange,
}: MenuProps) {
  return (
    <DropdownMenu.Root
      modal={false}
      {...(isShown === undefined ? {} : { open: isShown })}
      onOpenChange={(isOpen) => {
        if (isOpen) onOpen?.();
        onOpenChange?.(isOpen);
      }}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          aria-label={label}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export interface MenuItemProps {
  readonly children: ReactNode;
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly shortcut?: string | undefined;
  /** A few words at its end, in place of a key. */
  readonly note?: string;
  readonly isDisabled?: boolean;
  readonly isDangerous?: boolean;
}

export function MenuItem({
  children,
  onSelect,
  icon,
  shortcut,
  note,
  isDisabled = false,
  isDangerous = false,
}: MenuItemProps) {
  return (
    <DropdownMenu.Item
      className="menu-item"
      disabled={isDisabled}
      onSelect={onSelect}
      data-danger={isDangerous || undefined}
    >
      <span className="menu-mark" aria-hidden="true">
        {icon}
      </span>
      <span className="truncate">{children}</span>
      {note === undefined ? undefined : <span className="menu-note">{note}</span>}
      {shortcut === undefined ? undefined : <Keys keys={shortcut} />}
    </DropdownMenu.Item>
  );
}

export interface MenuChoiceProps<Value extends string> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly {
    readonly value: Value;
    readonly label: ReactNode;
    readonly icon?: ReactNode;
  }[];
}

/** One of several, with a mark at the one that is on. */
export function MenuChoice<Value extends string>({
  value,
  onChange,
  choices,
}: MenuChoiceProps<Value>) {
  return (
    <DropdownMenu.RadioGroup value={value}>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem
          key={choice.value}
          className="menu-item"
          value={choice.value}
          onSelect={() => {
            onChange(choice.value);
          }}
        >
          <span className="menu-mark">
            <DropdownMenu.ItemIndicator>
              <Check size={14} aria-hidden="true" />
            </DropdownMenu.ItemIndicator>
          </span>
          <span className="truncate">{choice.label}</span>
          {choice.icon}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export interface MenuCheckProps {
  readonly children: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is on or off; the menu stays open, for the next one. */
export function MenuCheck({ children, isOn, onChange }: MenuCheckProps) {
  return (
    <DropdownMenu.CheckboxItem
      className="menu-item"
      checked={isOn}
      onCheckedChange={onChange}
      onSelect={(event) => {
        event.preventDefault();
      }}
    >
      <span className="menu-mark">
        <DropdownMenu.ItemIndicator>
          <Check size={14} aria-hidden="true" />
        </DropdownMenu.ItemIndicator>
      </span>
      <span className="truncate">{children}</span>
    </DropdownMenu.CheckboxItem>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="menu-line" />;
}

export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className="menu-heading">{children}</DropdownMenu.Label>;
}
