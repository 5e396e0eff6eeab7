/** What it is: the tasks of a page's main thread, read from a trace of Chromium, with what they spent time on. */

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
