/**
 * Given an honest series of auctions, when a shill joins it, then it is flagged with its evidence, its reputation falls, in the
 * records and on the chart, and the graph of company says with whom it was.
 */

import { scenario } from '../fixtures/files.ts';
import { expect, test } from '../fixtures/test.ts';

interface Drawn {
  readonly nodes: readonly { readonly id: string }[];
  readonly connections: readonly { readonly source: { readonly node: string } }[];
}

/** The scenario without its shill. */
function honest(): object {
  const design = scenario('shill-series') as unknown as Drawn;
  return {
    ...design,
    nodes: design.nodes.filter(({ id }) => id !== 'shills'),
    connections: design.connections.filter(({ source }) => source.node !== 'shills'),
    expectations: [],
  };
}

test('a shill that joins a series is flagged, and its reputation falls', async ({
  studio,
  page,
}) => {
  const { inspector, stage } = studio;
  await studio.open();
  await studio.load(honest());
  await studio.runToEnd();
  await stage.show('Protocol');
  await expect(stage.part('Where the auction stands')).toContainText('English auction 24');
  await expect(stage.part('Flagged bidders')).toHaveCount(0);

  await studio.library.show('Blocks');
  await studio.library.block('Agents', 'Bidders').click();
  await expect(inspector.title).toHaveText('Bidders 2');
  await inspector.number('Count').fill('1');
  await inspector.region.getByLabel('Strategy', { exact: true }).click();
  await page.getByRole('option', { name: 'Shill' }).click();
  await inspector.region.getByLabel('How Valuation is set').click();
  await page.getByRole('option', { name: 'Fixed' }).click();
  await inspector.number('Valuation').fill('90');
  await studio.canvas.node('Bidders 2').focus();
  await page.keyboard.press('c');
  await page
    .getByRole('dialog', { name: /^Connect/ })
    .getByRole('option')
    .first()
    .click();
  await studio.runToEnd();

  await stage.show('Protocol');
  const flags = stage.part('Flagged bidders').getByRole('row');
  await expect(flags).toHaveCount(2);
  await expect(flags.last()).toContainText('shill bidding detected');
  await expect(flags.last()).toContainText('bids in 100 % of the auctions of seller 1');
  await expect(flags.last()).toContainText(/0\.[0-4]\d$/);

  await stage.region.getByRole('button', { name: 'The series' }).click();
  await expect(stage.part('Auctions, newest first').getByRole('row')).toHaveCount(25);
  const records = stage.part('Reputations, lowest first').getByRole('row');
  await expect(records.nth(1)).toContainText('bidders2 0');
  await expect(stage.part('Who keeps company with whom')).toContainText(
    /bidders2 0 is with seller 1 8 times, by chance \d/,
  );

  await stage.show('Charts');
  const rows = await stage.chartTable('Reputation');
  const heads = await stage.chart('Reputation').getByRole('columnheader').allInnerTexts();
  const column = heads.indexOf('bidders2 0');
  expect(rows[0]?.[column]).toBe('0.50');
  expect(Number.parseFloat(rows.at(-1)?.[column] ?? '')).toBeLessThan(0.45);
});
