/**
 * What it is: the one listener that turns keys into commands. It stays out of the way of typing, of open
 * menus and dialogs, and of a control that has a use for the key itself.
 */

import { isPress } from './keys.ts';
import type { KeyPress } from './keys.ts';
import type { Command, CommandRegistry } from './registry.ts';

/** Where the focus is, as far as keys are concerned. */
export type FocusPlace = 'page' | 'text' | 'control' | 'overlay';

/** Keys that a focused button, slider, tab or menu needs itself. */
const CONTROL_KEYS = new Set([
  ' ',
  'Enter',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

const TEXT_INPUTS = new Set([
  'text',
  'search',
  'number',
  'email',
  'url',
  'tel',
  'password',
  'date',
  'time',
]);

const CONTROL_ROLES =
  'button, a[href], select, summary, input, [role="button"], [role="slider"], [role="tab"], [role="menuitem"], [role="option"], [role="switch"], [role="checkbox"], [role="radio"], [role="combobox"], [role="separator"], [role="treeitem"], [role="gridcell"]';

/** What the element under the keys makes of them. */
function placeOf(element: Element | null): FocusPlace {
  if (element === null) return 'page';
  if (element.closest('[role="dialog"], [role="menu"], [role="listbox"], [role="alertdialog"]')) {
    return isText(element) ? 'text' : 'overlay';
  }
  if (isText(element)) return 'text';
  return element.closest(CONTROL_ROLES) === null ? 'page' : 'control';
}

function isText(element: Element): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLInputElement) return TEXT_INPUTS.has(element.type);
  return element instanceof HTMLElement && element.isContentEditable;
}

/** The command that a press asks for, if it asks for one here and it can be done now. */
export function commandFor(
  registry: CommandRegistry,
  press: KeyPress,
  place: FocusPlace,
  isApple: boolean,
): Command | undefined {
  const isChord = press.ctrlKey || press.metaKey || press.altKey;
  if (place === 'control' && !isChord && CONTROL_KEYS.has(press.key)) return undefined;
  // In a field a sign is a sign, also of a command whose other key works there: a/b is typed often.
  if (place === 'text' && !isChord && press.key.length === 1) return undefined;
  return registry
    .all()
    .find(
      (command) =>
        (place === 'page' || place === 'control' || command.isForTyping === true) &&
        (command.keys ?? []).some((key) => isPress(press, key, isApple)) &&
        registry.isEnabled(command.id),
    );
}

/** Listens on the page; gives back how to stop. */
export function listenForKeys(registry: CommandRegistry, isApple: boolean): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : null;
    const command = commandFor(registry, event, placeOf(target), isApple);
    if (command === undefined) return;
    event.preventDefault();
    registry.execute(command.id);
  };
  window.addEventListener('keydown', listen);
  return () => {
    window.removeEventListener('keydown', listen);
  };
}
