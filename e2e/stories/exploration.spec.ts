/**
 * Given four replicas of which two collude, when their schedules are explored, then a violation is found and
 * made small; opened, it is a design of its own whose run can be stepped to the violation, and the former
 * design is one click away.
 */

import { expect, test } from '../fixtures/test.ts';

test('explore, open the counterexample, step to the violation @full', async ({ studio }) => {
  // Two hundred runs and a counterexample made small take a while where many tests share two cores.
  test.setTimeout(240_000);
  const { page } = studio;
  await studio.open();
  await studio.openScenario('Byzantine consensus, one liar too many');
  await studio.transport.finish();

  await studio.choose('Explore schedules…');
  const dialog = page.getByRole('dialog', { name: 'Explore schedules' });
  await dialog.getByRole('combobox', { name: 'Runs' }).click();
  await page.getByRole('option', { name: '200', exact: true }).click();
  await dialog.getByRole('checkbox', { name: 'Twins' }).press('Space');
  await dialog.getByRole('button', { name: 'Explore', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('200 runs done.', { timeout: 60_000 });

  const finds = dialog.getByRole('list', { name: 'Violations found' }).getByRole('listitem');
  const agreement = finds.filter({ hasText: 'same request at each sequence' }).first();
  await expect(agreement).toContainText(/At sequence \d+ replicas\/\d executed/);
  await expect(agreement).toContainText(
    /Made small: 4 agents, 1 fault, (\d+ decisions, )?\d+ messages/,
    {
      timeout: 120_000,
    },
  );
  await expect(dialog.getByRole('img', { name: /distinct states after 200 runs/ })).toBeVisible();

  await agreement.getByRole('button', { name: 'Open counterexample' }).click();
  await expect(dialog).toBeHidden();
  await expect(studio.name).toHaveValue(/: agreement broken$/);
  await studio.transport.finish();
  const end = await studio.transport.cursor();
  expect(end.seq).toBeLessThan(150);
  await studio.stage.show('Metrics');
  await expect(studio.stage.property('same request at each sequence')).toContainText('Violated');

  // Step by step to the violation, from a little before it.
  await studio.transport.press('Home');
  await studio.find('agreement', /^agreement violated/);
  await studio.idle();
  const violation = await studio.transport.cursor();
  await studio.transport.press('ArrowLeft');
  let cursor = await studio.transport.cursor();
  expect(cursor.seq).toBeLessThan(violation.seq);
  for (let i = 0; i < 200 && cursor.seq < violation.seq; i++) {
    await studio.transport.stepEvent();
    cursor = await studio.transport.cursor();
  }
  expect(cursor.seq).toBe(violation.seq);
  await studio.stage.show('Log');
  await expect(studio.stage.logRows().last()).toContainText('agreement');

  await studio.notices.getByRole('button', { name: /^Back to/ }).click();
  await expect(studio.name).toHaveValue('Byzantine consensus, one liar too many');
});

test('look at every order of a small world: up to a bound, and to a violation @full', async ({
  studio,
}) => {
  test.setTimeout(180_000);
  const { page } = studio;
  await studio.open();
  await studio.openScenario('Byzantine consensus, one liar too many');
  await studio.choose('Explore schedules…');
  const dialog = page.getByRole('dialog', { name: 'Explore schedules' });
  await dialog.getByRole('tab', { name: 'Every order' }).click();
  const pick = async (label: string, option: string | RegExp): Promise<void> => {
    await dialog.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  // With nothing but one request, whose client waits for no timer, all there is can be looked at.
  await expect(dialog.getByText(/with at most 1 timer that runs out/)).toBeVisible();
  await pick('Timers run out', 'Never');
  await pick('Messages lost', 'At most 1');
  await expect(dialog.getByText(/with at most 1 lost message/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText(/Complete: all \d+\s\d+ worlds/, {
    timeout: 60_000,
  });
  await expect(dialog.getByRole('img', { name: /^0 of \d+\s\d+ worlds wait/ })).toBeVisible();
  await expect(dialog.getByText('within these bounds nothing can be')).toBeVisible();

  // Of more it is said how far it was looked at.
  await pick('Timers run out', 'At most 1');
  await pick('Worlds', /^At most 20\s000$/);
  await dialog.getByRole('button', { name: 'Search anew' }).click();
  await expect(dialog.getByRole('status')).toContainText(
    /Stopped at the bound, complete up to [4-9] steps/,
    { timeout: 60_000 },
  );
  await expect(dialog.getByText(/Nothing can be violated in [4-9] steps/)).toBeVisible();

  // With more worlds it goes on from there.
  await pick('Worlds', /^At most 100\s000$/);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog.getByRole('img', { name: /of 100\s000 worlds wait/ })).toBeVisible({
    timeout: 60_000,
  });

  // Where liars share what they know, no order is left out, and it is said.
  await pick('Leave out', 'Orders that end alike');
  await expect(dialog.getByRole('button', { name: 'Continue' })).toBeHidden();

  // One way to its end first, the colluders are found out.
  await pick('Messages lost', 'Never');
  await pick('Worlds', /^At most 500\s000$/);
  await pick('Look first at', 'One way to its end');
  await dialog.getByRole('button', { name: 'Search anew' }).click();
  await expect(dialog.getByRole('status')).toContainText(/Violated after \d+ steps/, {
    timeout: 60_000,
  });
  await expect(dialog.getByText(/Nothing is left out: .*liars share what they know/)).toBeVisible();
  const found = dialog.getByRole('group', { name: 'Violation found' });
  await expect(found).toContainText(/At sequence \d+ replicas\/\d executed/);
  const steps = found.getByRole('list', { name: 'Steps to the violation' }).getByRole('listitem');
  await expect(steps.last()).toContainText(/receives/);
  await expect(found).toContainText(
    /Made small: 4 agents, 1 fault, (\d+ decisions, )?\d+ messages/,
    {
      timeout: 60_000,
    },
  );
  await found.getByRole('button', { name: 'Open counterexample' }).click();
  await expect(studio.name).toHaveValue(/: agreement broken$/);
  await studio.transport.finish();
  await studio.stage.show('Metrics');
  await expect(studio.stage.property('same request at each sequence')).toContainText('Violated');
});
