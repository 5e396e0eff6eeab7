/**
 * What it is: how fluent the page stays while a run streams at full speed: PBFT with 64 replicas makes about
 * a million events in the worker while the stage shows them, in each of its tabs, and while a person goes from
 * tab to tab. Every task of the main thread is taken from the browser's own trace, by the wall and by its CPU
 * time (on a busy machine a task also waits for the processor), and the parts of the longest are named.
 * Each is run several times; what is not told for every run is that of the run in the middle.
 * Beside it a bare loop of the same page that only fills columns like those that arrive.
 */

import type { Browser, Page } from '@playwright/test';
import type {} from '../src/ui/app/testApi.ts';
import { inStudio, openDesign } from './lib/page.ts';
import { pbftDesign } from './lib/pbftDesign.ts';
import { blocking, countLong, longest, readTasks, threadSeconds, traced } from './lib/trace.ts';
import type { Task } from './lib/trace.ts';
import { printLongestTasks } from './lib/longestTasks.ts';
import { printTable } from './lib/table.ts';

const REPLICAS = 64;
/** A request makes about 16,500 events: each of 2n(n − 1) messages is sent and delivered. */
const REQUESTS = 60;
const TABS = ['Protocol', 'Charts', 'Messages', 'Metrics', 'Log'] as const;
/** Going from tab to tab, each for so long. */
const SWITCHING = 'all in turn';
const SWITCH_MILLIS = 250;
const ROUNDS = 3;
const WORKER_THREAD = 'DedicatedWorker thread';

const DESIGN = pbftDesign('Streaming', REPLICAS, { requests: REQUESTS, clients: 16 });

interface Streamed {
  readonly events: number;
  readonly wallSeconds: number;
  readonly paints: number;
}

/** Presses one tab after the other until the run is over. */
function switchTabs(page: Page): Promise<void> {
  return page.evaluate(
    ({ tabs, millis }) => {
      let turn = 0;
      const timer = setInterval(() => {
        if (window.__studio?.phase() === 'finished') clearInterval(timer);
        const name = tabs[++turn % tabs.length];
        const all = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
        const found = all.find((one) => one.textContent === name);
        found?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
      }, millis);
    },
    { tabs: TABS, millis: SWITCH_MILLIS },
  );
}

/** Runs the open design to its end. */
async function stream(page: Page, tab: string): Promise<Streamed> {
  await page.evaluate(() => {
    const counts = { began: performance.now(), paints: 0 };
    Object.assign(window, { counts });
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
  if (tab === SWITCHING) await switchTabs(page);
  await page.waitForFunction(() => window.__studio?.phase() === 'finished', undefined, {
    timeout: 240_000,
  });
  return page.evaluate(() => {
    const { began, paints } = Reflect.get(window, 'counts') as {
      began: number;
      paints: number;
    };
    return {
      events: window.__studio?.outcome()?.events ?? 0,
      wallSeconds: (performance.now() - began) / 1_000,
      paints,
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
  /** CPU time of the worker. */
  readonly workerSeconds: number;
  readonly tasks: readonly Task[];
}

/** A tab in all its rounds, from the quickest run to the slowest. */
type Rounds = readonly Measured[];

async function measure(browser: Browser, page: Page, tab: string): Promise<Measured> {
  await openDesign(page, DESIGN, tab === SWITCHING ? TABS[0] : tab);
  // What the page before left behind is not this run's to collect.
  await page.requestGC();
  const { value: streamed, trace } = await traced(browser, page, () => stream(page, tab));
  const workerSeconds = threadSeconds(trace, WORKER_THREAD);
  return { ...streamed, tab, workerSeconds, tasks: readTasks(trace) };
}

function rowOf(rounds: Rounds): readonly (string | number)[] {
  const middle = rounds[rounds.length >> 1];
  if (middle === undefined) return [];
  const each = (say: (one: Measured) => string): string => rounds.map(say).join(' ');
  return [
    middle.tab,
    middle.events,
    middle.events / middle.wallSeconds / 1e6,
    middle.events / middle.workerSeconds / 1e6,
    middle.paints / middle.wallSeconds,
    each((one) => longest(one.tasks, 'wallMillis').toFixed(0)),
    each((one) => longest(one.tasks, 'cpuMillis').toFixed(0)),
    each((one) => String(countLong(one.tasks, 'wallMillis'))),
    each((one) => String(countLong(one.tasks, 'cpuMillis'))),
    blocking(middle.tasks),
  ];
}

async function measureRounds(browser: Browser, page: Page, tab: string): Promise<Rounds> {
  const rounds: Measured[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measure(browser, page, tab));
  return rounds.toSorted((one, other) => one.wallSeconds - other.wallSeconds);
}

await inStudio(async (browser, page) => {
  await measure(browser, page, 'Protocol');
  const measured: Rounds[] = [];
  const wanted = process.env['CONCORD_BENCH_TAB'];
  for (const tab of [...TABS, SWITCHING].filter((one) => wanted === undefined || one === wanted))
    measured.push(await measureRounds(browser, page, tab));
  printTable(
    `A run of ${REPLICAS} replicas streamed at full speed, by the tab in sight; ${ROUNDS} runs of each`,
    [
      'tab',
      'events',
      'M events/s',
      'M events/CPU s',
      'paints/s',
      'longest ms',
      'longest CPU ms',
      '> 50 ms',
      '> 50 CPU ms',
      'blocking ms',
    ],
    measured.map(rowOf),
  );
  printTable(
    'Beside it, in the same page',
    ['subject', 'M rows/s'],
    [['bare loop filling columns', (await bareLoop(page)) / 1e6]],
  );
  printLongestTasks(
    'tab',
    measured.map((rounds) => [rounds[0]?.tab ?? '', rounds.flatMap(({ tasks }) => tasks)]),
  );
});
