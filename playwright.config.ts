/**
 * End-to-end tests against the built studio, in Chromium always, and in Firefox and WebKit
 * where Playwright's own builds of them are installed.
 *
 * `npm test` names the browser and the port; run alone, this file finds both by itself.
 */
import { existsSync } from 'node:fs';
import { defineConfig, firefox, webkit } from '@playwright/test';
import type { Project } from '@playwright/test';
import { installedBrowser } from './scripts/lib/browser.mjs';

const isCi = Boolean(process.env['CI']);
const port = Number(process.env['CONCORD_E2E_PORT'] ?? 4274);
const address = `http://127.0.0.1:${port}/`;

/** Looked for once: the worker processes, which read this file again, inherit the answer. */
const chromiumPath = process.env['CHROMIUM_PATH'] ?? installedBrowser();
if (chromiumPath !== undefined) process.env['CHROMIUM_PATH'] = chromiumPath;

/** Chromium refuses to run as root inside its own sandbox; for everybody else it stays on. */
const isRoot = process.getuid?.() === 0;

const chromiumProject: Project = {
  name: 'chromium',
  use: {
    browserName: 'chromium',
    launchOptions: {
      ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
    },
  },
};

const otherProjects: Project[] = [firefox, webkit]
  .filter((browser) => existsSync(browser.executablePath()))
  .map((browser) => ({
    name: browser.name(),
    use: { browserName: browser === firefox ? 'firefox' : 'webkit' },
  }));

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  fullyParallel: false,
  workers: 1,
  retries: isCi ? 2 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    timezoneId: 'UTC',
    locale: 'en-GB',
    trace: 'on-first-retry',
  },
  projects: [chromiumProject, ...otherProjects],
  webServer: {
    // Builds first if need be, and refuses a port on which somebody else answers.
    command: `node scripts/start.mjs --no-open --port ${port}`,
    url: address,
    reuseExistingServer: false,
    timeout: 300_000,
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
