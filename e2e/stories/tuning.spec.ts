/**
 * Given workers that try settings in parallel, when a search runs, then the best so far and who was at which trial
 * can be followed; a search over a forest pauses half-way and goes on to its end; and a worker that crashes by hand
 * loses its trial to another.
 */

import { expect, test } from '../fixtures/test.ts';

test('the best so far and the workers’ lanes can be followed', async ({ studio, page }) => {
  await studio.open();
  await studio.openScenario('Branin with workers that come and go');
  await studio.transport.finish();
  await studio.stage.show('Protocol');
  const standing = studio.stage.part('Where the search stands');
  await expect(standing).toContainText(/Over: trial \d+ is the best/);
  await expect(standing).toContainText('Regret');
  const plot = studio.stage.part('Search');
  await expect(plot.getByRole('img', { name: /8 workers and \d+ jobs/ })).toBeVisible();

  await plot.getByRole('button', { name: 'Trials', exact: true }).click();
  const rows = studio.stage.part('Trials').getByRole('row');
  await expect(rows).toHaveCount(81);
  await rows.nth(2).getByRole('button').click();
  await expect(plot.getByText(/^Trial \d+, complete: value/)).toBeVisible();
  for (const view of ['History', 'Parallel', 'Slices', 'Contour']) {
    await plot.getByRole('button', { name: view, exact: true }).click();
    await expect(plot.getByRole('img')).toHaveAccessibleName(/80 trials/);
  }

  await plot.getByRole('button', { name: 'Parallel', exact: true }).click();
  await plot.getByRole('button', { name: /^Axes/ }).focus();
  await expect(plot.getByText(/^At x1\./)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(plot.getByText(/\d+ of 80 trials pass the strip on x1/)).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(plot.getByText(/Pull along an axis/)).toBeVisible();

  await studio.stage.show('Charts');
  const best = (await studio.stage.chartTable('Best so far')).map((row) =>
    Number.parseFloat(row[1] ?? ''),
  );
  expect(best.length).toBeGreaterThan(3);
  for (const [i, value] of best.entries())
    expect(value).toBeLessThanOrEqual(best[i - 1] ?? Infinity);
  expect(best.at(-1)).toBeLessThan(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a search pauses half-way and goes on to its end', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('A forest tuned on digits');
  await studio.stage.show('Protocol');
  const standing = studio.stage.part('Where the search stands');
  await expect(standing).toContainText(/[1-9]\d? of 36 trials are judged/);
  await expect(standing.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /[1-9]/);
  await studio.transport.pause();
  const { seq } = await studio.transport.cursor();
  await expect(standing).toContainText('trials are judged');
  await expect(standing).not.toContainText('Over');

  await studio.transport.play();
  await studio.transport.playToEnd();
  expect((await studio.transport.cursor()).seq).toBeGreaterThan(seq);
  await expect(standing).toContainText(/Over: trial \d+ is the best/);
  await expect(standing).toContainText('On rows held out');
  const [search] = (await studio.outcome()).coordinations;
  expect(search?.outcome['trials']).toMatchObject({ all: 36, failed: 0, cancelled: 0 });
});

test('a worker that crashes loses its trial to another', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('Half of the workers die');
  await studio.stage.show('Protocol');
  const standing = studio.stage.part('Where the search stands');
  await expect(standing).toContainText('12 of 12');
  await studio.transport.pause();
  await studio.canvas.actOnAgent('Workers', 'workers/1', 'Crash');
  await studio.transport.play();
  await studio.transport.finish();
  await expect(standing).toContainText(/Not heard\s*7/);

  const { coordinations } = await studio.outcome();
  const outcome = coordinations[0]?.outcome ?? {};
  expect(outcome['trials']).toMatchObject({ all: 60, failed: 0, cancelled: 0 });
  const workers = outcome['workers'] as readonly { agent: string; lost: number }[];
  expect(workers.find(({ agent }) => agent === 'workers/1')?.lost).toBe(1);
  await studio.stage.show('Log');
  await studio.stage.searchLog('back from workers/1:');
  await expect(studio.stage.logRows()).toContainText([
    /takes trial \d+ back from workers\/1: silent/,
  ]);
});
