/** The transport: play, step, scrub, speed, and where the cursor is. */

import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { waitUntilIdle } from '../fixtures/idle.ts';

export interface Cursor {
  /** Virtual time in µs. */
  readonly at: number;
  /** Events before it. */
  readonly seq: number;
}

export class TransportBar {
  readonly region: Locator;
  readonly slider: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole('region', { name: 'Transport' });
    this.slider = this.region.getByRole('slider', { name: 'Time cursor' });
  }

  get playButton(): Locator {
    return this.region.getByRole('button', { name: 'Play', exact: true });
  }

  get pauseButton(): Locator {
    return this.region.getByRole('button', { name: 'Pause', exact: true });
  }

  /** Where the cursor stands in the whole run: live, past, end or recording. */
  get place(): Locator {
    return this.region.locator('.where-badge');
  }

  async cursor(): Promise<Cursor> {
    const cursor = await this.page.evaluate(() => window.__studio?.cursor());
    if (cursor === undefined) throw new Error('no run is open');
    return cursor;
  }

  async pause(): Promise<void> {
    await this.pauseButton.click();
    await expect(this.playButton).toBeVisible();
    await waitUntilIdle(this.page);
  }

  async play(): Promise<void> {
    await this.playButton.click();
    await expect(this.pauseButton).toBeVisible();
  }

  async stepEvent(): Promise<void> {
    await this.region.getByRole('button', { name: 'Step to the next event' }).click();
    await waitUntilIdle(this.page);
  }

  /** One of the further steps, by the words of the menu. */
  async stepBy(words: string): Promise<void> {
    await this.region.getByRole('button', { name: 'More steps' }).click();
    await this.page.getByRole('menuitem', { name: words }).click();
    await waitUntilIdle(this.page);
  }

  /** A key on the focused slider. */
  async press(key: string): Promise<void> {
    await this.slider.focus();
    await this.page.keyboard.press(key);
    await waitUntilIdle(this.page);
  }

  /** A click on the timeline, at a share of its width. */
  async clickAt(share: number): Promise<void> {
    const box = await this.slider.boundingBox();
    if (box === null) throw new Error('the timeline is not in sight');
    await this.page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
    await waitUntilIdle(this.page);
  }

  /** A click on the timeline at about a time. */
  async clickAtTime(micros: number): Promise<void> {
    const end = Number(await this.slider.getAttribute('aria-valuemax'));
    await this.clickAt(micros / end);
  }

  /** Drags the cursor from one share of the timeline to another, over several places. */
  async drag(from: number, to: number): Promise<void> {
    const box = await this.slider.boundingBox();
    if (box === null) throw new Error('the timeline is not in sight');
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width * from, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width * to, y, { steps: 8 });
    await this.page.mouse.up();
    await waitUntilIdle(this.page);
  }

  /** Chooses a speed by the words of its menu. */
  async setSpeed(words: string): Promise<void> {
    await this.region.getByRole('button', { name: /^Speed:/ }).click();
    await this.page.getByRole('menuitemradio', { name: words }).click();
  }

  /** Jumps to the end of the whole run: it is simulated up to there without being shown. */
  async finish(): Promise<void> {
    // Of a run that is only being opened, what stands there is the one before.
    await this.page.waitForFunction(() => window.__studio?.phase() !== 'opening');
    await this.press('End');
    await expect(this.place).toHaveText(/^End/);
  }

  /** Plays on to the end as fast as it goes. */
  async playToEnd(): Promise<void> {
    await this.setSpeed('As fast as possible');
    await expect(this.place).toHaveText(/^End/);
    await waitUntilIdle(this.page);
  }
}
