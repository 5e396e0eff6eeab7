/**
 * Given sellers of whom one has a shill, when their auctions have been held, then the shill is flagged with the evidence, and no other;
 * and a double auction and an auction of bundles show who trades and who wins what, and at which price.
 */

import { expect, test } from '../fixtures/test.ts';

test('a shill is flagged, with the evidence', async ({ studio }) => {
  await studio.open();
  await studio.gallery.openScenario('A shill is found');
  await studio.transport.finish();
  await studio.stage.show('Protocol');
  const flags = studio.stage.part('Flagged bidders');
  await expect(flags.getByRole('row')).toHaveCount(2);
  await expect(flags).toContainText('shills 0');
  await expect(flags).toContainText('shill bidding detected');
  await expect(flags).toContainText('wins 0 %');
});

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
