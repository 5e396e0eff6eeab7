/**
 * Given light or dark, a large window or a small one, when a run is shown, then nothing sticks out of the page
 * sideways, and a checker of accessibility finds nothing serious, on the page and in its dialogs.
 */

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import type { StudioPage } from '../pages/studioPage.ts';

/** What the checker holds to be serious or critical, in a line each; by all rules or some, within a part or on the whole page. */
async function seriousTroubles(
  page: Page,
  rules: string[] | undefined,
  part = 'body',
): Promise<readonly string[]> {
  const checker = new AxeBuilder({ page }).include(part);
  const { violations } = await (rules === undefined ? checker : checker.withRules(rules)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`),
    );
}

/** Visible elements that reach out of the window at its sides. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const isClipped = (element: Element): boolean => {
      // What lies inside something that scrolls or clips does not widen the page.
      for (let above = element.parentElement; above !== null; above = above.parentElement) {
        if (getComputedStyle(above).overflowX !== 'visible') return true;
      }
      return false;
    };
    const troubles = document.documentElement.scrollWidth > width ? ['the page itself'] : [];
    for (const element of document.querySelectorAll('body *')) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if ((box.right > width + 1 || box.left < -1) && !isClipped(element))
        troubles.push(`${element.tagName}.${element.className.toString()}`);
    }
    return troubles;
  });
}

/** Controls of the top bar that are cut off or lie over one another. */
function crowded(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const bar = document.querySelector('.top-bar');
    const controls = [...(bar?.querySelectorAll('button, input') ?? [])].filter(
      (one) => one.getClientRects().length > 0,
    );
    const troubles: string[] = [];
    // Two halves of one button share their edge.
    const shared = 4;
    controls.forEach((one, i) => {
      const box = one.getBoundingClientRect();
      const name = one.getAttribute('aria-label') ?? one.textContent;
      if (box.left < 0 || box.right > window.innerWidth) troubles.push(`${name} is cut off`);
      for (const other of controls.slice(i + 1)) {
        const its = other.getBoundingClientRect();
        const isApart =
          its.left >= box.right - shared ||
          its.right <= box.left + shared ||
          its.top >= box.bottom - shared ||
          its.bottom <= box.top + shared;
        if (!isApart) troubles.push(`${name} lies over ${other.getAttribute('aria-label')}`);
      }
    });
    return troubles;
  });
}

const SIZES = [
  [1440, 900],
  [1024, 768],
] as const;

async function openFinishedRun(studio: StudioPage): Promise<void> {
  await studio.open();
  await studio.openScenario('Byzantine consensus, silent primary');
  await studio.transport.finish();
}

test('nothing sticks out at 1440 and at 1024', async ({ studio, page }) => {
  await openFinishedRun(studio);
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await studio.idle();
    for (const tab of ['Protocol', 'Charts', 'Messages', 'Metrics', 'Log'] as const) {
      await studio.stage.show(tab);
      expect(await overflowing(page), `${width} ${tab}`).toEqual([]);
    }
    expect(await crowded(page), `${width}`).toEqual([]);
  }
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test('no serious trouble for who cannot see or cannot point', async ({ studio, page }) => {
      test.slow();
      await openFinishedRun(studio);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      // All but the colours is the same in both.
      const troublesIn = (part?: string) =>
        seriousTroubles(page, theme === 'dark' ? ['color-contrast'] : undefined, part);
      expect.soft(await troublesIn(), 'the page').toEqual([]);
      for (const tab of ['Charts', 'Messages', 'Metrics', 'Log'] as const) {
        await studio.stage.show(tab);
        await studio.idle();
        const troubles = await troublesIn('section[aria-label="Stage"]');
        expect.soft(troubles, `the stage with ${tab}`).toEqual([]);
      }
      const dialog = '[role="dialog"]';
      await studio.gallery.open();
      expect.soft(await troublesIn(dialog), 'the gallery').toEqual([]);
      await page.keyboard.press('Escape');
      await studio.openPalette();
      expect.soft(await troublesIn(dialog), 'the palette').toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      expect.soft(await troublesIn(dialog), 'the keys').toEqual([]);
    });
  });
}

test('the theme can be chosen and is remembered', async ({ studio, page }) => {
  await studio.open();
  for (const [item, theme] of [
    ['Dark', 'dark'],
    ['Light', 'light'],
  ] as const) {
    await page.getByRole('button', { name: 'Theme', exact: true }).click();
    await page.getByRole('menuitemradio', { name: item }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  }
});
