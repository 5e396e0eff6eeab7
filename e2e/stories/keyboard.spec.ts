/**
 * Given hands that stay on the keyboard, when the palette is asked, then it finds an action, a node, an agent,
 * a scenario and an event; `?` shows the keys; and every control of the bars can be reached.
 */

import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

/** The toolbar moves the focus after the key's own event; by the next picture but one it has. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}

test('the palette finds an action, a node, an agent, a scenario and an event @smoke', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.gallery.openScenario('Byzantine consensus, silent primary');
  await studio.transport.finish();

  await studio.find('theme', 'Switch between light and dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', /light|dark/);

  await studio.find('local net', /^Local network/);
  await expect(studio.inspector.title).toHaveText('Local network');

  await studio.find('replicas/2', /^replicas\/2/);
  await expect(studio.inspector.title).toHaveText('replicas/2');

  await studio.openPalette();
  await page.keyboard.type('pre-prepare');
  const event = studio.palette
    .getByRole('group', { name: 'Events' })
    .or(studio.palette.locator('[cmdk-group]').filter({ hasText: 'Events' }))
    .getByRole('option')
    .first();
  await expect(event).toBeVisible();
  await event.click();
  await studio.idle();
  const end = Number(await studio.transport.slider.getAttribute('aria-valuemax'));
  expect((await studio.transport.cursor()).at).toBeLessThan(end);
  await expect(studio.stage.region.getByRole('tab', { name: 'Log' })).toHaveAttribute(
    'aria-selected',
    'true',
  );

  await studio.find('vickrey', /^Vickrey auction/);
  await expect(studio.name).toHaveValue('Vickrey auction, weighted');
});

test('every control of the bars can be reached without a mouse', async ({ studio, page }) => {
  await studio.open();
  await studio.gallery.openScenario('Simple vote');
  await studio.transport.finish();
  // Whatever gets the focus is marked as reached.
  await page.evaluate(() => {
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof Element) target.setAttribute('data-reached', '');
    });
  });
  for (const name of ['Run', 'Page', 'Playback']) {
    const toolbar = page.getByRole('toolbar', { name, exact: true });
    const controls = toolbar.locator('button:enabled, input');
    const count = await controls.count();
    expect(count).toBeGreaterThan(2);
    // Within a toolbar the arrows go on, and Tab leads to what stands between its buttons.
    for (const key of ['ArrowRight', 'Tab']) {
      await controls.first().focus();
      for (let i = 0; i < count + 2; i++) {
        await page.keyboard.press(key);
        await painted(page);
      }
    }
    const missed = toolbar.locator('button:enabled:not([data-reached]), input:not([data-reached])');
    await expect(missed, `${name}: what no key has reached`).toHaveCount(0);
  }
});

test('arrows go from node to node, keys do what their sheet says, and the stage takes the page', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.gallery.openScenario('Simple vote');
  await studio.transport.pause();
  const before = await studio.design();
  const vote = studio.canvas.node('Vote');
  const verdict = studio.canvas.node('Verdict');
  await studio.canvas.node('Jury').focus();
  await page.keyboard.press('ArrowRight');
  await expect(vote).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(verdict).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(vote).toBeFocused();
  expect(await studio.design()).toEqual(before);
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => studio.design()).not.toEqual(before);
  await expect(vote).toBeFocused();

  await page.keyboard.press('Alt+4');
  await expect(studio.canvas.region).toHaveCount(0);
  await expect(studio.stage.region).toBeVisible();
  await page.getByRole('button', { name: 'Restore the stage' }).click();
  await expect(vote).toBeVisible();

  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet).toContainText('Run');
  await expect(sheet).toContainText('Step to the next event');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await page.keyboard.press('g');
  await expect(studio.gallery.dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+1');
  await expect(studio.library.region.getByRole('tablist')).toBeHidden();
  await page.keyboard.press('Alt+1');
  await expect(studio.library.region.getByRole('tablist')).toBeVisible();
});
