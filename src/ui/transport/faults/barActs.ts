/** What it is: what can be done to a bar of the fault track, by its menu and by keys. */

import { addFault, freshId, removeFault, updateFault } from '../../state/designEdits.ts';
import { documentStore } from '../../state/documentStore.ts';
import { showFault } from '../../state/faultBlocks.ts';
import { noticeStore } from '../../state/noticeStore.ts';
import { playbackStore } from '../../state/playbackStore.ts';
import { interveneNow } from '../../state/studio.ts';
import { formatMicros } from '../../widgets/format.ts';
import { beganFault, endedFault, movedFault } from './bars.ts';
import type { FaultBar } from './bars.ts';
import { snapTime, stepOf } from './snap.ts';

/** Moves the whole bar, or its end, by a step of what is shown; says whether it can be moved. */
export function nudge(
  { id, fault }: FaultBar,
  direction: number,
  isResizing: boolean,
  end: number,
): boolean {
  if (fault === undefined) return false;
  const by = direction * stepOf(end) * 10;
  const isEnding = isResizing && fault.until === undefined;
  const moved = isEnding
    ? endedFault(fault, snapTime(Math.max(end + Math.min(by, 0), fault.at + 1), end))
    : movedFault(fault, isResizing ? 'end' : 'body', by);
  documentStore.edit('Move a fault', (design) => updateFault(design, id, () => moved), {
    gesture: `fault:${id}.keys`,
  });
  const until = moved.until === undefined ? 'on' : `to ${formatMicros(moved.until)}`;
  noticeStore.announce(`from ${formatMicros(moved.at)} ${until}`);
  return true;
}

/** Takes a planned fault out of the design. */
export function remove({ id, fault, title }: FaultBar): boolean {
  if (fault === undefined) return false;
  documentStore.edit('Remove a fault', (design) => removeFault(design, id));
  noticeStore.announce(`${title} removed`);
  return true;
}

/** A planned fault opens in the inspector; what was done by hand is gone to. */
export function open({ fault, from }: FaultBar): void {
  if (fault === undefined) void playbackStore.seek({ to: 'time', at: from });
  else showFault(fault);
}

/** A second fault like it, which begins where the first one ends. */
export function duplicate({ fault }: FaultBar): void {
  if (fault === undefined) return;
  documentStore.edit('Duplicate a fault', (design) => {
    const { at, until } = fault;
    const span = until === undefined ? 0 : until - at;
    const copy = fault.when === undefined ? movedFault(fault, 'body', span) : fault;
    return addFault(design, { ...copy, id: freshId(design, fault.kind) });
  });
}

/** The fault begins, or ends, at a time. */
export function limit({ id, fault }: FaultBar, side: 'begin' | 'end', at: number): void {
  if (fault === undefined) return;
  const changed = side === 'begin' ? beganFault(fault, at) : endedFault(fault, at);
  documentStore.edit('Move a fault', (design) => updateFault(design, id, () => changed));
}

/** The fault has no end any more. */
export function lastToEnd({ id, fault }: FaultBar): void {
  if (fault === undefined) return;
  documentStore.edit('Let a fault last', (design) =>
    updateFault(design, id, (one) => {
      const { until: _until, ...lasting } = one;
      return lasting;
    }),
  );
}

/** What was done by hand is over at the cursor: a new deed of the open run. */
export function endNow({ id, title }: FaultBar): void {
  void interveneNow({ kind: 'end', fault: id }, `${title} ended`);
}
