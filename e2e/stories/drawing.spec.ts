/**
 * Given an empty canvas, when somebody draws a design, with the mouse or with nothing but keys, then it can be
 * run; a wrong number is marked at its field; and every step can be undone and done again.
 */

import { expect, test } from '../fixtures/test.ts';

test('by mouse: blocks from the library, connections by drag, then Run', async ({ studio }) => {
  await studio.open();
  await studio.choose('New design');
  await expect(studio.canvas.region).toContainText('A design starts with agents');
  await studio.library.block('Agents', 'Voters').click();
  await studio.library.block('Coordinations', 'Byzantine consensus').click();
  await expect(studio.canvas.nodes).toHaveCount(2);
  await studio.page.keyboard.press('1');
  await studio.idle();

  const drawn = await studio.canvas.drawFrom(
    studio.canvas.port('Voters', 'agents'),
    studio.canvas.port('Byzantine consensus', 'participants'),
  );
  await drawn.release();
  await expect(studio.canvas.connections).toHaveCount(1);
  await studio.name.fill('Drawn by hand');
  await studio.name.press('Enter');
  await studio.primary('Run').click();
  await studio.transport.finish();
  await expect(studio.canvas.node('Byzantine consensus')).toContainText('executed 8 requests');
});

test('by keyboard alone: add, connect, set, run @smoke', async ({ studio, page }) => {
  await studio.open();
  await page.keyboard.press('Alt+n');
  await expect(studio.name).toHaveValue('Untitled design');

  await studio.canvas.addByKeys('voters', 'Voters');
  await studio.canvas.addByKeys('simple', 'Simple consensus');
  await expect(studio.canvas.nodes).toHaveCount(2);

  // The new node is selected; C lists what fits it.
  await studio.canvas.connectByKeys('Voters');
  await expect(studio.canvas.connections).toHaveCount(1);

  await studio.canvas.addByKeys('proposal', 'Proposal');
  await studio.canvas.connectByKeys('Simple consensus');
  await expect(studio.canvas.connections).toHaveCount(2);

  await page.keyboard.press('F2');
  await expect(studio.name).toBeFocused();
  await page.keyboard.type('By keys');
  await page.keyboard.press('Enter');
  await expect(studio.name).toHaveValue('By keys');
  await page.keyboard.press('Control+Enter');
  await studio.transport.finish();
  expect((await studio.outcome()).coordinations[0]).toMatchObject({ status: 'completed' });
});

test('an invalid value is marked at its field and changes nothing', async ({ studio, page }) => {
  await studio.open();
  await studio.openScenario('Byzantine consensus, calm');
  await studio.transport.pause();
  await studio.canvas.node('Replicas').getByText('Replicas', { exact: true }).click();
  await expect(studio.inspector.title).toHaveText('Replicas');
  const count = studio.inspector.number('Count');
  const before = await studio.design();

  await count.fill('0');
  await expect(studio.inspector.row('Count').getByRole('alert')).toHaveText(
    'Write 1 to 1000 agents.',
  );
  await expect(count).toHaveAttribute('aria-invalid', 'true');
  expect(await studio.design()).toEqual(before);
  await count.fill('many');
  await expect(studio.inspector.row('Count').getByRole('alert')).toHaveText(
    'Write a number in agents.',
  );

  // Three replicas are a number, but too few for any fault: the design says so at the node.
  await count.fill('2');
  await count.press('Enter');
  await expect(count).toHaveAttribute('aria-invalid', 'false');
  await expect(page.getByRole('button', { name: /^Problems: \d error/ })).toBeVisible();
  await page.getByRole('button', { name: /^Problems: / }).click();
  const problems = page.getByRole('dialog', { name: 'Problems' });
  await expect(problems.getByRole('button').filter({ hasText: 'Error' })).not.toHaveCount(0);
  await page.keyboard.press('Escape');

  // Such a design does not run, and says why.
  await page.keyboard.press('Control+Enter');
  await expect(studio.notice('The run could not start')).toContainText('This design cannot run');
});

test('undo and redo take every step back and forth, a drag among them', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.choose('New design');
  const states = [await studio.design()];
  await studio.library.block('Agents', 'Bidders').click();
  states.push(await studio.design());
  await studio.library.block('Coordinations', 'Market coordination').click();
  states.push(await studio.design());
  await studio.name.fill('Going once');
  await studio.name.press('Enter');
  states.push(await studio.design());
  expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(4);

  const undo = page
    .getByRole('toolbar', { name: 'History' })
    .getByRole('button', { name: /^Undo/ });
  for (const state of states.slice(0, -1).toReversed()) {
    await undo.click();
    expect(await studio.design()).toEqual(state);
  }
  await expect(undo).toBeDisabled();
  for (const state of states.slice(1)) {
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => studio.design()).toEqual(state);
  }

  // A node is moved by drag, and the move is one step.
  const title = studio.canvas.node('Market coordination').getByText('Market coordination').first();
  const before = await studio.design();
  const box = await title.boundingBox();
  if (box === null) throw new Error('the node is not in sight');
  await page.mouse.move(box.x + 4, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + 64, box.y + 44, { steps: 6 });
  await page.mouse.up();
  await studio.idle();
  expect(await studio.design()).not.toEqual(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => studio.design()).toEqual(before);
});
