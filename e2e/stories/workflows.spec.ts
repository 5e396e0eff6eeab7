/**
 * Given an auction of seats beside an ensemble, when somebody connects its winners to the ensemble, by mouse or by
 * keys, then the ensemble opens after it with the winners' models alone, and the stage says what was handed on; a
 * connection that makes no sense is refused in words, and an auction that nobody wins leaves the ensemble failed.
 */

import { expect, test } from '../fixtures/test.ts';
import type { StudioPage } from '../pages/studioPage.ts';

/** The scenario without the connection that the story makes. */
async function openUnconnected(studio: StudioPage): Promise<void> {
  await studio.open();
  await studio.openScenario('Seats for sale');
  const made = studio.canvas.region.getByLabel('Connection from Auction of seats to Ensemble');
  await made.focus();
  await studio.page.keyboard.press('Enter');
  await studio.page.keyboard.press('Delete');
  await expect(studio.canvas.connections).toHaveCount(4);
}

test('by mouse: winners become members, what does not fit is refused @smoke', async ({
  studio,
  page,
}) => {
  await openUnconnected(studio);
  const { canvas, stage, inspector } = studio;
  const wrong = await canvas.drawFrom(
    canvas.port('Auction of seats', 'winners'),
    canvas.port('Ensemble', 'dataset'),
  );
  await expect(canvas.region).toContainText(
    'Agents go to Participants; Data set takes a data set.',
  );
  await wrong.release();
  await expect(canvas.connections).toHaveCount(4);

  const right = await canvas.drawFrom(
    canvas.port('Auction of seats', 'winners'),
    canvas.port('Ensemble', 'participants'),
  );
  await right.release();
  await expect(canvas.connections).toHaveCount(5);

  // What would close the circle is refused too.
  const circle = await canvas.drawFrom(
    canvas.port('Ensemble', 'ranking'),
    canvas.port('Auction of seats', 'participants'),
  );
  await expect(canvas.region).toContainText('would wait for each other');
  await circle.release();
  await expect(canvas.connections).toHaveCount(5);

  await studio.runToEnd();
  await studio.transport.press('Home');
  await canvas.node('Ensemble').getByText('Ensemble').first().click();
  await expect(inspector.fact('Phase')).toHaveText('waits for Auction of seats');
  await studio.transport.press('End');
  await expect(canvas.node('Ensemble')).toContainText('accuracy');
  const handed = stage.region.getByRole('list', { name: 'Handed on' });
  await expect(handed).toContainText('Ensemble takes the winners of Auction of seats');
  await expect(handed).toContainText('models/4 for bidders/4 (80.00 € paid)');
  const members = await studio.outcome();
  expect(members.coordinations[1]?.participants).toEqual([
    'models/1',
    'models/2',
    'models/4',
    'models/6',
  ]);
  await canvas.chooseAgent('Models', 'models/4');
  await page.keyboard.press('Enter');
  await expect(inspector.fact('Role')).toHaveText('member');
});

test('by keys: the list of what fits, and how many are let in', async ({ studio, page }) => {
  await openUnconnected(studio);
  await studio.find('auction of seats', /^Auction of seats/);
  await page.keyboard.press('c');
  const list = page.getByRole('dialog', { name: /^Connect/ });
  await expect(list).toBeVisible();
  await page.keyboard.type('Winners');
  await expect(list.getByRole('option').first()).toContainText('Ensemble');
  await page.keyboard.press('Enter');
  await expect(studio.canvas.connections).toHaveCount(5);

  await studio.find('ensemble', /^Ensemble/);
  const most = studio.inspector.number('Takes at most');
  await most.fill('2');
  await most.press('Enter');
  await studio.runToEnd();
  const summary = await studio.outcome();
  expect(summary.coordinations[1]?.participants).toHaveLength(2);
  expect(summary.coordinations[1]?.taken?.[0]?.words).toContain('the best 2 of 4');
});

test('an auction that sells nothing leaves the ensemble failed, not waiting', async ({
  studio,
}) => {
  await studio.open();
  await studio.openScenario('Seats for sale');
  await studio.canvas.node('Seat').getByText('Seat', { exact: true }).click();
  const reserve = studio.inspector.number('Reserve price');
  await reserve.fill('900');
  await reserve.press('Enter');
  await studio.runToEnd();
  await expect(studio.canvas.node('Ensemble')).toContainText('nothing handed on');
});
