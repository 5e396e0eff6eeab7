/**
 * Given a run that somebody interfered with, when it is saved to a file and opened again, then it is the same
 * run at every moment, and executing it again, here and in Node, gives the same digest. The gallery's
 * recordings, made in Node, open and verify here without any network.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concord } from '../fixtures/concord.ts';
import { binaryFile, recording, recordingIds, scenario } from '../fixtures/files.ts';
import { expect, test } from '../fixtures/test.ts';

test('save, open again, scrub and verify a run with an intervention @smoke', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('Byzantine consensus, calm');
  await studio.transport.finish();
  await studio.transport.clickAt(0.4);
  await studio.canvas.actOnAgent('Replicas', 'replicas/0', 'Crash');
  await studio.transport.play();
  await studio.transport.finish();
  const live = await studio.outcome();
  await studio.transport.clickAt(0.7);
  const moment = await studio.transport.cursor();
  const seen = await studio.canvas.node('Order').innerText();

  const file = await studio.download('Download the recording');
  expect(file.name).toMatch(/^byzantine-consensus-calm\.concord$/);
  await studio.choose('New design');
  await studio.idle();
  await studio.openFile(file);
  await expect(studio.name).toHaveValue('Byzantine consensus, calm');
  await expect(studio.transport.place).toContainText(/Recording|End/);
  await studio.transport.press('End');
  expect(await studio.digest()).toBe(live.digest);
  expect(await studio.outcome()).toEqual(live);

  await studio.transport.clickAt(0.7);
  expect(await studio.transport.cursor()).toEqual(moment);
  expect(await studio.canvas.node('Order').innerText()).toBe(seen);

  await studio.stage.show('Metrics');
  await studio.page.getByRole('button', { name: 'Verify by re-execution' }).click();
  await expect(studio.stage.region.getByRole('status')).toContainText('every event was the same');

  // Node executes what the browser recorded, intervention and all, to the same digest.
  const folder = mkdtempSync(join(tmpdir(), 'concord-e2e-'));
  const path = join(folder, file.name);
  writeFileSync(path, file.buffer);
  const replayed = JSON.parse(concord('replay', path, '--verify', '--json')) as object;
  rmSync(folder, { recursive: true });
  expect(replayed).toMatchObject({ digest: live.digest, verified: { isEqual: true } });
});

test('every recording of the gallery opens without a network and verifies', async ({
  studio,
  page,
  context,
}) => {
  await studio.visit();
  await studio.transport.pause();
  await studio.stage.show('Metrics');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  const ids = recordingIds();
  expect(ids.length).toBeGreaterThanOrEqual(4);
  for (const id of ids) {
    await test.step(id, async () => {
      await studio.gallery.openRecording(String(scenario(id)['name']));
      await studio.transport.press('End');
      await expect(studio.transport.place).toHaveText(/^End/);
      expect((await studio.outcome()).events).toBeGreaterThan(50);
      await page.getByRole('button', { name: 'Verify by re-execution' }).click();
      const proof = studio.stage.region.getByRole('status');
      await expect(proof).toContainText('every event was the same');
    });
  }
  // All pictures and charts are there, too.
  for (const tab of ['Protocol', 'Charts', 'Messages', 'Log'] as const) {
    await expect(await studio.stage.show(tab)).not.toContainText('stopped working');
  }
  await expect(studio.stage.region.getByRole('alert')).toHaveCount(0);
  await expect(studio.notices.locator('.notice')).toHaveCount(0);
});

test('acting on a recording makes a live run of its rest', async ({ studio }) => {
  await studio.open();
  await studio.openFile(binaryFile('seen.concord', recording('byzantine-silent-primary')));
  await studio.transport.press('End');
  const recorded = await studio.digest();
  await studio.transport.clickAt(0.3);
  await studio.canvas.actOnAgent('Replicas', 'replicas/3', 'Slow down', 'by 100');
  await studio.idle();
  await studio.transport.play();
  await studio.transport.finish();
  expect(await studio.digest()).toMatch(/^[0-9a-f]{64}$/);
  expect(await studio.digest()).not.toBe(recorded);
});

test('the history keeps a finished run and opens it again', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('Simple vote');
  await studio.transport.finish();
  const digest = await studio.digest();
  await studio.library.show('Runs');
  await expect(studio.library.runs).toHaveCount(1);
  await studio.choose('New design');
  await studio.library.runs.first().getByRole('button').first().click();
  await expect(studio.name).toHaveValue('Simple vote');
  await studio.transport.press('End');
  expect(await studio.digest()).toBe(digest);
});
