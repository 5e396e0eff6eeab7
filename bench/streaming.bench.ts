/**
 * What it is: how fluent the page stays while a run streams at full speed: PBFT with 64 replicas makes about
 * a million events in the worker while the stage shows them. Every task of the main thread is taken from the
 * browser's own trace, by the wall and by its CPU time (on a busy machine a task also waits for the
 * processor), and the parts of the longest are named.
 * Beside it a bare loop of the same page that only fills columns like those that arrive.
 */

import { preview } from 'vite';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { buildIfNeeded } from '../scripts/lib/build.mjs';
import { installedBrowser } from '../scripts/lib/browser.mjs';
import type {} from '../src/ui/app/testApi.ts';
import { readTasks } from './lib/trace.ts';
import type { Task } from './lib/trace.ts';
import { printTable } from './lib/table.ts';

const REPLICAS = 64;
/** A request makes about 16,500 events: each of 2n(n − 1) messages is sent and delivered. */
const REQUESTS = 60;
const LONG_MILLIS = 50;
const TABS = ['Protocol', 'Charts', 'Log'] as const;

const DESIGN = {
  format: 'concord.design',
  version: 1,
  name: 'Streaming',
  seed: 1,
  pace: 1,
  nodes: [
    {
      kind: 'pool',
      id: 'replicas',
      name: 'Replicas',
      position: { x: 40, y: 80 },
      agent: 'voter',
      count: REPLICAS,
    },
    {
      kind: 'coordination',
      id: 'order',
      name: 'Order',
      position: { x: 470, y: 150 },
      protocol: 'byzantine_consensus',
      parameters: { requests: REQUESTS, clients: 16, authentication: 'modelled' },
    },
  ],
  connections: [
    {
      id: 'c0',
      source: { node: 'replicas', port: 'agents' },
      target: { node: 'order', port: 'participants' },
    },
  ],
  faults: [],
  expectations: [],
};

interface Streamed {
  readonly events: number;
  readonly wallSeconds: number;
  readonly paints: number;
  readonly observedLong: number;
}

/** Opens the design with one tab of the stage in sight and the speed at its highest. */
async function prepare(page: Page, tab: string): Promise<void> {
  await page.goto('?testing');
  const loaded = await page.evaluate((design) => window.__studio?.loadDesign(design), DESIGN);
  if (loaded?.ok !== true) throw new Error(`the design was refused: ${JSON.stringify(loaded)}`);
  await page.getByRole('tab', { name: tab, exact: true }).click();
  const transport = page.getByRole('region', { name: 'Transport' });
  await transport.getByRole('button', { name: /^Speed/ }).click();
  await page.getByRole('menuitemradio', { name: 'As fast as possible' }).click();
}

/** Runs the open design to its end. */
async function stream(page: Page): Promise<Streamed> {
  await page.evaluate(() => {
    const counts = { began: performance.now(), paints: 0, observedLong: 0 };
    Object.assign(window, { counts });
    new PerformanceObserver((list) => {
      counts.observedLong += list.getEntries().length;
    }).observe({ type: 'longtask' });
    const count = (): void => {
      counts.paints++;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await page
    .getByRole('toolbar', { name: 'Run' })
    .getByRole('button', { name: 'Run', exact: true })
    .click();
  await page.waitForFunction(() => window.__studio?.phase() === 'finished', undefined, {
    timeout: 240_000,
  });
  return page.evaluate(() => {
    const { began, paints, observedLong } = Reflect.get(window, 'counts') as {
      began: number;
      paints: number;
      observedLong: number;
    };
    return {
      events: window.__studio?.outcome()?.events ?? 0,
      wallSeconds: (performance.now() - began) / 1_000,
      paints,
      observedLong,
    };
  });
}

/** Rows each second of a loop in the page that writes an event's columns and does nothing else. */
function bareLoop(page: Page): Promise<number> {
  return page.evaluate(() => {
    const rows = 2_000_000;
    const at = new Float64Array(rows);
    const kind = new Uint16Array(rows);
    const ints = new Int32Array(rows * 6);
    const began = performance.now();
    for (let i = 0; i < rows; i++) {
      at[i] = i * 1.5;
      kind[i] = i & 31;
      for (let column = 0; column < 6; column++) ints[i * 6 + column] = i ^ column;
    }
    return (rows / (performance.now() - began)) * 1_000;
  });
}

interface Measured extends Streamed {
  readonly tab: string;
  readonly tasks: readonly Task[];
}

async function measure(browser: Browser, page: Page, tab: string): Promise<Measured> {
  await prepare(page, tab);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'v8'] });
  const streamed = await stream(page);
  const trace = await browser.stopTracing();
  return { ...streamed, tab, tasks: readTasks(trace.toString()) };
}

/** Milliseconds beyond 50 of all tasks: what a click may have waited. */
function blocking(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { wallMillis }) => sum + Math.max(0, wallMillis - LONG_MILLIS), 0);
}

function rowOf({ tab, events, wallSeconds, paints, tasks, observedLong }: Measured) {
  return [
    tab,
    events,
    events / wallSeconds / 1e6,
    paints / wallSeconds,
    Math.max(...tasks.map((task) => task.wallMillis)),
    Math.max(...tasks.map((task) => task.cpuMillis)),
    String(tasks.filter((task) => task.wallMillis > LONG_MILLIS).length),
    String(observedLong),
    blocking(tasks),
  ];
}

const trouble = await buildIfNeeded(console.error);
if (trouble !== undefined) throw new Error(trouble);
const executablePath = installedBrowser();
if (executablePath === undefined) throw new Error('There is no browser to measure in.');
const server = await preview({ logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const [baseURL] = server.resolvedUrls?.local ?? [];
  if (baseURL === undefined) throw new Error('The studio is not served.');
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  // What runs this file keeps the names of functions with a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (value) => value');
  await measure(browser, page, 'Protocol');
  const measured: Measured[] = [];
  for (const tab of TABS) measured.push(await measure(browser, page, tab));
  printTable(
    `A run of ${REPLICAS} replicas streamed at full speed, by the tab in sight`,
    [
      'tab',
      'events',
      'M events/s',
      'paints/s',
      'longest ms',
      'longest CPU ms',
      '> 50 ms',
      'observed',
      'blocking ms',
    ],
    measured.map(rowOf),
  );
  printTable(
    'Beside it, in the same page',
    ['subject', 'M rows/s'],
    [['bare loop filling columns', (await bareLoop(page)) / 1e6]],
  );
  printTable(
    'What the longest tasks were made of',
    ['tab', 'at s', 'ms', 'CPU ms', 'parts in ms'],
    measured.flatMap(({ tab, tasks }) =>
      tasks
        .toSorted((one, other) => other.wallMillis - one.wallMillis)
        .slice(0, 4)
        .map((task) => [tab, task.atSeconds, task.wallMillis, task.cpuMillis, task.parts]),
    ),
  );
} finally {
  await browser.close();
  await server.close();
}
