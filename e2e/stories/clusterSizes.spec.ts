/**
 * Given a vote in a tree, when it is held with clusters of many sizes, then a table and two charts say what each size costs and
 * how often it distorts, with the design's own size marked; one can stop it, and a design without a tree says so.
 */

import { expect, test } from '../fixtures/test.ts';

test('what cluster sizes cost and distort', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  await studio.openScenario('A representative falls silent');
  await studio.transport.finish();
  await studio.canvas.node('Vote').click();
  await studio.inspector.region.getByRole('button', { name: 'What cluster sizes cost…' }).click();

  const dialog = page.getByRole('dialog', { name: 'What cluster sizes cost and distort' });
  await dialog.getByRole('combobox', { name: 'Runs for each size' }).click();
  await page.getByRole('option', { name: '20', exact: true }).click();
  await dialog.getByRole('button', { name: 'Try sizes' }).click();
  await expect(dialog.getByRole('status')).toHaveText('20 runs with each size.', {
    timeout: 60_000,
  });
  const row = (name: RegExp) =>
    dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await expect(row(/^5 \(the design’s\)/)).toContainText('%');
  await expect(row(/^25$/)).toContainText(/0\s% \(0\s%/);
  await expect(
    dialog.getByRole('img', { name: /^Distorted votes.*by cluster size/ }),
  ).toBeVisible();
  await expect(dialog.getByRole('img', { name: /^Messages.*by cluster size/ })).toBeVisible();

  await dialog.getByRole('button', { name: 'Try anew' }).click();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog.getByRole('status')).toContainText(/^Stopped after|runs with each size/);
  await page.keyboard.press('Escape');
  await studio.openScenario('Simple vote');
  await page.keyboard.press('Shift+L');
  await expect(dialog).toContainText('The open design has no hierarchy.');
});
