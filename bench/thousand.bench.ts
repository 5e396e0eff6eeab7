/**
 * What it is: how fluent the canvas stays with a thousand agents on it while their run streams: the cluster of a
 * thousand nodes, run as fast as it goes, with the page at rest, while the canvas is dragged about and while it is
 * zoomed. Frames are the times between two paints as the page sees them; tasks are those of its main thread, from
 * the browser's own trace, by the wall and by CPU time. Rendering is in software.
 */

import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { inStudio, openDesign } from './lib/page.ts';
import { printLongestTasks } from './lib/longestTasks.ts';
import { printTable } from './lib/table.ts';
import { readTasks } from './lib/trace.ts';
import type { Task } from './lib/trace.ts';

/** The scenario, but for a minute of virtual time: it ends too soon to be watched otherwise. */
const RUN_MICROS = 60_000_000;
const DESIGN: unknown = JSON.parse(
  readFileSync(new URL('../scenarios/distributed-thousand.json', import.meta.url), 'utf8'),
  (key, value: unknown) => (key === 'runMicros' ? RUN_MICROS : value),
);
const LONG_MILLIS = 50;
const AIM_MILLIS = 33;

/** Waits until the page has painted so many times. */
function paints(page: Page, count: number): Promise<void> {
  return page.evaluate(
    (most) =>
      new Promise<void>((resolve) => {
        let left = most;
        const next = (): void => {
          if (left-- === 0) resolve();
          else requestAnimationFrame(next);
        };
        next();
      }),
    count,
  );
}

/** What the person does meanwhile, once; it is repeated until the run is over. */
const DEEDS: Readonly<Record<string, (page: Page, turn: number) => Promise<void>>> = {
  'at rest': (page) => paints(page, 6),
  'canvas dragged': async (page, turn) => {
    const [from, to] = turn % 2 === 0 ? [1050, 930] : [930, 1050];
    // To and fro by the same empty place: the nodes stay in sight, and none is taken along.
    await page.mouse.move(from, 300);
    await page.mouse.down();
    await page.mouse.move(to, 300, { steps: 12 });
    await page.mouse.up();
  },
  'canvas zoomed': async (page, turn) => {
    await page.mouse.move(600, 300);
    await page.mouse.wheel(0, turn % 8 < 4 ? -120 : 120);
    await paints(page, 4);
  },
};

interface Measured {
  readonly deed: string;
  readonly events: number;
  readonly seconds: number;
  /** Milliseconds between paints, ascending. */
  readonly frames: readonly number[];
  readonly tasks: readonly Task[];
}

const isOver = (page: Page): Promise<boolean> =>
  page.evaluate(() => window.__studio?.phase() === 'finished');

async function measure(browser: Browser, page: Page, deed: string): Promise<Measured> {
  await openDesign(page, DESIGN, 'Protocol');
  await page.requestGC();
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'v8'] });
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { paintGaps: frames });
    let last = performance.now();
    const count = (): void => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const began = performance.now();
  await page
    .getByRole('toolbar', { name: 'Run' })
    .getByRole('button', { name: 'Run', exact: true })
    .click();
  for (let turn = 0; !(await isOver(page)); turn++) await DEEDS[deed]?.(page, turn);
  const seconds = (performance.now() - began) / 1_000;
  const { frames, events } = await page.evaluate(() => ({
    frames: Reflect.get(window, 'paintGaps') as number[],
    events: window.__studio?.outcome()?.events ?? 0,
  }));
  const tasks = readTasks((await browser.stopTracing()).toString());
  return { deed, events, seconds, frames: frames.toSorted((a, b) => a - b), tasks };
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

function rowOf({ deed, events, seconds, frames, tasks }: Measured): readonly (string | number)[] {
  const longest = (by: 'wallMillis' | 'cpuMillis'): number =>
    Math.max(0, ...tasks.map((task) => task[by]));
  return [
    deed,
    events,
    seconds,
    frames.length,
    at(frames, 0.5),
    at(frames, 0.95),
    at(frames, 0.95) < AIM_MILLIS ? 'yes' : 'no',
    longest('wallMillis'),
    longest('cpuMillis'),
    tasks.filter(({ wallMillis }) => wallMillis > LONG_MILLIS).length,
  ];
}

await inStudio(async (browser, page) => {
  await measure(browser, page, 'at rest');
  const measured: Measured[] = [];
  for (const deed of Object.keys(DEEDS)) measured.push(await measure(browser, page, deed));
  printTable(
    'A thousand agents on the canvas while their run streams',
    [
      'meanwhile',
      'events',
      's',
      'frames',
      'median ms',
      'p95 ms',
      `< ${AIM_MILLIS}`,
      'longest task ms',
      'longest CPU ms',
      `> ${LONG_MILLIS} ms`,
    ],
    measured.map(rowOf),
  );
  printLongestTasks(
    'meanwhile',
    measured.map(({ deed, tasks }) => [deed, tasks]),
  );
});
