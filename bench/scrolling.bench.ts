/**
 * What it is: how fluent the space–time diagram stays while somebody scrolls and zooms through a run of more
 * than a hundred thousand messages: one wheel event in every frame, with stretches from a few requests to all.
 * Time between paints by the wall, tasks of the main thread from the browser's own trace.
 */

import type { Browser, Page } from '@playwright/test';
import type {} from '../src/ui/app/testApi.ts';
import { inStudio, openDesign, runToEnd } from './lib/page.ts';
import { pbftDesign } from './lib/pbftDesign.ts';
import { printTable } from './lib/table.ts';
import { countLong, longest, readTasks, traced } from './lib/trace.ts';

const REPLICAS = 16;
/** Each request makes 2n(n − 1) + n + 1 messages. */
const REQUESTS = 210;
const FRAMES = 240;

const DESIGN = pbftDesign('Scrolling', REPLICAS, { requests: REQUESTS, clients: 4 });

interface Gesture {
  readonly title: string;
  /** Turns of the wheel that zoom, before anything is measured. */
  readonly zoomBefore: number;
  readonly deltaX: number;
  readonly deltaY: number;
}

const GESTURES: readonly Gesture[] = [
  { title: 'scrolling, a few requests in sight', zoomBefore: 0, deltaX: 40, deltaY: 0 },
  { title: 'scrolling, dozens of requests in sight', zoomBefore: 9, deltaX: 40, deltaY: 0 },
  { title: 'scrolling, the whole run in sight', zoomBefore: 30, deltaX: -8, deltaY: 0 },
  { title: 'zooming in from the whole run', zoomBefore: 30, deltaX: 0, deltaY: -12 },
];

/** One wheel event in each frame; gives the milliseconds between paints. */
function turnWheel(page: Page, { zoomBefore, deltaX, deltaY }: Gesture): Promise<number[]> {
  return page.evaluate(
    async ([zooms, x, y, frames]) => {
      const box = document.querySelector('.space-time-box');
      if (box === null) throw new Error('there is no diagram');
      const bounds = box.getBoundingClientRect();
      const turn = (dx: number, dy: number): void => {
        const place = { clientX: bounds.x + bounds.width / 2, clientY: bounds.y + 60 };
        box.dispatchEvent(new WheelEvent('wheel', { ...place, deltaX: dx, deltaY: dy }));
      };
      const paint = (): Promise<number> => new Promise(requestAnimationFrame);
      for (let i = 0; i < zooms; i++) {
        turn(0, 120);
        await paint();
      }
      for (let i = 0; i < 20; i++) await paint();
      const between: number[] = [];
      let before = await paint();
      for (let i = 0; i < frames; i++) {
        turn(x, y);
        const now = await paint();
        between.push(now - before);
        before = now;
      }
      return between;
    },
    [zoomBefore, deltaX, deltaY, FRAMES] as const,
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

async function measure(browser: Browser, page: Page, gesture: Gesture) {
  // To the middle of the run, with the stretch that follows the cursor.
  await page.getByRole('button', { name: 'Keep the cursor in sight' }).click();
  const { value: between, trace } = await traced(browser, page, () => turnWheel(page, gesture));
  const tasks = readTasks(trace);
  return [
    gesture.title,
    quantile(between, 0.5),
    quantile(between, 0.95),
    Math.max(...between),
    longest(tasks, 'wallMillis'),
    longest(tasks, 'cpuMillis'),
    String(countLong(tasks, 'wallMillis')),
  ] as const;
}

await inStudio(async (browser, page) => {
  const rows = [];
  let messages = 0;
  for (const gesture of GESTURES) {
    await openDesign(page, DESIGN, 'Protocol');
    await runToEnd(page);
    messages = await page.evaluate(() => window.__studio?.outcome()?.messages ?? 0);
    rows.push(await measure(browser, page, gesture));
  }
  printTable(
    `${messages} messages of ${REPLICAS} replicas, ${FRAMES} frames each`,
    ['gesture', 'median ms', 'p95 ms', 'most ms', 'longest task', 'its CPU ms', '> 50 ms'],
    rows,
  );
});
