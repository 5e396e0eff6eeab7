import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPalette } from './palette.ts';
import { resolveTheme } from './theme.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** The custom properties of the block that begins with a selector. */
function tokensOf(selector: string): Map<string, string> {
  const from = css.indexOf(selector);
  const block = css.slice(css.indexOf('{', from) + 1, css.indexOf('\n}', from));
  const found = block.matchAll(/^\s*([\w-]+):\s*([^;]+);/gm);
  return new Map([...found].map((match) => [match[1]!, match[2]!]));
}

/** Relative luminance after WCAG 2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** What a person sees who lacks one kind of cone (Viénot, Brettel and Mollon 1999, linear RGB). */
const SIGHTS = {
  full: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.1124, 0.8876, 0, 0.1124, 0.8876, 0, 0.004, -0.004, 1],
  deutan: [0.2928, 0.7072, 0, 0.2928, 0.7072, 0, -0.0223, 0.0223, 1],
} as const;

function seen(colour: string, sight: readonly number[]): readonly number[] {
  const linear = [1, 3, 5].map((i) => (Number.parseInt(colour.slice(i, i + 2), 16) / 255) ** 2.2);
  return [0, 1, 2].map((row) => {
    const sum = linear.reduce((total, part, i) => total + part * sight[row * 3 + i]!, 0);
    return Math.max(0, sum) ** (1 / 2.2) * 255;
  });
}

describe.each(['light', 'dark'])('the %s theme', (theme) => {
  const tokens = tokensOf(`[data-theme='${theme}']`);
  const token = (name: string): string => tokens.get(name)!;

  /** The pairs that lack contrast, with how much they have. */
  function lacking(names: readonly string[], surfaces: readonly string[], least: number) {
    return names.flatMap((name) =>
      surfaces
        .map((surface) => ({ name, surface, has: contrast(token(name), token(surface)) }))
        .filter(({ has }) => !(has >= least)),
    );
  }

  test('text can be read on every surface that carries it', () => {
    const texts = ['text-1', 'text-2', 'text-3', 'accent-text', 'tone-good', 'tone-warning'];
    const names = [...texts, 'tone-bad', 'tone-quiet'].map((name) => `--${name}`);
    const surfaces = ['panel', 'app', 'raised', 'canvas', 'hover'].map(
      (name) => `--surface-${name}`,
    );
    expect(lacking(names, surfaces, 4.5)).toEqual([]);
    expect(lacking(['--line'], surfaces, 4.5).length).toBe(surfaces.length);
  });

  test('words on the accent can be read', () => {
    expect(contrast(token('--text-on-accent'), token('--accent'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(token('--accent-text'), token('--accent-soft'))).toBeGreaterThanOrEqual(4.5);
  });

  test('series and conditions stand out from the panel and the canvas', () => {
    const names = [...tokens.keys()].filter((name) =>
      /^--(series|condition)-(?!waiting)/.test(name),
    );
    expect(names.length).toBe(14);
    expect(lacking(names, ['--surface-panel', '--surface-canvas'], 3)).toEqual([]);
  });

  test.each(Object.entries(SIGHTS))('the first four series differ for %s sight', (_name, sight) => {
    const colours = [0, 1, 2, 3].map((i) => seen(token(`--series-${i}`), sight));
    colours.forEach((one, i) => {
      for (const other of colours.slice(i + 1)) {
        const apart = Math.hypot(...one.map((part, k) => part - other[k]!));
        expect(apart).toBeGreaterThan(24);
      }
    });
  });

  test('has every token that is drawn with', () => {
    const root = tokensOf(':root {');
    const palette = readPalette({
      getPropertyValue: (name) => tokens.get(name) ?? root.get(name) ?? '',
    });
    const values = JSON.stringify(palette);
    expect(values).not.toContain('""');
    expect(palette.isDark).toBe(theme === 'dark');
  });
});

test('the system decides where the person has not', () => {
  expect(resolveTheme('system', true)).toBe('dark');
  expect(resolveTheme('system', false)).toBe('light');
  expect(resolveTheme('light', true)).toBe('light');
});
