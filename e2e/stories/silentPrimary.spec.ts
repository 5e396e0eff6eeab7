/**
 * Given four replicas of which the first primary says nothing, when the scenario runs in the page, then the
 * others time out, change the view and answer every request; agreement is kept; and the canvas, the
 * picture, the metrics and the log all say so.
 */

import { expect, test } from '../fixtures/test.ts';

test('a silent primary is replaced, every request is decided, and it can be watched @smoke', async ({
  studio,
}) => {
  await studio.open();
  await studio.library.show('Scenarios');
  await studio.library.scenario('Byzantine consensus, silent primary').click();
  await expect(studio.canvas.node('Order')).toContainText('0 of 8');
  await studio.transport.playToEnd();

  await expect(studio.canvas.node('Order')).toContainText('executed 8 requests');
  await expect(studio.canvas.node('Order')).toContainText('8 of 8');
  await expect(studio.canvas.node('Result')).toContainText('executed 8 requests');
  await expect(studio.canvas.node('Replicas').getByText('1', { exact: true })).toBeVisible();

  await studio.stage.show('Metrics');
  await expect(studio.stage.fact('Order', 'State')).toHaveText('completed');
  expect(Number(await studio.stage.fact('Order', 'View').textContent())).toBeGreaterThanOrEqual(1);
  await expect(studio.stage.fact('The run', 'State')).toContainText('settled');
  await expect(studio.stage.property('same request at each sequence')).toContainText('Held');
  await expect(studio.stage.part('Properties')).not.toContainText('Violated');

  await studio.stage.show('Log');
  await studio.stage.searchLog('view');
  await expect(studio.stage.logRows().first()).toContainText('view');

  // Before the view change view 0, after it view 1.
  await studio.find('view 1', /^view 1/);
  await studio.idle();
  const { at } = await studio.transport.cursor();
  const end = Number(await studio.transport.slider.getAttribute('aria-valuemax'));
  expect(at).toBeGreaterThan(0);
  expect(at).toBeLessThan(end);

  await studio.transport.press('End');
  await studio.stage.show('Charts');
  const rows = await studio.stage.chartTable('View of each replica');
  const views = rows.map((row) => row.slice(1).map(Number));
  expect(views.at(-1)?.some((view) => view >= 1)).toBe(true);

  // The picture shows the messages of the moment.
  await studio.stage.show('Protocol');
  const picture = studio.stage.region.getByRole('group', {
    name: /^Space–time diagram of 5 lanes/,
  });
  await expect(picture).toBeVisible();
  const delivered = async (): Promise<number> =>
    Number(/(\d+) delivered/.exec((await picture.getAttribute('aria-label')) ?? '')?.[1]);
  const atEnd = await delivered();
  expect(atEnd).toBeGreaterThan(100);
  await studio.transport.press('Home');
  await expect.poll(delivered).toBe(0);
});
