/** The stage: the protocol's own picture, charts, messages, metrics and log. */

import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

export type StageTab = 'Protocol' | 'Charts' | 'Messages' | 'Metrics' | 'Log';

export class Stage {
  readonly region: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole('region', { name: 'Stage', exact: true });
  }

  /** Opens a tab and gives its panel. */
  async show(tab: StageTab): Promise<Locator> {
    await this.region.getByRole('tab', { name: tab, exact: true }).click();
    const panel = this.region.getByRole('tabpanel', { name: tab, exact: true });
    await expect(panel.locator('[aria-busy]')).toHaveCount(0);
    await expect(panel).toBeVisible();
    return panel;
  }

  /** A part of the shown tab by its heading or label. */
  part(name: string): Locator {
    return this.region.getByRole('region', { name, exact: true });
  }

  /** The value of a labelled number in a part. */
  fact(part: string, label: string): Locator {
    const term = this.page.locator('dt').filter({ hasText: new RegExp(`^${label}$`) });
    return this.part(part).locator('div').filter({ has: term }).locator('dd');
  }

  /** A property among the metrics, by the words of its title. */
  property(title: string | RegExp): Locator {
    return this.part('Properties').getByRole('listitem').filter({ hasText: title });
  }

  chart(title: string): Locator {
    return this.region.getByRole('figure', { name: title, exact: true });
  }

  /** A chart's numbers: a row per time, first the time and then a value for each line. */
  async chartTable(title: string): Promise<readonly (readonly string[])[]> {
    await this.chart(title).getByRole('button', { name: 'Show as table' }).click();
    const table = this.chart(title).getByRole('table');
    await expect(table).toBeVisible();
    return table
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
      );
  }

  /** The rows of the log that are in sight, as they read. */
  logRows(): Locator {
    return this.region.getByRole('table', { name: 'Log' }).locator('.rows-body [role="row"]');
  }

  async searchLog(words: string): Promise<void> {
    await this.region.getByRole('searchbox', { name: 'Search the sentences' }).fill(words);
  }
}
