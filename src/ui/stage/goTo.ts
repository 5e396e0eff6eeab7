/** What it is: the way from something on the stage to its moment in the run. */

import { playbackStore } from '../state/playbackStore.ts';
import { pickEvent } from './stageStore.ts';

/** Marks the event at `seq` in all tabs and sets the cursor behind it. */
export function goTo(seq: number): void {
  pickEvent(seq);
  void playbackStore.seek({ to: 'event', seq: seq + 1 });
}
