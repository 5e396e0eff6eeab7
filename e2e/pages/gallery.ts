/** The gallery: scenarios to run and recordings to watch. */

import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

export class Gallery {
  readonly dialog: Locator;
  readonly scenarios: Locator;
  readonly recordings: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Gallery' });
    this.scenarios = this.dialog.getByRole('region', { name: 'Scenarios' }).getByRole('button');
    this.recordings = this.dialog
      .getByRole('region', { name: 'Recorded runs' })
      .getByRole('button');
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Gallery', exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Opens the scenario of this name, which runs at once. */
  async openScenario(name: string): Promise<void> {
    await this.open();
    await this.scenarios.filter({ hasText: name }).click();
    await this.expectOpened(name);
  }

  async openRecording(name: string): Promise<void> {
    await this.open();
    await this.recordings.filter({ hasText: name }).click();
    await this.expectOpened(name);
  }

  private async expectOpened(name: string): Promise<void> {
    await expect(this.dialog).toBeHidden();
    await expect(this.page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue(name);
    await expect(this.page.getByRole('slider', { name: 'Time cursor' })).toBeVisible();
  }
}
