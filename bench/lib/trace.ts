/** What it is: the tasks of a page's main thread, read from a trace of Chromium, with what they spent time on. */

import type { Browser, Page } from '@playwright/test';

export interface Task {
  /** Since the trace began. */
  readonly atSeconds: number;
  readonly wallMillis: number;
  /** What of it the thread was running; the rest it waited for a processor. */
  readonly cpuMillis: number;
  /** Its largest parts in words. */
  readonly parts: string;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Microseconds by the wall and of the thread. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly functionName?: string; readonly type?: string };
  };
}

/** Beyond this somebody who clicks has to wait. */
const LONG_MILLIS = 50;
/** Waiting for a processor counted, or not. */
type Clock = 'wallMillis' | 'cpuMillis';

/** The longest of the tasks in milliseconds. */
export function longest(tasks: readonly Task[], by: Clock): number {
  return Math.max(0, ...tasks.map((task) => task[by]));
}

/** How many of the tasks are longer than 50 ms. */
export function countLong(tasks: readonly Task[], by: Clock): number {
  return tasks.filter((task) => task[by] > LONG_MILLIS).length;
}

/** Milliseconds beyond 50 of all tasks: what a click may have waited. */
export function blocking(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { wallMillis }) => sum + Math.max(0, wallMillis - LONG_MILLIS), 0);
}

/** What the browser notes of a page while the work goes on. */
export async function traced<Value>(
  browser: Browser,
  page: Page,
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly trace: string }> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'v8'] });
  const value = await work();
  return { value, trace: (await browser.stopTracing()).toString() };
}

const TASK_NAMES = new Set(['RunTask', 'ThreadControllerImpl::RunTask']);
const PARTS_SHOWN = 4;

/** All tasks of the renderer's main thread that took a millisecond or more. */
export function readTasks(trace: string): readonly Task[] {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const begin = traceEvents.reduce(
    (least, { ts }) => (ts > 0 ? Math.min(least, ts) : least),
    Infinity,
  );
  return mainThreads(traceEvents).flatMap(({ pid, tid }) => {
    const own = traceEvents.filter(
      (event) => event.ph === 'X' && event.pid === pid && event.tid === tid,
    );
    const parts = own.filter(({ name, dur = 0 }) => !TASK_NAMES.has(name) && dur >= 1_000);
    return own
      .filter(({ name, dur = 0 }) => TASK_NAMES.has(name) && dur >= 1_000)
      .map((task) => ({
        atSeconds: (task.ts - begin) / 1e6,
        wallMillis: (task.dur ?? 0) / 1e3,
        cpuMillis: (task.tdur ?? task.dur ?? 0) / 1e3,
        parts: sayParts(task, parts),
      }));
  });
}

/** Seconds that threads of this name were running. */
export function threadSeconds(trace: string, name: string): number {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const own = new Set(threadsOf(traceEvents, name).map(({ pid, tid }) => `${pid} ${tid}`));
  return traceEvents
    .filter(({ name: task, pid, tid }) => TASK_NAMES.has(task) && own.has(`${pid} ${tid}`))
    .reduce((sum, { tdur = 0 }) => sum + tdur / 1e6, 0);
}

/** The main thread of every renderer: of those that only start up nothing long is seen. */
function mainThreads(events: readonly TraceEvent[]): readonly TraceEvent[] {
  return threadsOf(events, 'CrRendererMain');
}

function threadsOf(events: readonly TraceEvent[], thread: string): readonly TraceEvent[] {
  return events.filter(({ name, args }) => name === 'thread_name' && args?.name === thread);
}

function sayParts(task: TraceEvent, parts: readonly TraceEvent[]): string {
  const sums = new Map<string, number>();
  const end = task.ts + (task.dur ?? 0);
  for (const { name, ts, dur = 0, args } of parts) {
    if (ts < task.ts || ts + dur > end) continue;
    const detail = args?.data?.functionName ?? args?.data?.type ?? '';
    const key = detail === '' ? name : `${name} ${detail}`;
    sums.set(key, (sums.get(key) ?? 0) + dur / 1e3);
  }
  return [...sums]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, PARTS_SHOWN)
    .map(([name, millis]) => `${name} ${millis.toFixed(0)}`)
    .join(', ');
}
