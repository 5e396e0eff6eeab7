/**
 * Given a double auction and an auction of bundles, when they have been held, then they show who trades and who wins what, and at which price.
 */

import { expect, test } from '../fixtures/test.ts';

test('a double auction shows its trades, bundles their winners and payments', async ({
  studio,
}) => {
  await studio.open();
  await studio.gallery.openScenario('Double auction');
  await studio.transport.finish();
  await studio.stage.show('Protocol');
  const [market] = (await studio.outcome()).coordinations;
  const trades = Number(market?.outcome['trades']);
  expect(trades).toBeGreaterThanOrEqual(3);
  await expect(studio.stage.part('Where the auction stands')).toContainText(`${trades} trades`);
  await expect(studio.stage.part('Order book')).toContainText('buys from');

  await studio.gallery.openScenario('Combinatorial auction');
  await studio.transport.finish();
  await studio.stage.show('Protocol');
  const [auction] = (await studio.outcome()).coordinations;
  const allocation = auction?.outcome['allocation'] as readonly unknown[];
  const winners = studio.stage.part('Winners and payments').getByRole('row');
  await expect(winners).toHaveCount(allocation.length + 1);
});
