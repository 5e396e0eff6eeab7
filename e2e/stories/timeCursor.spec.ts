/**
 * Given a run in progress, when its watcher pauses, steps and scrubs, by mouse and by keyboard, then the
 * cursor goes exactly where it is sent and everything follows it. When they go back into the past and crash
 * an agent there, then the run goes on from that moment, and becomes another run.
 */

import { expect, test } from '../fixtures/test.ts';

const CALM = 'Byzantine consensus, calm';

test('pause, step to an event, a message, a decision, and play on @smoke', async ({ studio }) => {
  await studio.open();
  await studio.openScenario(CALM);
  await studio.transport.pause();
  const paused = await studio.transport.cursor();
  expect(await studio.transport.cursor()).toEqual(paused);

  await studio.transport.stepEvent();
  const stepped = await studio.transport.cursor();
  expect(stepped.seq).toBe(paused.seq + 1);
  await studio.page.keyboard.press('.');
  await expect.poll(async () => (await studio.transport.cursor()).seq).toBe(paused.seq + 2);

  await studio.transport.stepBy('Step to the next message');
  expect((await studio.transport.cursor()).seq).toBeGreaterThan(stepped.seq + 1);

  await studio.transport.play();
  await expect
    .poll(async () => (await studio.transport.cursor()).at)
    .toBeGreaterThan(stepped.at + 5_000);

  await studio.transport.pause();
  await studio.transport.press('Home');
  expect(await studio.transport.cursor()).toEqual({ at: 0, seq: 0 });
  const order = studio.canvas.node('Order');
  await expect(order).toContainText('0 of 8');
  for (let i = 0; i < 3; i++) await studio.transport.stepBy('Step to the next decision');
  const { seq } = await studio.transport.cursor();
  expect(seq).toBeGreaterThan(20);
  await studio.transport.press('End');
  await expect(order).toContainText('8 of 8');
  await expect(studio.transport.place).toHaveText(/^End/);
});

test('scrubs by keyboard and by mouse, and the canvas shows the moment under the cursor', async ({
  studio,
}) => {
  await studio.open();
  await studio.openScenario(CALM);
  await studio.transport.finish();
  const { slider } = studio.transport;
  const end = Number(await slider.getAttribute('aria-valuemax'));
  const step = Math.round(end / 100);
  expect((await studio.transport.cursor()).at).toBe(end);

  await studio.transport.press('ArrowLeft');
  expect((await studio.transport.cursor()).at).toBe(end - step);
  await studio.transport.press('PageDown');
  expect((await studio.transport.cursor()).at).toBe(end - 11 * step);
  await studio.transport.press('ArrowRight');
  expect((await studio.transport.cursor()).at).toBe(end - 10 * step);
  await expect(slider).toHaveAttribute('aria-valuenow', String(end - 10 * step));
  await studio.transport.press('Home');
  expect(await studio.transport.cursor()).toEqual({ at: 0, seq: 0 });
  await expect(studio.transport.region.getByTestId('cursor-time')).toHaveText(/^0\s?ms$/);

  await studio.transport.press('End');
  const order = studio.canvas.node('Order');
  await expect(order).toContainText('8 of 8');

  await studio.transport.clickAt(0.5);
  const middle = (await studio.transport.cursor()).at;
  expect(Math.abs(middle - end / 2)).toBeLessThan(end / 50);
  await expect(order).not.toContainText('8 of 8');
  await expect(studio.transport.place).toContainText('Past');

  await studio.transport.drag(0.5, 0.1);
  const early = (await studio.transport.cursor()).at;
  expect(Math.abs(early - end / 10)).toBeLessThan(end / 50);
  await studio.transport.place.click();
  await studio.idle();
  expect((await studio.transport.cursor()).at).toBe(end);
});

test('a crash in the past makes another run of the rest', async ({ studio }) => {
  await studio.open();
  await studio.openScenario(CALM);
  await studio.transport.finish();
  const undisturbed = await studio.digest();
  const before = await studio.outcome();
  expect(before.coordinations[0]?.outcome).toMatchObject({ view: 0, executed: 8 });

  await studio.transport.clickAt(0.4);
  const past = await studio.transport.cursor();
  expect(past.seq).toBeGreaterThan(10);
  await studio.canvas.actOnAgent('Replicas', 'replicas/0', 'Crash');
  await studio.idle();
  await expect(studio.canvas.node('Replicas')).toContainText('1');
  expect((await studio.transport.cursor()).at).toBe(past.at);
  expect(await studio.digest()).toBeUndefined();

  await studio.transport.play();
  await studio.transport.playToEnd();
  const after = await studio.outcome();
  expect(after.digest).not.toBe(undisturbed);
  expect(after.coordinations[0]).toMatchObject({ status: 'completed', outcome: { executed: 8 } });
  expect(Number(after.coordinations[0]?.outcome['view'])).toBeGreaterThanOrEqual(1);
  expect(after.invariants.filter(({ temper, held }) => temper === 'always' && !held)).toEqual([]);
});
