/**
 * Given a pool of a thousand agents, when it stands on the canvas, then it is one node that draws them, not a
 * thousand nodes; each of them can still be pointed at, reached by keyboard and acted upon, live.
 */

import { voting } from '../fixtures/designs.ts';
import { expect, test } from '../fixtures/test.ts';

test('a thousand agents are one node that draws them', async ({ studio, page }) => {
  await studio.open();
  await studio.load(voting('simple_consensus', 1_000));
  await expect(studio.canvas.nodes).toHaveCount(2);
  const swarm = studio.canvas.swarm('Crowd');
  await expect(swarm).toHaveJSProperty('tagName', 'CANVAS');
  // It draws: there is more than one colour on it.
  const colours = await swarm.evaluate((canvas) => {
    const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null;
    if (context === null) return 0;
    const { width, height } = context.canvas;
    return new Set(new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)).size;
  });
  expect(colours).toBeGreaterThan(1);

  // Each can be pointed at …
  const place = await studio.canvas.placeOfAgent('Crowd', 'crowd/42');
  await page.mouse.click(place.x, place.y);
  await expect(studio.inspector.title).toHaveText('crowd/42');
  // … and reached by keyboard.
  await swarm.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(studio.inspector.title).toHaveText('crowd/999');
});
