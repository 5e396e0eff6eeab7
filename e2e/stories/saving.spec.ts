/**
 * Given a design that is being changed, when the page is reloaded or closed, then nothing is lost: the design
 * comes back as it was. When it is exported and imported again, then it is equal. When two tabs have the
 * same design open, then neither overwrites the other.
 */

import { expect, listenForComplaints, test } from '../fixtures/test.ts';
import { StudioPage } from '../pages/studioPage.ts';

async function rename(studio: StudioPage, name: string): Promise<void> {
  await studio.name.fill(name);
  await studio.name.press('Enter');
}

test('a changed design survives a reload, however soon after the change @smoke', async ({
  studio,
  page,
}) => {
  await studio.visit();
  await rename(studio, 'Mine');
  await studio.seed.fill('4242');
  await studio.seed.press('Enter');
  await expect(studio.savedMark).toContainText('Saved');
  const design = await studio.design();
  expect(design).toMatchObject({ name: 'Mine', seed: 4242 });

  await page.reload();
  await expect(studio.name).toHaveValue('Mine');
  await expect(studio.seed).toHaveValue('4242');
  await studio.idle();
  expect(await studio.design()).toEqual(design);

  // And so does a change made a moment before.
  await rename(studio, 'At the last moment');
  // No waiting for the mark: the page leaves with the change unsaved.
  await page.reload();
  await expect(studio.name).toHaveValue('At the last moment');
});

test('export and import again is equal', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('Vickrey auction, weighted');
  await rename(studio, 'Sealed');
  const design = await studio.design();
  const file = await studio.download('Download the design');
  expect(file.name).toBe('sealed.json');
  expect(JSON.parse(file.buffer.toString())).toEqual(design);

  await studio.choose('New design');
  await expect(studio.name).toHaveValue('Untitled design');
  await studio.openFile(file);
  await expect(studio.name).toHaveValue('Sealed');
  expect(await studio.design()).toEqual(design);
});

test('two tabs on one design do not overwrite each other', async ({
  studio,
  context,
  complaints,
}) => {
  await studio.visit();
  await rename(studio, 'Shared');
  await expect(studio.savedMark).toContainText('Saved');

  const page = await context.newPage();
  listenForComplaints(page, complaints);
  const other = new StudioPage(page);
  await other.visit();
  await expect(other.name).toHaveValue('Shared');
  await expect(other.notice('open in another tab')).toBeVisible();
  await expect(other.savedMark).toContainText('In another tab');

  // What the second tab changes is not written over the first.
  await rename(other, 'Theirs');
  await rename(studio, 'Ours');
  await expect(studio.savedMark).toContainText('Saved');
  await expect(other.name).toHaveValue('Theirs');

  // A copy gives the second tab a design of its own, so that both are kept.
  await other.notice('open in another tab').getByRole('button', { name: 'Open a copy' }).click();
  await expect(other.name).toHaveValue('Theirs (copy)');
  await expect(other.savedMark).toContainText('Saved');
  await studio.page.reload();
  await expect(
    studio.page.getByRole('button', { name: 'Concord: designs and files' }),
  ).toBeVisible();
  await studio.page.getByRole('button', { name: 'Concord: designs and files' }).click();
  const menu = studio.page.getByRole('menu', { name: 'Concord' });
  // The menu lists the other designs once they are read.
  const kept = async (): Promise<string> =>
    [await studio.name.inputValue(), ...(await menu.getByRole('menuitem').allInnerTexts())].join(
      '\n',
    );
  await expect.poll(kept).toContain('Ours');
  expect(await kept()).toContain('Theirs (copy)');
});
