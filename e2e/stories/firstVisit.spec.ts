/**
 * Given somebody who has never been here, when the page opens, then a coordination is already running before
 * their eyes; and when they right-click its leader and crash it, then the others change the view and
 * decide after all.
 */

import { expect, test } from '../fixtures/test.ts';

test('a newcomer meets a running example, not an empty grid @smoke', async ({ studio }) => {
  await studio.visit();
  await expect(studio.name).toHaveValue('Byzantine consensus, silent primary');
  await expect(studio.canvas.node('Replicas')).toBeVisible();
  await expect(studio.canvas.nodes).toHaveCount(4);
  await expect(studio.primary('Pause')).toBeVisible();
  const before = await studio.transport.cursor();
  await expect.poll(async () => (await studio.transport.cursor()).at).toBeGreaterThan(before.at);
});
