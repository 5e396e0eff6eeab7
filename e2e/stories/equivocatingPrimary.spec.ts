/**
 * Given four replicas of which the first primary tells different replicas different orders, when the
 * scenario runs in the page, then no two honest replicas ever disagree: the lie is found, the view changes,
 * and every request is decided.
 */

import { expect, test } from '../fixtures/test.ts';

test('an equivocating primary is found out and agreement is kept, planned or drawn in @smoke', async ({
  studio,
}) => {
  await studio.open();
  await studio.openScenario('Byzantine consensus, equivocating primary');
  await studio.transport.finish();
  await expect(studio.canvas.node('Order')).toContainText('executed 8 requests');

  await studio.stage.show('Metrics');
  await expect(studio.stage.fact('Order', 'State')).toHaveText('completed');
  expect(Number(await studio.stage.fact('Order', 'View').textContent())).toBeGreaterThanOrEqual(1);
  await expect(studio.stage.property('same request at each sequence')).toContainText('Held');
  await expect(studio.stage.part('Properties')).not.toContainText('Violated');

  // The liar is marked as what it is, and can be asked for its state.
  await studio.canvas.chooseAgent('Replicas', 'replicas/0');
  await studio.page.keyboard.press('Enter');
  await expect(studio.inspector.title).toHaveText('replicas/0');
  await expect(studio.inspector.region).toContainText(/byzantine/i);

  // The same lie drawn into a calm design has the same effect.
  await studio.openScenario('Byzantine consensus, calm');
  await studio.page.keyboard.press('Shift+Escape');
  await expect(studio.transport.region).toContainText('No run yet');
  await studio.canvas.actOnAgent('Replicas', 'replicas/0', 'Lie', 'Equivocating primary');
  const { faults } = await studio.design();
  expect(faults).toMatchObject([
    { kind: 'behaviour', behaviour: 'equivocate', agents: ['replicas/0'] },
  ]);
  await studio.runToEnd();
  const [order] = (await studio.outcome()).coordinations;
  expect(order).toMatchObject({ status: 'completed', outcome: { executed: 8 } });
  expect(Number(order?.outcome['view'])).toBeGreaterThanOrEqual(1);
});
