/**
 * Given an ensemble and somebody with a table of their own, when they drop the CSV file on the page, then it is the data of
 * the ensemble: they see its columns, choose what to predict, run it and watch the weights move. A broken file is refused
 * by line and column, and changes nothing. When the data drift in the open run, a spare takes the place of a member.
 */

import type { Page } from '@playwright/test';
import { judgedStream } from '../fixtures/designs.ts';
import { expect, test } from '../fixtures/test.ts';

/** Flowers: colour follows from size and shade, price from size; some values are missing. */
function flowers(count = 240): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const size = ((i * 37) % 100) / 10;
    const shade = ((i * 53) % 90) / 10;
    const soil = i % 11 === 0 ? '' : ['clay', 'sand', 'loam'][i % 3];
    const price = (2 * size + ((i * 7) % 5) / 5).toFixed(2);
    return [size, i % 13 === 0 ? '' : shade, soil, price, size + shade > 9 ? 'red' : 'white'].join(
      ',',
    );
  });
  return `size,shade,soil,price,colour\n${rows.join('\n')}\n`;
}

/** Drops a file on the page as a person does from their desktop. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content ?? ''], file ?? '', { type: 'text/csv' }));
      return data;
    },
    [name, text],
  );
  await page.locator('.studio').dispatchEvent('drop', { dataTransfer: transfer });
}

test('a table of one’s own is dropped, shown, learned from, and its weights are watched', async ({
  studio,
}) => {
  const { page, inspector } = studio;
  await studio.open();
  await studio.openScenario('Ensemble on iris');
  await studio.transport.finish();
  await studio.canvas.node('Iris').click();
  await expect(inspector.region).toContainText('CC BY 4.0');
  await expect(
    inspector.region.getByRole('img', { name: /^petal length.*: 1 to 6/ }),
  ).toBeVisible();
  await drop(page, 'flowers.csv', flowers());

  await expect(studio.canvas.node('Iris')).toContainText('240 rows');
  await expect(inspector.region).toContainText('flowers.csv');
  await expect(inspector.fact('Class red')).toHaveText(/^\d+ rows$/);
  const preview = inspector.region.getByRole('table', { name: 'First rows of the data' });
  await expect(preview.getByRole('columnheader')).toHaveText([
    'size',
    'shade',
    'soil',
    'price',
    'colour',
  ]);
  await expect(inspector.region.getByRole('img', { name: /^soil: / })).toBeVisible();

  await inspector.region.getByRole('combobox', { name: 'Predict' }).click();
  await page.getByRole('option', { name: 'soil', exact: true }).click();
  await expect(inspector.fact('Class loam')).toBeVisible();
  await inspector.region.getByRole('combobox', { name: 'Predict' }).click();
  await page.getByRole('option', { name: 'colour', exact: true }).click();

  await studio.stage.show('Protocol');
  await studio.primary('Run again').click();
  await expect(studio.stage.part('Accuracy')).toContainText('Accuracy on flowers.csv');
  await studio.transport.finish();
  await expect(studio.stage.part('Accuracy').locator('.picture-figure')).toHaveText(/^(8|9)\d/);
  await studio.stage.show('Charts');
  const weights = await studio.stage.chartTable('Weights of members');
  const last = weights.at(-1)?.slice(1).map(Number) ?? [];
  expect(last).toHaveLength(5);
  expect(new Set(last).size).toBeGreaterThan(1);
});

test('a table of one’s own drifts in the open run, and a spare answers it', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  await studio.load(judgedStream());
  await studio.canvas.node('Stream').click();
  await drop(page, 'flowers.csv', flowers(2_000));
  await expect(studio.canvas.node('Stream')).toContainText(/2.000 rows/);
  for (const target of ['soil', 'colour']) {
    await studio.inspector.region.getByRole('combobox', { name: 'Predict' }).click();
    await page.getByRole('option', { name: target, exact: true }).click();
  }
  await expect(studio.inspector.fact('Class red')).toBeVisible();

  await studio.primary('Run').click();
  await expect(studio.transport.slider).toBeVisible();
  await expect
    .poll(async () => (await studio.transport.cursor()).at, { timeout: 30_000 })
    .toBeGreaterThan(12_000_000);
  await studio.transport.pause();
  await studio.stage.show('Protocol');
  await expect(studio.stage.part('Accuracy')).toContainText('Accuracy on flowers.csv');
  await expect(studio.stage.part('Calibration').getByRole('img')).toHaveAccessibleName(
    /sure: .* rows right/,
  );
  await expect(studio.stage.part('Drift')).toContainText('No member has shown signs of drift.');

  await studio.canvas.node('Stream').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Let it drift' }).click();
  await page.getByRole('menuitem', { name: 'Drift: classes change places' }).click();
  await studio.transport.play();
  await studio.transport.finish();
  const drift = studio.stage.part('Drift').getByRole('row');
  await expect(drift.filter({ hasText: 'drifts' }).first()).toContainText('wrong on');
  await expect(drift.filter({ hasText: 'replaced' }).first()).toContainText('models 3');
  const members = studio.stage.part('Members').getByRole('row');
  await expect(members.filter({ hasText: 'models 3' })).toContainText('serves');
  await studio.stage.show('Charts');
  const weights = await studio.stage.chartTable('Weights of members');
  // The spare weighs nothing at first, and something in the end.
  const spare = weights[0]?.findIndex((value, i) => i > 0 && Number(value) === 0) ?? -1;
  expect(spare).toBeGreaterThan(0);
  expect(Number(weights.at(-1)?.[spare])).toBeGreaterThan(0);

  // What was done stands in the run's log, as a fault of the source.
  await studio.stage.show('Log');
  await studio.stage.searchLog('labelSwap');
  await expect(studio.stage.logRows().first()).toContainText('source');
});

test('a broken table is refused by line and column, and nothing changes', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('Ensemble on iris');
  await studio.canvas.node('Iris').click();
  const lines = flowers().split('\n');
  lines[41] = lines[41]?.replace(/^[^,]*/, 'wide') ?? '';
  await drop(studio.page, 'broken.csv', lines.join('\n'));
  await expect(studio.notices).toContainText('broken.csv is not taken');
  await expect(studio.notices).toContainText('Line 42, column 1: “wide” is no number');
  await expect(studio.canvas.node('Iris')).toContainText('150 rows');
});
