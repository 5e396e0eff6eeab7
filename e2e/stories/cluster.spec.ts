/**
 * Given thirty cluster nodes in three regions of which the presiding one is cut off for ten seconds, when the
 * scenario runs in the page, then the map shows the region cut off and stalled while another one presides, and at
 * the end it has caught up; the voters can be watched as lanes, too. When another region is cut off by hand from the
 * cluster's menu, then it is that one which stays behind.
 */

import { expect, test } from '../fixtures/test.ts';

test('a region that is cut off stalls, and catches up when it returns @smoke', async ({
  studio,
}) => {
  await studio.open();
  await studio.gallery.openScenario('A region is cut off');
  await studio.transport.finish();
  await expect(studio.canvas.node('Result')).toContainText('48 of 48 commands');
  await studio.stage.show('Protocol');
  const figures = studio.stage.part('Regions in figures');
  const row = (region: string) =>
    figures.getByRole('row').filter({ has: studio.page.getByRole('rowheader', { name: region }) });
  // Region, leader, term, alive, knows, waiting.
  const cell = async (region: string, column: number): Promise<number> =>
    Number.parseInt((await row(region).getByRole('cell').nth(column).textContent()) ?? '', 10);
  await expect(row('1 presides')).toBeVisible();
  expect(await cell('0', 4)).toBe(0);
  expect(await cell('0', 3)).toBe(await cell('2', 3));
  await expect(
    studio.stage.part('Map of regions').getByRole('img', { name: /0 suspected, 0 held dead/ }),
  ).toBeVisible();

  // Back into the split: the region waits, and knows less than the others.
  await studio.transport.clickAt(0.28);
  await studio.idle();
  expect(await cell('0', 4)).toBeGreaterThan(0);
  expect(await cell('0', 3)).toBeLessThan(await cell('1', 3));
  await expect(
    studio.stage.part('Map of regions').getByRole('img', { name: /3 with a leader/ }),
  ).toBeVisible();

  await studio.stage.region.getByRole('button', { name: 'Space–time' }).click();
  await expect(
    studio.stage.region.getByRole('group', { name: /^Space–time diagram of 15 lanes/ }),
  ).toBeVisible();
  await studio.stage.region.getByRole('button', { name: 'Map' }).click();
  await expect(studio.stage.part('Ring of tasks')).toBeVisible();

  // By hand another region is cut off instead, from its menu, and stays behind to the end.
  await studio.canvas.node('Cluster').locator('.node-head').click({ button: 'right' });
  for (const item of ['Break a region', 'Region 2', 'Cut off from all others'])
    await studio.page.getByRole('menuitem', { name: item, exact: true }).click();
  await expect(studio.faults.bar(/^Partition, done by hand from/)).toBeVisible();
  await studio.transport.press('End');
  await studio.idle();
  await expect(studio.transport.place).toHaveText(/^End/);
  expect(await cell('2', 3)).toBeLessThan(await cell('1', 3));
  expect(await cell('0', 3)).toBe(await cell('1', 3));
});

test('a thousand nodes are drawn while they run', async ({ studio }) => {
  await studio.open();
  await studio.gallery.openScenario('A thousand nodes');
  await studio.transport.finish();
  await studio.stage.show('Protocol');
  await expect(
    studio.stage.part('Map of regions').getByRole('img', { name: /1000 cluster nodes/ }),
  ).toBeVisible();
  await expect(studio.canvas.node('Result')).toContainText('20 of 20 commands');
});
