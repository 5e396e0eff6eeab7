/**
 * What it is: what the views on screen want to see in the next frame. What is hidden is not asked for, so
 * it is not computed. Each view writes its own part; the playback reads the whole with every request and
 * asks for the frame again when a part changes while nothing plays.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ViewRequest } from '../../engine/projections/frame.ts';

export type ViewStore = StoreApi<ViewRequest> & {
  /** Changes some parts; equal parts change nothing. */
  want(part: Partial<ViewRequest>): void;
};

export const NOTHING_WANTED: ViewRequest = {
  charts: [],
  coordination: undefined,
  stage: false,
  window: undefined,
  stageRows: 4_000,
  log: undefined,
  inspect: undefined,
  causes: undefined,
  histogram: 0,
};

/** A store of its own: for the page below, and for each test. */
export function createViewStore(): ViewStore {
  const store = createStore<ViewRequest>(() => NOTHING_WANTED);
  return Object.assign(store, {
    want: (part: Partial<ViewRequest>) => {
      const state = store.getState();
      const next = { ...state, ...part };
      // Views write whole small objects on every render; what says the same must not cost a frame.
      if (JSON.stringify(next) !== JSON.stringify(state)) store.setState(next);
    },
  });
}

/** The page's wishes. */
export const viewStore = createViewStore();

export function useView<Part>(selector: (state: ViewRequest) => Part): Part {
  return useStore(viewStore, selector);
}
