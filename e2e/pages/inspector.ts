/** The inspector: the form of what is selected and its state at the cursor. */

import type { Locator, Page } from '@playwright/test';

export class Inspector {
  readonly region: Locator;
  readonly title: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('region', { name: 'Inspector', exact: true });
    this.title = this.region.getByRole('heading', { level: 2 });
  }

  /** A field that takes a number. */
  number(label: string): Locator {
    return this.region.getByRole('spinbutton', { name: label, exact: true });
  }

  /** The row of a field: with it stands what is wrong with it. */
  row(label: string): Locator {
    return this.region.locator('.row').filter({
      has: this.region.page().getByRole('spinbutton', { name: label, exact: true }),
    });
  }

  /** The heading of a part, which folds and unfolds it. */
  part(title: string): Locator {
    return this.region.getByRole('heading', { level: 3, name: title, exact: true });
  }

  /** The value of a labelled fact. */
  fact(label: string): Locator {
    const term = this.region
      .page()
      .locator('dt')
      .filter({ hasText: new RegExp(`^${label}$`) });
    return this.region.locator('dl > div').filter({ has: term }).locator('dd').first();
  }
}
