/**
 * What it is: the large features of the page, fetched when they are first shown, so that the page stands
 * before the canvas library and the charts are there.
 */

import { createElement, lazy, Suspense, useState } from 'react';
import type { ComponentType } from 'react';
import { useSession } from '../state/sessionStore.ts';
import type { Dialog } from '../state/sessionStore.ts';

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

/** The explorations and trials, each fetched when it is first asked for; from then on it stays: it goes on when it is closed. */
export const Explore = keptDialog('explore', async () => ({
  default: (await import('../explore/Explore.tsx')).Explore,
}));
export const Incentives = keptDialog('incentives', async () => ({
  default: (await import('../incentives/Incentives.tsx')).Incentives,
}));
export const ClusterSizes = keptDialog('clusterSizes', async () => ({
  default: (await import('../clusterSizes/ClusterSizes.tsx')).ClusterSizes,
}));

function keptDialog(
  dialog: Dialog,
  fetch: () => Promise<{ readonly default: ComponentType }>,
): ComponentType {
  const Content = lazy(fetch);
  return function KeptDialog() {
    const [isWanted, setWanted] = useState(false);
    const isOpen = useSession((state) => state.dialog === dialog);
    if (isOpen && !isWanted) setWanted(true);
    if (!isWanted) return undefined;
    return createElement(Suspense, { fallback: undefined }, createElement(Content));
  };
}

/** Fetches what no view has asked for yet: a page that stands works on when the network goes. */
export async function fetchRest(): Promise<void> {
  await import('../charts/Charts.tsx');
}
