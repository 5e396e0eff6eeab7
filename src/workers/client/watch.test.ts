import { expect, test, vi } from 'vitest';
import { watchWorker } from './watch.ts';

/** Something that can be listened to as a worker can. */
function aWorker(): { worker: Worker; fail: (message: string) => void } {
  const target = new EventTarget();
  const fail = (message: string): void => {
    const event = new Event('error', { cancelable: true });
    Object.defineProperty(event, 'message', { value: message });
    target.dispatchEvent(event);
  };
  return { worker: target as unknown as Worker, fail };
}

test('a call settles as the worker answers', async () => {
  const watch = watchWorker(aWorker().worker, () => expect.unreachable());
  await expect(watch.guard(Promise.resolve(7), 1_000)).resolves.toBe(7);
  await expect(watch.guard(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
  expect(watch.isDead).toBe(false);
});

test('when the worker breaks, calls in flight and later ones are rejected and death is told once', async () => {
  const deaths: string[] = [];
  const { worker, fail } = aWorker();
  const watch = watchWorker(worker, (why) => deaths.push(why));
  const call = watch.guard(new Promise(() => {}), 60_000);
  fail('out of luck');
  fail('again');
  await expect(call).rejects.toMatchObject({ name: 'WorkerDiedError', message: 'out of luck' });
  await expect(watch.guard(Promise.resolve(1), 1_000)).rejects.toThrow('out of luck');
  expect(deaths).toEqual(['out of luck']);
  expect(watch.isDead).toBe(true);
});

test('a worker that never answers is taken for dead after the deadline', async () => {
  vi.useFakeTimers();
  const deaths: string[] = [];
  const watch = watchWorker(aWorker().worker, (why) => deaths.push(why));
  const call = watch.guard(new Promise(() => {}), 60_000);
  const settled = call.catch((error: unknown) => error);
  vi.advanceTimersByTime(59_999);
  expect(deaths).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(await settled).toMatchObject({ name: 'WorkerDiedError' });
  expect(deaths.length).toBe(1);
  vi.useRealTimers();
});
