/**
 * Given a run in progress, when the worker that simulates it dies, with a cry or in silence, then the page
 * says so in a sentence, the design is untouched, and one button brings the run back.
 */

import type { Page, Worker } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

const CALM = 'Byzantine consensus, calm';

/** The worker that simulates: there from the first call on. */
async function simulation(page: Page): Promise<Worker> {
  const find = () => page.workers().find((one) => one.url().includes('studio.worker'));
  await expect.poll(() => find() !== undefined, { message: 'a worker simulates' }).toBe(true);
  return find() as Worker;
}

test('a worker that breaks is reported and can be restarted', async ({ studio, page }) => {
  await studio.open();
  await studio.openScenario(CALM);
  const design = await studio.design();
  await (
    await simulation(page)
  ).evaluate(() => {
    setTimeout(() => {
      throw new Error('out of everything');
    });
  });
  const notice = studio.notice('The run broke off');
  await expect(notice).toContainText('out of everything');
  await expect(notice).toContainText('The design is safe');
  expect(await studio.design()).toEqual(design);
  await expect(studio.canvas.node('Order')).toBeVisible();

  await notice.getByRole('button', { name: 'Restart' }).click();
  await expect(notice).toBeHidden();
  await studio.transport.finish();
  expect((await studio.outcome()).coordinations[0]).toMatchObject({ status: 'completed' });
});

test('a worker that falls silent is noticed', async ({ studio, page }) => {
  await page.clock.install();
  await studio.open();
  await studio.openScenario(CALM);
  await studio.transport.pause();
  const design = await studio.design();
  await (
    await simulation(page)
  ).evaluate(() => {
    self.close();
  });
  await studio.transport.slider.press('End');
  await page.clock.fastForward('02:00');
  const notice = studio.notice('The run broke off');
  await expect(notice).toContainText('did not answer in time');
  expect(await studio.design()).toEqual(design);
  await notice.getByRole('button', { name: 'Restart' }).click();
  await expect(studio.transport.pauseButton).toBeVisible();
});
