/**
 * What it is: how free the page stays while agents train: the search of a forest on the digits, an ensemble of six
 * kinds of learner and one that stacks on them, and one on a table of 100,000 rows, run as fast as they go, with one worker that trains and with two. Tasks are those of the
 * page's main thread, from the browser's own trace, by the wall and by CPU time. Rendering is in software.
 */

import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { inStudio, openDesign, runToEnd } from './lib/page.ts';
import { printLongestTasks } from './lib/longestTasks.ts';
import { printTable } from './lib/table.ts';
import { readTasks } from './lib/trace.ts';
import type { Task } from './lib/trace.ts';

const LONG_MILLIS = 50;
const LEARNERS = [
  'decision_tree',
  'random_forest',
  'logistic_regression',
  'gaussian_naive_bayes',
  'nearest_neighbours',
  'multilayer_perceptron',
];

const scenario = (name: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(new URL(`../scenarios/${name}.json`, import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;

const ENSEMBLE = {
  format: 'concord.design',
  version: 1,
  name: 'Six on digits',
  nodes: [
    {
      kind: 'pool' as const,
      id: 'models',
      name: 'Models',
      position: { x: 0, y: 0 },
      agent: 'model',
      count: LEARNERS.length,
      overrides: LEARNERS.map((learner, index) => ({ index, parameters: { learner } })),
    },
    {
      kind: 'dataset' as const,
      id: 'data',
      name: 'Digits',
      position: { x: 0, y: 200 },
      dataset: 'digits',
    },
    {
      kind: 'coordination' as const,
      id: 'ensemble',
      name: 'Ensemble',
      position: { x: 280, y: 40 },
      protocol: 'ensemble_learning',
      parameters: { trainingShare: 0.7, trainingTimeoutMicros: 600_000_000, maxCost: 1_000 },
    },
  ],
  connections: [
    {
      id: 'c0',
      source: { node: 'models', port: 'agents' },
      target: { node: 'ensemble', port: 'participants' },
    },
    {
      id: 'c1',
      source: { node: 'data', port: 'data' },
      target: { node: 'ensemble', port: 'dataset' },
    },
  ],
};

/** The same with a logistic regression that learns to combine what the others say out of fold. */
const STACKING: unknown = {
  ...ENSEMBLE,
  nodes: ENSEMBLE.nodes.map((node) =>
    node.kind === 'pool'
      ? {
          ...node,
          count: 4,
          overrides: [
            'decision_tree',
            'gaussian_naive_bayes',
            'nearest_neighbours',
            'logistic_regression',
          ].map((learner, index) => ({ index, parameters: { learner } })),
        }
      : node.kind === 'coordination'
        ? { ...node, parameters: { ...node.parameters, strategy: 'stacking' } }
        : node,
  ),
};

/** A table as large as one can be, as a person's own file: the class follows from two measures. */
function largeTable(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [size, shade] = [((i * 7_919) % 10_007) / 1_000, ((i * 6_011) % 9_973) / 1_000];
    const soil = ['clay', 'sand', 'loam', ''][(i * 31) % 4];
    return `${size},${i % 17 === 0 ? '' : shade},${soil},${size + shade > 10 ? 'red' : 'white'}`;
  });
  return `size,shade,soil,colour\n${lines.join('\n')}\n`;
}

const LARGE: unknown = {
  ...ENSEMBLE,
  nodes: ENSEMBLE.nodes.map((node) => {
    if (node.kind === 'pool') {
      const overrides = ['decision_tree', 'gaussian_naive_bayes', 'decision_stump'].map(
        (learner, index) => ({ index, parameters: { learner } }),
      );
      return { ...node, count: 3, overrides };
    }
    if (node.kind === 'coordination') return node;
    const table = { file: 'large.csv', text: largeTable(100_000), target: 'colour' };
    const rules = { missing: 'mean', asCategories: [], ignored: [] };
    return { ...node, dataset: 'table', table: { ...table, ...rules } };
  }),
};

const DESIGNS: readonly (readonly [name: string, design: unknown, hands: readonly number[]])[] = [
  ['forest tuned', scenario('tuning-forest'), [1, 2]],
  ['ensemble of six', ENSEMBLE, [1, 2]],
  ['stacking', STACKING, [1, 2]],
  ['100,000 rows', LARGE, [1, 2]],
];

interface Measured {
  readonly events: number;
  readonly digest: string;
  readonly seconds: number;
  readonly tasks: readonly Task[];
}

/** The run's worker leaves one of the processors that it believes in to the page. */
async function pretendHands(page: Page, hands: number): Promise<void> {
  await page.unrouteAll();
  await page.route(/studio\.worker[^/]*\.js$/, async (route) => {
    const given = await route.fetch();
    const own = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${hands + 1} });`;
    await route.fulfill({ response: given, body: `${own}\n${await given.text()}` });
  });
}

async function measure(
  browser: Browser,
  page: Page,
  design: unknown,
  hands: number,
): Promise<Measured> {
  await pretendHands(page, hands);
  await openDesign(page, design, 'Protocol');
  await page.requestGC();
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'v8'] });
  const began = performance.now();
  await runToEnd(page);
  const seconds = (performance.now() - began) / 1_000;
  const tasks = readTasks((await browser.stopTracing()).toString());
  const { events, digest } = await page.evaluate(() => ({
    events: window.__studio?.outcome()?.events ?? 0,
    digest: window.__studio?.outcome()?.digest ?? '',
  }));
  return { events, digest, seconds, tasks };
}

await inStudio(async (browser, page) => {
  const rows = [];
  const longestOf: [string, readonly Task[]][] = [];
  for (const [name, design, counts] of DESIGNS) {
    const digests = new Set<string>();
    for (const hands of counts) {
      const { events, digest, seconds, tasks } = await measure(browser, page, design, hands);
      digests.add(digest);
      longestOf.push([`${name}, ${hands}`, tasks]);
      const longest = (by: 'wallMillis' | 'cpuMillis'): number =>
        Math.max(0, ...tasks.map((task) => task[by]));
      rows.push([
        name,
        hands,
        events,
        seconds,
        longest('wallMillis'),
        longest('cpuMillis'),
        tasks.filter(({ wallMillis }) => wallMillis > LONG_MILLIS).length,
        tasks.filter(({ cpuMillis }) => cpuMillis > LONG_MILLIS).length,
      ]);
    }
    if (digests.size > 1) throw new Error(`${name}: the runs differ`);
  }
  const heads = ['', 'hands', 'events', 's', 'longest ms', 'by CPU', 'over 50 ms', 'by CPU'];
  printTable('The page while agents train', heads, rows);
  printLongestTasks('what, hands', longestOf);
});
