import { expect, test } from 'vitest';
import { newDesign } from '../../engine/document/newDesign.ts';
import { createTrials } from './trials.ts';

const design = newDesign('A vote');

/** Three kinds of trial that each find how many were made, by a worker whose answers the test gives. */
function begin(open: () => Promise<readonly string[] | undefined>) {
  const asked: (readonly [key: string, from: number, to: number])[] = [];
  const disposed: number[] = [];
  let connections = 0;
  const trials = createTrials<{ open: typeof open }, readonly string[], string, number>({
    wished: 5,
    connect: () => {
      const own = connections++;
      return { worker: { open }, dispose: () => disposed.push(own) };
    },
    course: (keys, goal) => ({ keys, count: goal, slice: 2 }),
    run: async (_worker, key, from, to) => {
      asked.push([key, from, to]);
      return Promise.resolve(to - from);
    },
    add: (_key, before = 0, found) => before + found,
  });
  return { trials, asked, disposed, now: () => trials.store.getState() };
}

test('all kinds keep step, slice by slice, to what was asked for', async () => {
  const { trials, asked, now } = begin(() => Promise.resolve(['a', 'b']));
  trials.wish({ wished: 3 });
  const over = trials.start(design, 'vote');
  expect(now()).toMatchObject({ phase: 'opening', design, goal: 3 });
  await over;
  expect(asked).toEqual([
    ['a', 0, 2],
    ['b', 0, 2],
    ['a', 2, 3],
    ['b', 2, 3],
  ]);
  expect(now().phase).toBe('done');
  expect([...now().tallies]).toEqual([
    ['a', 3],
    ['b', 3],
  ]);
});

test('what is stopped keeps what it has found, and begins anew from nothing', async () => {
  const { trials, asked, disposed, now } = begin(() => Promise.resolve(['a', 'b']));
  const unsubscribe = trials.store.subscribe(({ tallies }) => {
    if (tallies.size > 0) trials.stop();
  });
  await trials.start(design, 'vote');
  expect(now()).toMatchObject({ phase: 'stopped', tallies: new Map([['a', 2]]) });
  unsubscribe();
  asked.length = 0;
  await trials.start(design, 'vote');
  expect(disposed).toEqual([0]);
  expect(asked).toHaveLength(6);
  expect(now()).toMatchObject({
    phase: 'done',
    tallies: new Map([
      ['a', 5],
      ['b', 5],
    ]),
  });
});

test('what is begun anew hears nothing of the worker before', async () => {
  const answers: ((keys: readonly string[]) => void)[] = [];
  const { trials, now } = begin(() => new Promise((resolve) => answers.push(resolve)));
  const first = trials.start(design, 'vote');
  const second = trials.start(design, 'vote');
  answers[0]?.(['old']);
  await first;
  expect(now().phase).toBe('opening');
  answers[1]?.(['new']);
  await second;
  expect([...now().tallies.keys()]).toEqual(['new']);
});

test('a design with mistakes and a worker that dies are told in a sentence', async () => {
  const mistaken = begin(() => Promise.resolve(undefined));
  await mistaken.trials.start(design, 'vote');
  expect(mistaken.now().phase).toBe('idle');
  expect(mistaken.now().problem).toMatch(/^The design has mistakes/);
  const dead = begin(() => Promise.reject(new Error('The worker has died.')));
  await dead.trials.start(design, 'vote');
  expect(dead.now()).toMatchObject({ phase: 'stopped', problem: 'The worker has died.' });
});
