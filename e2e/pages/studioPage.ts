/** The studio as a person meets it: its parts, and what concerns the page as a whole. */

import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { RunSummary } from '../../src/engine/kernel/run.ts';
import type {} from '../../src/ui/app/testApi.ts';
import { scenarioNamed } from '../fixtures/files.ts';
import { waitUntilIdle } from '../fixtures/idle.ts';
import { Canvas } from './canvas.ts';
import { FaultTrack } from './faultTrack.ts';
import { Gallery } from './gallery.ts';
import { Inspector } from './inspector.ts';
import { Library } from './library.ts';
import { Stage } from './stage.ts';
import { TransportBar } from './transportBar.ts';

/** A file as it is given to the page. */
export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export class StudioPage {
  readonly page: Page;
  readonly canvas: Canvas;
  readonly faults: FaultTrack;
  readonly gallery: Gallery;
  readonly inspector: Inspector;
  readonly library: Library;
  readonly stage: Stage;
  readonly transport: TransportBar;
  readonly name: Locator;
  readonly seed: Locator;
  readonly savedMark: Locator;
  readonly notices: Locator;
  readonly announcer: Locator;
  readonly palette: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = new Canvas(page);
    this.faults = new FaultTrack(page);
    this.gallery = new Gallery(page);
    this.inspector = new Inspector(page);
    this.library = new Library(page);
    this.stage = new Stage(page);
    this.transport = new TransportBar(page);
    this.name = page.getByRole('textbox', { name: 'Name of the design' });
    this.seed = page.getByRole('textbox', { name: 'Seed' });
    this.savedMark = page.getByTestId('saved-mark');
    this.notices = page.getByRole('region', { name: 'Notices' });
    this.announcer = page.getByTestId('announcer');
    this.palette = page.getByRole('dialog', { name: 'Find anything' });
  }

  /** An empty studio in which nothing happens by itself. */
  async open(): Promise<void> {
    await this.page.goto('/?testing');
    await this.idle();
  }

  /** The studio as a visitor gets it: the last design, or at the first visit the running example. */
  async visit(): Promise<void> {
    await this.page.goto('/?testing=visit');
    await expect(this.name).toBeVisible();
  }

  /** Waits until nothing is on its way and nothing moves. */
  async idle(): Promise<void> {
    await waitUntilIdle(this.page);
  }

  /** The primary button: Run, Pause, Resume or Run again. */
  primary(label: 'Run' | 'Pause' | 'Resume' | 'Run again'): Locator {
    return this.page
      .getByRole('toolbar', { name: 'Run' })
      .locator('.run-primary')
      .and(this.page.getByRole('button', { name: label, exact: true }));
  }

  async run(): Promise<void> {
    await this.page.keyboard.press('Control+Enter');
    await expect(this.transport.slider).toBeVisible();
  }

  /** Shows a scenario by its name and runs it, as the gallery does. */
  async openScenario(name: string): Promise<void> {
    await this.show(scenarioNamed(name));
    await this.run();
  }

  /** Runs the open design to its end. */
  async runToEnd(): Promise<void> {
    await this.run();
    await this.transport.finish();
  }

  async digest(): Promise<string | undefined> {
    return this.page.evaluate(() => window.__studio?.digest());
  }

  /** The summary of the run; fails when it is not over. */
  async outcome(): Promise<RunSummary> {
    const outcome = await this.page.evaluate(() => window.__studio?.outcome());
    if (outcome === undefined) throw new Error('the run is not over');
    return outcome;
  }

  /** The open design as the page holds it. */
  async design(): Promise<Record<string, unknown>> {
    const text = await this.page.evaluate(() => window.__studio?.designText() ?? '');
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** Shows a design that the test brings, without the file dialog. */
  async load(design: unknown): Promise<void> {
    await this.show(design);
    await this.idle();
  }

  private async show(design: unknown): Promise<void> {
    const loaded = await this.page.evaluate((given) => window.__studio?.loadDesign(given), design);
    expect(loaded).toMatchObject({ ok: true });
  }

  /** Chooses from the menu behind the studio's name. */
  async choose(item: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: 'Concord: designs and files' }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Opens a file by the command for it. */
  async openFile(file: GivenFile): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.choose('Open a file');
    await (await chooser).setFiles(file);
  }

  /** What a menu item downloads. */
  async download(item: string): Promise<GivenFile> {
    const download = this.page.waitForEvent('download');
    await this.choose(item);
    const file = await download;
    return {
      name: file.suggestedFilename(),
      mimeType: 'application/octet-stream',
      buffer: await readFile(await file.path()),
    };
  }

  /** A notice by the words in it. */
  notice(words: string | RegExp): Locator {
    return this.notices.locator('.notice').filter({ hasText: words });
  }

  async openPalette(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await expect(this.palette).toBeVisible();
  }

  /** Finds something in the palette and chooses it. */
  async find(words: string, item: string | RegExp): Promise<void> {
    await this.openPalette();
    await this.palette.getByRole('combobox').fill(words);
    await this.palette.getByRole('option', { name: item }).first().click();
    await expect(this.palette).toBeHidden();
  }
}
