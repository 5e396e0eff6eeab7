/**
 * Given a run of Byzantine consensus in progress, when a partition is dragged from the library onto the timeline
 * ahead of the cursor, then the run goes on, the replica that is cut off stalls while the others execute, and
 * after the network heals it catches up. When its bar is moved by hand and by keys, then the fault moves, each
 * drag is one step of the history, and the run follows. And a fault that waits for an event can be placed
 * without a mouse.
 */

import { expect, test } from '../fixtures/test.ts';
import { voting } from '../fixtures/designs.ts';

interface Fault {
  readonly kind: string;
  readonly at: number;
  readonly until?: number;
  readonly when?: { readonly event: string; readonly message?: string };
}

const design = voting('byzantine_consensus', 4, {
  pace: 0.02,
  parameters: {
    requests: 24,
    clientTimeoutMicros: 30_000,
    viewTimeoutMicros: 60_000,
    retransmitMicros: 50_000,
  },
});

test('a partition dragged onto the timeline cuts a replica off until it heals @full', async ({
  studio,
}) => {
  const faultsOf = async () => (await studio.design())['faults'] as readonly Fault[];
  const executed = async (agent: string): Promise<number> => {
    await studio.canvas.chooseAgent('Crowd', agent);
    await studio.page.keyboard.press('Enter');
    await studio.idle();
    return Number(await studio.inspector.fact('Executed').textContent());
  };

  await studio.open();
  await studio.load(design);
  await studio.library.show('Blocks');
  await studio.run();
  await expect.poll(async () => (await studio.transport.cursor()).at).toBeGreaterThan(40_000);
  await studio.transport.pause();
  const paused = await studio.transport.cursor();

  await studio.faults.drop(studio.library.block('Faults', 'Partition'), 0.45);
  await expect(studio.announcer).toContainText('The run goes on with the changed faults');
  const [placed] = await faultsOf();
  expect(placed).toMatchObject({ kind: 'partition', groups: [['crowd/0']] });
  expect(placed!.at).toBeGreaterThan(paused.at);
  expect(await studio.transport.cursor()).toEqual(paused);
  await expect(studio.faults.bar(/^Partition of crowd\/0 from/)).toBeVisible();

  // Its end is drawn out, so that the others get far ahead.
  await studio.faults.drag(studio.faults.bar(/^Partition/), 1, 280);
  const [longer] = await faultsOf();
  expect(longer!.at).toBe(placed!.at);
  expect(longer!.until).toBeGreaterThan(placed!.until!);
  await studio.page.keyboard.press('Control+z');
  expect(await faultsOf()).toEqual([placed]);
  await studio.page.keyboard.press('Control+Shift+z');
  expect(await faultsOf()).toEqual([longer]);
  await studio.idle();

  await studio.transport.press('End');
  await expect(studio.transport.place).toHaveText(/^End/);
  const outcome = await studio.outcome();
  expect(outcome.coordinations[0]).toMatchObject({ status: 'completed' });
  expect(outcome.invariants.filter(({ held }) => !held)).toEqual([]);
  const atEnd = [await executed('crowd/0'), await executed('crowd/1')];
  expect(atEnd).toEqual([24, 24]);

  await studio.transport.clickAtTime(longer!.until! - 6_000);
  const [minority, majority] = [await executed('crowd/0'), await executed('crowd/1')];
  expect(majority).toBeGreaterThan(minority);
  await studio.transport.clickAtTime(longer!.at + 40_000);
  expect(await executed('crowd/0')).toBe(minority);
});

