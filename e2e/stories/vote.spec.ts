/**
 * Given five voters and a proposal that deserves agreement, when they vote, then the picture counts each vote
 * as it comes, and the output says what was decided.
 */

import { expect, test } from '../fixtures/test.ts';

test('a simple vote decides @smoke', async ({ studio }) => {
  await studio.open();
  await studio.gallery.openScenario('Simple vote');
  await studio.transport.finish();
  await expect(studio.canvas.node('Verdict')).toContainText('agree');
  await studio.stage.show('Protocol');
  const standing = studio.stage.part('Where the vote stands');
  await expect(standing).toContainText('Raise the speed limit');
  await expect(standing).toContainText(/^.*Agreed: 100\s?% reach 70\s?%/s);
  await expect(studio.stage.part('Voters').getByRole('row')).toHaveCount(6);

  await studio.transport.press('Home');
  await expect(studio.stage.part('Voters')).not.toContainText('agree');
  await studio.transport.clickAt(0.6);
  await expect.poll(() => studio.stage.part('Voters').getByText('waiting').count()).toBeLessThan(5);
});
