/**
 * What it is: what the stage's tabs share and nobody else needs: the event that was picked, in whichever
 * tab, so that it is marked in all of them; and the kinds of message that are hidden.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export interface StageState {
  /** Place in the stream of the picked event. */
  readonly picked: number | undefined;
  readonly hiddenKinds: readonly string[];
}

export const stageStore = createStore<StageState>(() => ({ picked: undefined, hiddenKinds: [] }));

export function pickEvent(seq: number | undefined): void {
  stageStore.setState({ picked: seq });
}

export function toggleKind(kind: string): void {
  const { hiddenKinds } = stageStore.getState();
  stageStore.setState({
    hiddenKinds: hiddenKinds.includes(kind)
      ? hiddenKinds.filter((other) => other !== kind)
      : [...hiddenKinds, kind],
  });
}

export function useStage<Part>(selector: (state: StageState) => Part): Part {
  return useStore(stageStore, selector);
}