test('a conditional crash is placed and moved by keyboard @full', async ({ studio }) => {
  const faultsOf = async () => (await studio.design())['faults'] as readonly Fault[];
  await studio.open();
  await studio.load(design);
  await studio.page.getByRole('button', { name: 'Add a fault at the cursor' }).focus();
  await studio.page.keyboard.press('Enter');
  await studio.page.keyboard.press('Enter');
  const bar = studio.faults.bar(/^Crash of crowd\/0 from/);
  await bar.focus();
  await studio.page.keyboard.press('ArrowRight');
  await studio.page.keyboard.press('Shift+ArrowLeft');
  const [moved] = await faultsOf();
  expect(moved!.at).toBeGreaterThan(0);
  expect(moved!.until! - moved!.at).toBeLessThan(moved!.until!);
  await studio.page.keyboard.press('Control+z');
  expect((await faultsOf())[0]!.at).toBe(0);

  await bar.focus();
  await studio.page.keyboard.press('Enter');
  await expect(studio.inspector.title).toHaveText('crowd/0');
  await expect(studio.inspector.region.locator(':focus')).toBeVisible();
  await studio.inspector.region.getByRole('combobox', { name: 'Strikes' }).focus();
  await studio.page.keyboard.press('Enter');
  const options = studio.page.getByRole('option');
  await expect(options.first()).toBeFocused();
  await studio.page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toBeFocused();
  await studio.page.keyboard.press('Enter');
  const message = studio.inspector.region.getByRole('combobox', { name: 'Message' });
  await message.fill('commit');
  await message.press('Enter');
  await studio.inspector.number('Not after').fill('');
  await studio.inspector.number('Not after').blur();
  expect((await faultsOf())[0]).toMatchObject({
    kind: 'crash',
    at: 0,
    when: { event: 'message.sent', message: 'commit', nth: 1 },
  });
  await expect(studio.faults.bar(/waits for the first message.sent of commit$/)).toBeVisible();

  await studio.runToEnd();
  await expect(studio.faults.bar(/^Crash of crowd\/0 at the first message.sent/)).toBeVisible();
  const outcome = await studio.outcome();
  expect(outcome.coordinations[0]).toMatchObject({ status: 'completed' });
  expect(outcome.invariants.filter(({ held }) => !held)).toEqual([]);

  await studio.faults.bar(/^Crash/).focus();
  await studio.page.keyboard.press('Delete');
  expect(await faultsOf()).toEqual([]);
});

test('the menu of a bar ends what was done by hand and changes what was planned @full', async ({
  studio,
}) => {
  const faultsOf = async () => (await studio.design())['faults'] as readonly Fault[];
  const choose = async (name: string): Promise<void> => {
    await studio.page.getByRole('menuitem', { name }).click();
  };
  await studio.open();
  await studio.load(design);
  await studio.run();
  await expect.poll(async () => (await studio.transport.cursor()).at).toBeGreaterThan(40_000);
  await studio.transport.pause();
  await studio.canvas.actOnAgent('Crowd', 'crowd/2', 'Crash');
  const made = studio.faults.bar(/^Crash of \S+, done by hand from/);
  await expect(made).toHaveAccessibleName(/ on$/);
  await studio.transport.press('End');
  await studio.transport.clickAtTime(200_000);
  await made.click({ button: 'right' });
  await choose('End at the cursor');
  await expect(made).toHaveAccessibleName(/ to \d/);

  await studio.page.getByRole('button', { name: 'Add a fault at the cursor' }).focus();
  await studio.page.keyboard.press('Enter');
  await studio.page.keyboard.press('Enter');
  const planned = studio.faults.bar(/^Crash of crowd\/\d from/);
  await planned.focus();
  await studio.page.keyboard.press('Shift+F10');
  await choose('Last to the end');
  expect((await faultsOf())[0]!.until).toBeUndefined();
  await expect(planned).toHaveAccessibleName(/ on$/);
  await planned.click({ button: 'right' });
  await choose('Duplicate');
  expect(await faultsOf()).toHaveLength(2);
  await planned.first().click({ button: 'right' });
  await choose('Remove');
  expect(await faultsOf()).toHaveLength(1);

  // What was done by hand becomes part of the design, as it was, and the run is one of that design.
  await studio.idle();
  await made.click({ button: 'right' });
  await choose('Keep all done by hand in the design');
  await expect(studio.announcer).toContainText('What was done by hand is in the design');
  await expect(made).toHaveCount(0);
  const kept = (await faultsOf()).at(-1)!;
  expect(kept).toMatchObject({ kind: 'crash', agents: ['crowd/2'], until: expect.any(Number) });
  expect(kept.until! - kept.at).toBeGreaterThan(0);
  await studio.page.keyboard.press('Control+z');
  expect(await faultsOf()).toHaveLength(1);
});
