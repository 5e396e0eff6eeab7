/**
 * What it is: which theme is on: the person's choice, or the system's. Sets `data-theme` on the page's root
 * and tells those who draw. Reduced motion is read here too, for motion that is drawn rather than styled.
 */

import { paletteChanged } from './palette.ts';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const DARK_QUERY = '(prefers-color-scheme: dark)';
const STILL_QUERY = '(prefers-reduced-motion: reduce)';

/** What the choice comes to at this moment. */
export function resolveTheme(choice: ThemeChoice, systemIsDark: boolean): 'light' | 'dark' {
  if (choice === 'system') return systemIsDark ? 'dark' : 'light';
  return choice;
}

/** Whether drawn motion should be left out: the person's wish, or a test's. */
export function prefersStillness(): boolean {
  return (
    document.documentElement.hasAttribute('data-still') || window.matchMedia(STILL_QUERY).matches
  );
}

/** Keeps the page's theme in step with a choice and with the system; gives back how to stop. */
export function followTheme(
  choice: () => ThemeChoice,
  subscribe: (listener: () => void) => () => void,
): () => void {
  const query = window.matchMedia(DARK_QUERY);
  const apply = (): void => {
    const theme = resolveTheme(choice(), query.matches);
    if (document.documentElement.dataset['theme'] === theme) return;
    document.documentElement.dataset['theme'] = theme;
    paletteChanged();
  };
  apply();
  query.addEventListener('change', apply);
  const unsubscribe = subscribe(apply);
  return () => {
    query.removeEventListener('change', apply);
    unsubscribe();
  };
}
