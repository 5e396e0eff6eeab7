/** The library: building blocks, scenarios, and the history of runs. */

import type { Locator, Page } from '@playwright/test';

export class Library {
  readonly region: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('region', { name: 'Library', exact: true });
  }

  async show(tab: 'Blocks' | 'Scenarios' | 'Runs'): Promise<void> {
    await this.region.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  }

  /** A building block of a group by its title. */
  block(group: string, title: string): Locator {
    return this.region
      .getByRole('region', { name: group, exact: true })
      .getByRole('button', { name: new RegExp(`^${title}`) });
  }

  scenario(name: string): Locator {
    return this.region.getByRole('button', { name });
  }

  /** The runs of the history, newest first. */
  get runs(): Locator {
    return this.region.getByRole('listitem');
  }
}
