/**
 * Given an ensemble and somebody with a table of their own, when they drop the CSV file on the page, then it is the data of
 * the ensemble: they see its columns, choose what to predict, run it and watch the weights move. A broken file is refused
 * by line and column, and changes nothing.
 */

import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

/** 240 flowers: colour follows from size and shade, price from size; some values are missing. */
function flowers(): string {
  const rows = Array.from({ length: 240 }, (_, i) => {
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
  await studio.gallery.openScenario('Ensemble on iris');
  await studio.transport.finish();
  await studio.canvas.node('Iris').click();
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

test('a broken table is refused by line and column, and nothing changes', async ({ studio }) => {
  await studio.open();
  await studio.gallery.openScenario('Ensemble on iris');
  await studio.canvas.node('Iris').click();
  const lines = flowers().split('\n');
  lines[41] = lines[41]?.replace(/^[^,]*/, 'wide') ?? '';
  await drop(studio.page, 'broken.csv', lines.join('\n'));
  await expect(studio.notices).toContainText('broken.csv is not taken');
  await expect(studio.notices).toContainText('Line 42, column 1: “wide” is no number');
  await expect(studio.canvas.node('Iris')).toContainText('150 rows');
});
