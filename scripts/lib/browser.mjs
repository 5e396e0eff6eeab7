/**
 * Finds a browser for the end-to-end tests, or fetches one.
 *
 * In order: the one named by CHROMIUM_PATH, the one Playwright has downloaded before, one
 * the system has, one Playwright can download now, and on Debian and its kin the packaged
 * one. A file that is there need not run (Ubuntu's /usr/bin/chromium-browser may only say
 * "install the snap", and a download may lack system libraries), so each is asked its version.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from './process.mjs';
import { root } from './tools.mjs';

const DOWNLOAD_SECONDS_MAX = 120;
const INSTALL_SECONDS_MAX = 600;

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Paths at which a system may keep a browser of the Chromium family. */
function systemCandidates() {
  if (process.platform === 'darwin') {
    const applications = ['/Applications', join(process.env.HOME ?? '', 'Applications')];
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return applications.flatMap((folder) =>
      names.map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (process.platform === 'win32') {
    const folders = [
      process.env.PROGRAMFILES,
      process.env['PROGRAMFILES(X86)'],
      process.env.LOCALAPPDATA,
    ].filter((folder) => folder !== undefined);
    const names = [
      ['Google', 'Chrome', 'Application', 'chrome.exe'],
      ['Chromium', 'Application', 'chrome.exe'],
      ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
    ];
    return folders.flatMap((folder) => names.map((name) => join(folder, ...name)));
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Whether this file is a browser that starts. */
function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  // Chrome for Windows opens a window when asked its version, so there the file must do.
  if (process.platform === 'win32') return true;
  const answer = spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' });
  return answer.status === 0;
}

/** Where Playwright keeps, or would keep, the Chromium it downloads; nothing if it is not installed. */
function playwrightPath() {
  try {
    const require = createRequire(join(root, 'package.json'));
    return require('@playwright/test').chromium.executablePath();
  } catch {
    return undefined;
  }
}

/**
 * A browser that is on this machine already, or nothing. Looks, but changes nothing.
 *
 * @returns {string | undefined}
 */
export function installedBrowser() {
  const named = process.env.CHROMIUM_PATH;
  const candidates = [named, playwrightPath(), ...systemCandidates()];
  const found = new Set(candidates.filter((path) => path && existsSync(path)));
  return [...found].find(isRunnable);
}

/** Lets Playwright download its Chromium. Without a network this must fail soon, hence the limit. */
async function downloadWithPlaywright(say) {
  say('No browser found: asking Playwright to download Chromium …');
  const script = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  await run(process.execPath, [script, 'install', 'chromium'], {
    cwd: root,
    seconds: DOWNLOAD_SECONDS_MAX,
    output: 'collect',
  });
}

/** How to become root without being asked for a password: nothing to do, sudo, or not at all. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { timeout: 10_000, stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n'] : undefined;
}

/** Installs the packaged Chromium on Debian and its kin, if we may. */
async function installWithApt(say) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return;
  const prefix = rootPrefix();
  if (prefix === undefined) return;
  say('No download to be had: installing the system package of Chromium with apt-get …');
  const apt = async (...args) => {
    const [command, ...rest] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...args,
    ];
    return await run(command, rest, { seconds: INSTALL_SECONDS_MAX, output: 'collect' });
  };
  // A list that could not be refreshed may still do, so the second command is tried regardless.
  await apt('update');
  const { code, output } = await apt('install', '-y', '--no-install-recommends', 'chromium');
  if (code !== 0) say(output.split('\n').slice(-5).join('\n'));
}

/**
 * A browser to test with, fetched if need be.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} its path, or nothing when there is no way to get one
 */
export async function findBrowser(say) {
  const named = process.env.CHROMIUM_PATH;
  if (named && !(existsSync(named) && isRunnable(named))) {
    say(`CHROMIUM_PATH names ${named}, which is not a browser that starts; looking elsewhere.`);
  }
  const present = installedBrowser();
  if (present !== undefined) return present;
  await downloadWithPlaywright(say);
  const downloaded = installedBrowser();
  if (downloaded !== undefined) return downloaded;
  await installWithApt(say);
  return installedBrowser();
}

/** What to tell a user for whom findBrowser found nothing. */
export const NO_BROWSER =
  'No browser to test with: install Chromium or Chrome, or set CHROMIUM_PATH to one.';
