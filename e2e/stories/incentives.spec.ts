/**
 * Given a Vickrey auction, when lies are tried on it, then none gains under its own format, some do at first price, and the chart says
 * by stating which share of the truth; the inspector of a market leads there too.
 */

import { expect, test } from '../fixtures/test.ts';

test('no lie gains under Vickrey; one does at first price', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  await studio.openScenario('Vickrey auction, weighted');
  await studio.transport.finish();
  await studio.canvas.node('Auction').click();
  await studio.inspector.region.getByRole('button', { name: 'What lying gains…' }).click();

  const dialog = page.getByRole('dialog', { name: 'What lying gains' });
  await dialog.getByRole('button', { name: 'Try lies' }).click();
  await expect(dialog.getByRole('status')).toContainText('lies tried under each format.', {
    timeout: 60_000,
  });
  const row = (name: RegExp) =>
    dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await expect(row(/^Vickrey \(the design’s\)/)).toContainText('Truth is best');
  await expect(row(/^VCG/)).toContainText('No lie gained.');
  await expect(row(/^First price/)).toContainText('Lying gains');
  await expect(row(/^Double auction/)).toContainText('There are no sellers among the bidders.');

  await dialog.getByRole('button', { name: 'First price' }).press('Enter');
  await expect(
    dialog.getByRole('img', { name: /^First price: stating \d+ % of the truth brings €.\d/ }),
  ).toBeVisible();

  // It is of the design as it was; another one is tried anew.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await studio.openScenario('Double auction');
  await page.keyboard.press('l');
  await expect(dialog.getByRole('status')).toContainText('Of Vickrey auction, weighted');
  await dialog.getByRole('button', { name: 'Try anew' }).click();
  await expect(row(/^Double auction \(the design’s\)/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog.getByRole('status')).toContainText(/^Stopped after|tried under/);
});
