/**
 * What it is: the theme's colours as strings, for what is drawn rather than styled: canvases and charts.
 * Read once per theme from the custom properties; whoever draws subscribes and draws again.
 */

import { useSyncExternalStore } from 'react';
import type { Condition } from '../../engine/projections/conditions.ts';

const SERIES_COUNT = 8;

export interface Palette {
  readonly isDark: boolean;
  readonly surface: {
    readonly sunken: string;
    readonly app: string;
    readonly canvas: string;
    readonly panel: string;
    readonly raised: string;
    readonly hover: string;
    readonly active: string;
  };
  readonly text: readonly [first: string, second: string, third: string];
  readonly textOnAccent: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly gridDot: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly selection: string;
  readonly good: string;
  readonly warning: string;
  readonly bad: string;
  readonly quiet: string;
  /** The eight hues of series, phases and agents. */
  readonly series: readonly string[];
  readonly condition: Readonly<Record<Condition | 'leads' | 'waiting', string>>;
  readonly fontText: string;
  readonly fontMono: string;
}

/** Reads every token from an element's computed style. */
export function readPalette(style: Pick<CSSStyleDeclaration, 'getPropertyValue'>): Palette {
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    isDark: token('color-scheme').startsWith('dark'),
    surface: {
      sunken: token('--surface-sunken'),
      app: token('--surface-app'),
      canvas: token('--surface-canvas'),
      panel: token('--surface-panel'),
      raised: token('--surface-raised'),
      hover: token('--surface-hover'),
      active: token('--surface-active'),
    },
    text: [token('--text-1'), token('--text-2'), token('--text-3')],
    textOnAccent: token('--text-on-accent'),
    line: token('--line'),
    lineStrong: token('--line-strong'),
    gridDot: token('--grid-dot'),
    accent: token('--accent'),
    accentSoft: token('--accent-soft'),
    selection: token('--selection'),
    good: token('--tone-good'),
    warning: token('--tone-warning'),
    bad: token('--tone-bad'),
    quiet: token('--tone-quiet'),
    series: Array.from({ length: SERIES_COUNT }, (_, i) => token(`--series-${i}`)),
    condition: {
      healthy: token('--condition-healthy'),
      crashed: token('--condition-crashed'),
      byzantine: token('--condition-byzantine'),
      slow: token('--condition-slow'),
      cutOff: token('--condition-cut-off'),
      skewed: token('--condition-slow'),
      disturbed: token('--condition-cut-off'),
      leads: token('--condition-leads'),
      waiting: token('--condition-waiting'),
    },
    fontText: token('--font-text'),
    fontMono: token('--font-mono'),
  };
}

let current: Palette | undefined;
const listeners = new Set<() => void>();

/** The palette of the theme that is on; the same object until the theme changes. */
export function currentPalette(): Palette {
  current ??= readPalette(getComputedStyle(document.documentElement));
  return current;
}

/** Called by the theme when the tokens have changed. */
export function paletteChanged(): void {
  current = undefined;
  for (const listener of listeners) listener();
}

/** Calls `listener` after every change of theme; gives back how to stop. */
export function subscribePalette(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The palette in a component, which renders again when the theme changes. */
export function usePalette(): Palette {
  return useSyncExternalStore(subscribePalette, currentPalette);
}

/** The place in `series` that an actor's line, dot and lane share. */
export function hueOfActor(actor: number): number {
  return ((actor % SERIES_COUNT) + SERIES_COUNT) % SERIES_COUNT;
}

/** The colour of a place in the palette, whatever number is asked for. */
export function seriesColour(palette: Palette, hue: number): string {
  return palette.series[hueOfActor(hue)] ?? palette.quiet;
}
