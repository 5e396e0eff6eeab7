/**
 * What it is: the large features of the page, fetched when they are first shown, so that the page stands
 * before the canvas library and the charts are there.
 */

import { lazy } from 'react';

export const Canvas = lazy(async () => ({
  default: (await import('../canvas/Canvas.tsx')).Canvas,
}));
export const Library = lazy(async () => ({
  default: (await import('../library/Library.tsx')).Library,
}));
export const Inspector = lazy(async () => ({
  default: (await import('../inspector/Inspector.tsx')).Inspector,
}));
export const Stage = lazy(async () => ({
  default: (await import('../stage/Stage.tsx')).Stage,
}));

/** Fetches what no view has asked for yet: a page that stands works on when the network goes. */
export async function fetchRest(): Promise<void> {
  await import('../charts/Charts.tsx');
}
