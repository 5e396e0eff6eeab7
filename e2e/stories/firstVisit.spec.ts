/**
 * Given somebody who has never been here, when the page opens, then a coordination is already running before
 * their eyes; and when they right-click its leader and crash it, then the others change the view and
 * decide after all.
 */

import { expect, test } from '../fixtures/test.ts';

test('a newcomer meets a running example, crashes its leader and watches the view change @smoke', async ({
  studio,
}) => {
  await studio.visit();
  await expect(studio.name).toHaveValue('Byzantine consensus, yours to break');
  await expect(studio.canvas.node('Replicas')).toBeVisible();
  await expect(studio.canvas.nodes).toHaveCount(4);
  await expect(studio.primary('Pause')).toBeVisible();
  const before = await studio.transport.cursor();
  await expect.poll(async () => (await studio.transport.cursor()).at).toBeGreaterThan(before.at);

  await studio.transport.pause();
  const order = studio.canvas.node('Order');
  await expect(order).toContainText(/\d of \d/);

  // The primary of view 0 says so when it is pointed at.
  await studio.canvas.placeOfAgent('Replicas', 'replicas/0');
  await expect(studio.page.locator('.agent-tip')).toContainText('leads');
  await studio.canvas.actOnAgent('Replicas', 'replicas/0', 'Crash');
  await expect(studio.announcer).toContainText('replicas/0: crash');
  await expect(studio.canvas.node('Replicas').getByText('1', { exact: true })).toBeVisible();

  await studio.transport.play();
  await studio.transport.finish();
  await expect(order).toContainText(/executed \d+ requests/);
  const [summary] = (await studio.outcome()).coordinations;
  expect(Number(summary?.outcome['view'])).toBeGreaterThanOrEqual(1);
});
