/**
 * What it is: the conditions an agent can be in, as words for people, colours and shapes.
 * A condition is never told by colour alone: each has a glyph of its own, drawn alike by the canvas, the
 * stage and the legend. Paths lie in a box of 12 by 12 around (6, 6), for SVG `d` and for `Path2D`.
 */

import type { Condition } from '../../engine/projections/conditions.ts';

export interface ConditionGlyph {
  readonly title: string;
  /** One sentence for legends and tooltips. */
  readonly help: string;
  readonly path: string;
  /** Whether the path is filled; else it is a stroke of 1.75. */
  readonly isFilled: boolean;
  /** The custom property that holds its colour. */
  readonly token: `--condition-${string}`;
}

export const CONDITION_GLYPHS: Readonly<Record<Condition, ConditionGlyph>> = {
  healthy: {
    title: 'Healthy',
    help: 'Does what its protocol says.',
    path: 'M6 2a4 4 0 1 1 0 8a4 4 0 0 1 0-8Z',
    isFilled: true,
    token: '--condition-healthy',
  },
  crashed: {
    title: 'Crashed',
    help: 'Has stopped; messages to it are lost.',
    path: 'M2.75 2.75l6.5 6.5M9.25 2.75l-6.5 6.5',
    isFilled: false,
    token: '--condition-crashed',
  },
  byzantine: {
    title: 'Byzantine',
    help: 'Is faulty and may lie.',
    path: 'M6 1.25L11 10.25H1Z',
    isFilled: true,
    token: '--condition-byzantine',
  },
  slow: {
    title: 'Slow',
    help: 'Sends everything late.',
    // A disc whose left half is hollow; the winding of the two parts cuts the hole.
    path: 'M6 2a4 4 0 1 1 0 8a4 4 0 0 1 0-8ZM6 3.4a2.6 2.6 0 0 0 0 5.2Z',
    isFilled: true,
    token: '--condition-slow',
  },
  cutOff: {
    title: 'Cut off',
    help: 'A partition separates it from others.',
    path: 'M6 2a4 4 0 1 1 0 8a4 4 0 0 1 0-8ZM3.2 8.8l5.6-5.6',
    isFilled: false,
    token: '--condition-cut-off',
  },
  skewed: {
    title: 'Wrong clock',
    help: 'Its clock, and so its timers, run fast or slow or show another time.',
    path: 'M6 2a4 4 0 1 1 0 8a4 4 0 0 1 0-8ZM6 3.6V6L8 7.2',
    isFilled: false,
    token: '--condition-slow',
  },
  disturbed: {
    title: 'Disturbed links',
    help: 'Messages on its links are lost, late, doubled or reordered.',
    path: 'M1.5 7.5L4 4.5L6 7.5L8 4.5L10.5 7.5',
    isFilled: false,
    token: '--condition-cut-off',
  },
};

/** The sign of the agent that leads (a primary, an auctioneer's leader): a star beside its glyph. */
export const LEADS_GLYPH = {
  title: 'Leads',
  path: 'M6 0.9L7.5 4.3L11.2 4.6L8.4 7L9.3 10.7L6 8.7L2.7 10.7L3.6 7L0.8 4.6L4.5 4.3Z',
  token: '--condition-leads',
} as const;
