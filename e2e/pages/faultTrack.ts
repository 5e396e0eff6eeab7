/** The fault track below the timeline: its bars, and ways of putting faults on it. */

import type { Locator, Page } from '@playwright/test';
import { waitUntilIdle } from '../fixtures/idle.ts';

export class FaultTrack {
  readonly region: Locator;
  readonly bars: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole('group', { name: 'Fault track' });
    this.bars = this.region.getByRole('button');
  }

  /** A bar by the words that it says of itself. */
  bar(words: RegExp): Locator {
    return this.region.getByRole('button', { name: words });
  }

  /** Drags a block of the library onto the track, at a share of its width. */
  async drop(block: Locator, share: number): Promise<void> {
    await block.scrollIntoViewIfNeeded();
    const box = await this.boxOf(this.region);
    const x = box.x + box.width * share;
    const y = box.y + box.height / 2;
    await block.hover();
    await this.page.mouse.down();
    await this.page.mouse.move(x - 20, y - 40, { steps: 4 });
    // A drop is taken where the pointer was seen before.
    await this.page.mouse.move(x, y, { steps: 4 });
    await this.page.mouse.move(x, y);
    await this.page.mouse.up();
    await waitUntilIdle(this.page);
  }

  /** Drags something on a bar, from one place of it (0: its left edge, 1: its right) by so many pixels. */
  async drag(bar: Locator, from: number, by: number): Promise<void> {
    const box = await this.boxOf(bar);
    const inside = Math.min(Math.max(box.width * from, 2), box.width - 2);
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + inside, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + inside + by, y, { steps: 6 });
    await this.page.mouse.up();
    await waitUntilIdle(this.page);
  }

  private async boxOf(
    locator: Locator,
  ): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('it is not in sight');
    return box;
  }
}
