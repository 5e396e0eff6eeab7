/**
 * What it is: keys as they are written (`Mod+Shift+Z`, `Space`, `?`), matched and shown.
 * `Mod` is ⌘ on Apple's machines and Ctrl elsewhere. Letters and digits with a modifier match the key's
 * place, so that layouts which print other signs with Alt or Shift still reach them; a printed sign such as
 * `?` matches whatever it takes to type it.
 */

/** The part of a keyboard event that matters. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

interface KeyPattern {
  readonly key: string;
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

const NAMED = /^[A-Z][a-zA-Z]+$/;
const LETTER_OR_DIGIT = /^[A-Z0-9]$/;

/** The parts of a written key; the last is the key itself, which may be the plus sign. */
function partsOf(text: string): readonly string[] {
  const modifiers = text.slice(0, -1).split('+');
  const last = `${modifiers.pop() ?? ''}${text.slice(-1)}`;
  return [...modifiers, last];
}

function patternOf(text: string): KeyPattern {
  const parts = partsOf(text);
  const key = parts.at(-1) ?? '';
  return {
    key,
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
  };
}

/** Whether a press is the key written as `text`. */
export function isPress(press: KeyPress, text: string, isApple: boolean): boolean {
  const pattern = patternOf(text);
  const mod = isApple ? press.metaKey : press.ctrlKey;
  const other = isApple ? press.ctrlKey : press.metaKey;
  if (mod !== pattern.mod || other || press.altKey !== pattern.alt) return false;
  if (LETTER_OR_DIGIT.test(pattern.key)) {
    return press.shiftKey === pattern.shift && isLetterOrDigit(press, pattern.key);
  }
  if (NAMED.test(pattern.key)) {
    const key = press.key === ' ' ? 'Space' : press.key;
    return press.shiftKey === pattern.shift && key === pattern.key;
  }
  return press.key === pattern.key;
}

function isLetterOrDigit(press: KeyPress, key: string): boolean {
  if (press.key.toUpperCase() === key) return true;
  // With Alt or Shift the printed sign is another; a letter typed on a Latin layout is never taken for its neighbour.
  if (!press.altKey && !press.shiftKey) return false;
  return press.code === `Key${key}` || press.code === `Digit${key}`;
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The key's caps, in order, as they are shown: `['Ctrl', 'Shift', 'Z']` or `['⌘', '⇧', 'Z']`. */
export function capsOf(text: string, isApple: boolean): readonly string[] {
  return partsOf(text).map((part) => {
    if (part === 'Mod') return isApple ? '⌘' : 'Ctrl';
    if (part === 'Shift') return isApple ? '⇧' : 'Shift';
    if (part === 'Alt') return isApple ? '⌥' : 'Alt';
    return SIGNS[part] ?? part;
  });
}

/** The key as ARIA writes it (`aria-keyshortcuts`): `Control+Shift+Z`. */
export function ariaKey(text: string, isApple: boolean): string {
  return text.replace('Mod', isApple ? 'Meta' : 'Control');
}

/** Whether this is one of Apple's machines, where ⌘ does what Ctrl does elsewhere. */
export function isAppleMachine(): boolean {
  return /Mac|iPhone|iPad/.test(globalThis.navigator.userAgent);
}
