/**
 * Given bidders with values of their own, when an English auction runs, then the price chart climbs to what
 * the winner pays; and when a sealed Vickrey auction weighted by reputation runs, then a lower bid of a
 * better bidder wins, and pays the least that would still have won.
 */

import { expect, test } from '../fixtures/test.ts';

/** The amount in a text such as `€ 105.00`. */
function amount(text: string): number {
  return Number(text.replaceAll(/[^0-9.]/g, ''));
}

test('the price of an English auction climbs to the winner’s, a Vickrey winner pays the threshold', async ({
  studio,
}) => {
  await studio.open();
  await studio.openScenario('English auction');
  await studio.transport.finish();
  await studio.stage.show('Protocol');
  const standing = studio.stage.part('Where the auction stands');
  await expect(standing).toContainText('Vase');
  const paid = amount(await standing.locator('.picture-figure').innerText());
  expect(paid).toBeGreaterThanOrEqual(40);
  const [auction] = (await studio.outcome()).coordinations;
  expect(auction?.outcome['price']).toBe(Math.round(paid * 100));
  const winner = String(auction?.outcome['winner']);
  await expect(studio.canvas.node('Auction')).toContainText('sold');

  await studio.stage.show('Charts');
  const rows = await studio.stage.chartTable('Standing price');
  const prices = rows.map((row) => amount(row[1] ?? ''));
  expect(prices.length).toBeGreaterThanOrEqual(5);
  expect(prices.toSorted((one, other) => one - other)).toEqual(prices);
  expect(prices.at(-1)).toBe(paid);
  expect(prices[0]).toBeLessThan(paid);

  // Half way the price is lower and nobody has won.
  await studio.transport.clickAt(0.5);
  await studio.stage.show('Protocol');
  expect(amount(await standing.locator('.picture-figure').innerText())).toBeLessThan(paid);
  await expect(standing).not.toContainText(`${winner} won`);

  await studio.openScenario('Vickrey auction, weighted');
  await studio.transport.finish();
  const [sealed] = (await studio.outcome()).coordinations;
  expect(sealed?.outcome).toMatchObject({ winner: 'bidders/1', price: 8039 });
  await studio.stage.show('Protocol');
  expect(amount(await standing.locator('.picture-figure').innerText())).toBe(80.39);
  const row = studio.stage.region.getByRole('row').filter({ hasText: 'won' });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('105.00');
});
