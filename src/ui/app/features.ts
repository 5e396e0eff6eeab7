/**
 * What it is: the large features of the page, fetched when they are first shown, so that the page stands
 * before the canvas library and the charts are there.
 */

import { createElement, lazy, Suspense, useState } from 'react';
import { useSession } from '../state/sessionStore.ts';

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

const ExploreDialog = lazy(async () => ({
  default: (await import('../explore/Explore.tsx')).Explore,
}));

/** The exploration, fetched when it is first asked for; from then on it stays, since it goes on when it is closed. */
export function Explore() {
  const [isWanted, setWanted] = useState(false);
  const isOpen = useSession((state) => state.dialog === 'explore');
  if (isOpen && !isWanted) setWanted(true);
  if (!isWanted) return undefined;
  return createElement(Suspense, { fallback: undefined }, createElement(ExploreDialog));
}

const IncentivesDialog = lazy(async () => ({
  default: (await import('../incentives/Incentives.tsx')).Incentives,
}));

/** What lying gains, fetched and kept likewise. */
export function Incentives() {
  const [isWanted, setWanted] = useState(false);
  const isOpen = useSession((state) => state.dialog === 'incentives');
  if (isOpen && !isWanted) setWanted(true);
  if (!isWanted) return undefined;
  return createElement(Suspense, { fallback: undefined }, createElement(IncentivesDialog));
}

/** Fetches what no view has asked for yet: a page that stands works on when the network goes. */
export async function fetchRest(): Promise<void> {
  await import('../charts/Charts.tsx');
}
