/**
 * Given an empty canvas, when somebody draws an auction, with the mouse or with nothing but keys, sets its format and prices, and runs
 * it, then the price can be followed on its chart to what the winner pays.
 */

import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import type { StudioPage } from '../pages/studioPage.ts';

/** The amount in a text such as `€ 105.00`. */
function amount(text: string): number {
  return Number(text.replaceAll(/[^0-9.]/g, ''));
}

/** The price on the chart rises from `least` at least to the price that the outcome has, which the picture gives as the winner's. */
async function followToTheWinner(studio: StudioPage, least: number): Promise<void> {
  const [auction] = (await studio.outcome()).coordinations;
  const price = Number(auction?.outcome['price']) / 100;
  const winner = String(auction?.outcome['winner']).replace('/', ' ');
  const rows = await studio.stage.chartTable('Standing price');
  const prices = rows.map((row) => amount(row[1] ?? ''));
  expect(prices.length).toBeGreaterThanOrEqual(3);
  expect(prices.toSorted((one, other) => one - other)).toEqual(prices);
  expect(prices[0]).toBeGreaterThanOrEqual(least);
  expect(prices.at(-1)).toBe(price);
  await studio.page.keyboard.press('Shift+1');
  const standing = studio.stage.part('Where the auction stands');
  await expect(standing).toContainText(`${winner} wins and pays`);
  expect(amount(await standing.locator('.picture-figure').innerText())).toBe(price);
  const row = studio.stage.part('Bidders').getByRole('row').filter({ hasText: '★ won' });
  await expect(row).toContainText(winner);
}

test('by mouse: dragged from the library, connected, set, run, followed to the winner', async ({
  studio,
}) => {
  await studio.open();
  await studio.choose('New design');
  const { canvas, inspector, library } = studio;
  const place = (x: number, y: number) => ({ targetPosition: { x, y } });
  await library.block('Agents', 'Bidders').dragTo(canvas.region, place(130, 120));
  await library.block('Inputs', 'Market good').dragTo(canvas.region, place(130, 300));
  await library
    .block('Coordinations', 'Market coordination')
    .dragTo(canvas.region, place(480, 180));
  await expect(canvas.nodes).toHaveCount(3);

  for (const [from, to] of [
    [canvas.port('Bidders', 'agents'), canvas.port('Market coordination', 'participants')],
    [canvas.port('Good', 'good'), canvas.port('Market coordination', 'good')],
  ] as const) {
    const drawn = await canvas.drawFrom(from, to);
    await drawn.release();
  }
  await expect(canvas.connections).toHaveCount(2);

  await canvas.node('Good').getByText('Good', { exact: true }).click();
  await inspector.number('Reserve price').fill('60');
  await canvas.node('Market coordination').getByText('Market coordination').first().click();
  // Only what the chosen format heeds is asked for.
  await expect(inspector.number('Clock starts at')).toHaveCount(0);
  await inspector.number('Increment').fill('2.5');
  await studio.primary('Run').click();
  await studio.transport.playToEnd();
  await studio.stage.show('Charts');
  await followToTheWinner(studio, 60);
});

/** Moves on with Tab until the field of this name has the focus. */
async function tabTo(page: Page, studio: StudioPage, field: string): Promise<void> {
  const wanted = studio.inspector.number(field);
  for (let i = 0; i < 40; i++) {
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${field} cannot be reached with Tab`);
}

test('by keyboard alone: added, connected, set, run, followed to the winner', async ({
  studio,
  page,
}) => {
  await studio.open();
  await page.keyboard.press('Alt+n');
  await expect(studio.name).toHaveValue('Untitled design');
  await studio.canvas.addByKeys('bidders', 'Bidders');
  await studio.canvas.addByKeys('market', 'Market coordination');
  await studio.canvas.connectByKeys('Bidders');
  await page.keyboard.press('i');
  await expect(studio.inspector.region.getByLabel('Name')).toBeFocused();
  await tabTo(page, studio, 'Increment');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5');
  await page.keyboard.press('Escape');
  // Letters are commands again once no field has the focus.
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await studio.canvas.addByKeys('good', 'Market good');
  await studio.canvas.connectByKeys('Market coordination');
  await expect(studio.canvas.connections).toHaveCount(2);
  await page.keyboard.press('i');
  await tabTo(page, studio, 'Reserve price');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('70');
  await page.keyboard.press('Control+Enter');
  await studio.transport.finish();
  await studio.stage.show('Charts');
  await followToTheWinner(studio, 70);
});
