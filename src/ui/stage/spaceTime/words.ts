/** What it is: what the space–time diagram says of itself in words. */

import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';
import { formatCount, plural } from '../../widgets/format.ts';

/** What someone hears who cannot see the picture. */
export function describe(stage: SpaceTimeStage): string {
  const { messages, lanes } = stage;
  const fates = [0, 0, 0, 0];
  for (const fate of messages.fate) fates[fate] = (fates[fate] ?? 0) + 1;
  return (
    `Space–time diagram of ${plural(lanes.length, 'lane')}: ` +
    `${plural(messages.total, 'message')} in view, ${formatCount(fates[1] ?? 0)} delivered, ` +
    `${formatCount(fates[0] ?? 0)} in flight, ${formatCount(fates[2] ?? 0)} lost, ` +
    `${formatCount(fates[3] ?? 0)} ignored. The Messages tab has them as a table.`
  );
}

/** "showing 4 000 of 80 640", or nothing when all are shown. */
export function shownOf(stage: SpaceTimeStage): string | undefined {
  const { count, total } = stage.messages;
  if (count >= total) return undefined;
  return `Showing ${formatCount(count)} of ${formatCount(total)} messages; narrow the view for all.`;
}
