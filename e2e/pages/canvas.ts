/** The canvas: nodes by name, agents in their pools, connections by mouse and by key. */

import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

interface Place {
  readonly x: number;
  readonly y: number;
}

export class Canvas {
  readonly region: Locator;
  readonly nodes: Locator;
  readonly connections: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole('region', { name: 'Canvas', exact: true });
    this.nodes = this.region.locator('.react-flow__node');
    this.connections = this.region.locator('.react-flow__edge');
  }

  /** A node by its name. */
  node(name: string): Locator {
    return this.region.getByRole('group', { name: new RegExp(`^${name}, `) });
  }

  /** Adds a node by its keys alone: what one types for it, and the title that it then finds. */
  async addByKeys(words: string, title: string): Promise<void> {
    await this.page.keyboard.press('n');
    const list = this.page.getByRole('dialog', { name: 'Add a node' });
    await expect(list.getByRole('combobox')).toBeFocused();
    await this.page.keyboard.type(words);
    await expect(list.getByRole('option', { name: title }).first()).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await this.page.keyboard.press('Enter');
    await expect(list).toBeHidden();
  }

  /** Connects the selected node by its keys alone with `to`, the only one that fits. */
  async connectByKeys(to: string): Promise<void> {
    await this.page.keyboard.press('c');
    const list = this.page.getByRole('dialog', { name: /^Connect/ });
    await expect(list.getByRole('option')).toHaveCount(1);
    await expect(list.getByRole('option')).toContainText(to);
    await expect(list.getByRole('option')).toHaveAttribute('aria-selected', 'true');
    await this.page.keyboard.press('Enter');
    await expect(list).toBeHidden();
  }

  /** The dots of a pool. */
  swarm(pool: string): Locator {
    return this.region.getByRole('application', { name: `Agents of ${pool}:` });
  }

  /** A port of a node, by the port's id. */
  port(node: string, port: string): Locator {
    return this.node(node).locator(`.react-flow__handle[data-handleid="${port}"]`);
  }

  /** Moves over the dots of a pool by arrow keys until the wanted agent is told of. */
  async chooseAgent(pool: string, agent: string): Promise<void> {
    const swarm = this.swarm(pool);
    await swarm.focus();
    await this.page.keyboard.press('Home');
    const said = this.page.locator(`[id="${await swarm.getAttribute('aria-describedby')}"]`);
    const number = Number(agent.slice(agent.indexOf('/') + 1));
    for (let i = 0; i < number; i++) await this.page.keyboard.press('ArrowRight');
    await expect(said).toContainText(agent);
  }

  /** Where the middle of an agent's dot is on the screen, found by pointing until the tip names it. */
  async placeOfAgent(pool: string, agent: string): Promise<Place> {
    const box = await this.swarm(pool).boundingBox();
    if (box === null) throw new Error(`${pool} is not in sight`);
    const tip = this.page.locator('.agent-tip');
    const step = 4;
    for (let y = step / 2; y < box.height; y += step) {
      for (let x = step / 2; x < box.width; x += step) {
        const place = { x: box.x + x, y: box.y + y };
        await this.page.mouse.move(place.x, place.y);
        if ((await isTold(tip, agent)) && (await this.isStillTold(tip, agent))) return place;
      }
    }
    throw new Error(`no dot of ${pool} is called ${agent}`);
  }

  /** On a busy machine the tip lags behind the pointer: what it says after a paint is about where the pointer is. */
  private async isStillTold(tip: Locator, agent: string): Promise<boolean> {
    await this.page.evaluate(
      () =>
        new Promise<void>((painted) => {
          requestAnimationFrame(() => requestAnimationFrame(() => painted()));
        }),
    );
    return isTold(tip, agent);
  }

  /** Right-clicks an agent and chooses from its menu. */
  async actOnAgent(pool: string, agent: string, ...words: readonly string[]): Promise<void> {
    const place = await this.placeOfAgent(pool, agent);
    await this.page.mouse.click(place.x, place.y, { button: 'right' });
    const menu = this.page.getByRole('menu', { name: agent, exact: true });
    await expect(menu).toBeVisible();
    for (const word of words) await this.page.getByRole('menuitem', { name: word }).click();
    await expect(menu).toBeHidden();
  }

  /** Draws a connection from one port to another by mouse and holds it there until `release` is called. */
  async drawFrom(from: Locator, to: Locator): Promise<{ release: () => Promise<void> }> {
    const start = await centreOf(from);
    const end = await centreOf(to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await this.page.mouse.move(end.x, end.y, { steps: 4 });
    return { release: () => this.page.mouse.up() };
  }
}

/** Whether the tip tells of this agent, and not of one whose name only begins like it. */
async function isTold(tip: Locator, agent: string): Promise<boolean> {
  const [told] = await tip.locator('.numeric').allTextContents();
  return told === agent;
}

async function centreOf(locator: Locator): Promise<Place> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not in sight');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
