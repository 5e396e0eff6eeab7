/** What it is: the built studio in a real browser, for benchmarks of the page. */

import { preview } from 'vite';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { buildIfNeeded } from '../../scripts/lib/build.mjs';
import { installedBrowser } from '../../scripts/lib/browser.mjs';

/** Builds if need be, serves, opens a page of 1440×900, and closes all of it after `work`. */
export async function inStudio(
  work: (browser: Browser, page: Page) => Promise<void>,
): Promise<void> {
  const trouble = await buildIfNeeded(console.error);
  if (trouble !== undefined) throw new Error(trouble);
  const executablePath = installedBrowser();
  if (executablePath === undefined) throw new Error('There is no browser to measure in.');
  const server = await preview({ logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const [baseURL] = server.resolvedUrls?.local ?? [];
    if (baseURL === undefined) throw new Error('The studio is not served.');
    const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    // What runs this file keeps the names of functions with a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (value) => value');
    await work(browser, page);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Opens a design in the testing page, with one tab of the stage in sight and the speed at its highest. */
export async function openDesign(page: Page, design: unknown, tab: string): Promise<void> {
  await page.goto('?testing');
  const loaded = await page.evaluate((one) => window.__studio?.loadDesign(one), design);
  if (loaded?.ok !== true) throw new Error(`the design was refused: ${JSON.stringify(loaded)}`);
  await page.getByRole('tab', { name: tab, exact: true }).click();
  const transport = page.getByRole('region', { name: 'Transport' });
  await transport.getByRole('button', { name: /^Speed/ }).click();
  await page.getByRole('menuitemradio', { name: 'As fast as possible' }).click();
}

/** Runs the open design to its end. */
export async function runToEnd(page: Page): Promise<void> {
  await page
    .getByRole('toolbar', { name: 'Run' })
    .getByRole('button', { name: 'Run', exact: true })
    .click();
  await page.waitForFunction(() => window.__studio?.phase() === 'finished', undefined, {
    timeout: 240_000,
  });
}
