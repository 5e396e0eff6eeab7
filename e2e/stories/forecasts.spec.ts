/**
 * Given a coordination, when it has not run, then the inspector says what to expect, and which protocol suits
 * and why; when a run is over, then what was measured stands beside, and the history speaks too.
 */

import { expect, test } from '../fixtures/test.ts';

test('six hundred and twenty-five agents vote in a tree, as foreseen', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('Six hundred and twenty-five');
  await studio.transport.finish();
  await expect(studio.canvas.node('Tree')).toContainText('agree');
  await studio.stage.show('Protocol');
  await studio.canvas.node('Tree').getByText('Tree').click();
  const { region } = studio.inspector;
  await expect(region).toContainText('foreseen and measured');
  await expect(studio.inspector.fact('Levels')).toHaveText('4');
  await expect(region.getByText(/^measured \(/)).toHaveCount(2);
  await studio.stage.show('Metrics');
  const table = studio.stage.region.getByRole('table', { name: 'Foreseen and measured' });
  await expect(table.getByRole('row', { name: /^Messages, about/ })).toContainText(/foreseen|%/);
  await expect(table.getByRole('row', { name: /^Decides after about/ })).toContainText(' ms');
});

test('the choice is explained by the matrix and by recorded runs', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('Simple vote');
  await studio.transport.finish();
  await studio.canvas.node('Vote').getByText('Vote', { exact: true }).click();
  const { region } = studio.inspector;
  await studio.inspector.part('Which protocol would be chosen?').click();
  await expect(region).toContainText('with 6 participants: Hierarchical consensus');
  await studio.inspector.part('By recorded runs').click();
  const score = region.getByRole('list', { name: 'Score of Simple consensus' });
  await expect(score).toContainText('1 of 1 runs completed');
  await expect(score).toContainText('Simple vote, seed 4: completed');
});
