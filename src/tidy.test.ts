/**
 * Style as a test: what the compiler and the linter cannot see. Each rule is a function from a source to
 * complaints, so that the second half of this file can hold each against a file that breaks it.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { circleAmong } from './tidy/circles.testing.ts';
import {
  CARDS,
  LAYERS,
  MAY_APPLY_RULES,
  MAY_IMPORT_REGISTRY,
  NEVER_IN_PAGE,
  PACKAGES,
  isWithin,
  placeWithin,
} from './tidy/layers.testing.ts';
import { ROOT, filesBelow, readText, sourceOf, sourcesBelow } from './tidy/sources.testing.ts';
import type { Source } from './tidy/sources.testing.ts';

/** Below what is there: a check that finds no files finds no faults. */
const SOURCES_AT_LEAST = 100;
const LINES_MAX = 400;

/** A path below src, as the table of layers names it. */
const below = (path: string): string => path.replace(/^src\//, '');

/** Each line of code that the pattern finds, with what should stand there instead. */
function complain(source: Source, text: string, pattern: RegExp, instead: string): string[] {
  return text
    .split('\n')
    .flatMap((line, i) => (pattern.test(line) ? [`${source.path}:${i + 1} ${instead}`] : []));
}

// ---------------------------------------------------------------- who may import whom

function layerComplaints(source: Source): string[] {
  const path = below(source.path);
  const layer = LAYERS.find(({ home }) => placeWithin(path, home) !== undefined);
  if (layer === undefined) return [`${source.path} lies in no layer of the table`];
  const home = placeWithin(path, layer.home) ?? layer.home;
  const allowed = [home, ...layer.may, 'scenarios'];
  return source.imports.flatMap(({ target, request, isTypeOnly }) => {
    if (target === undefined || isWithin(below(target), allowed)) return [];
    if (isTypeOnly && isWithin(below(target), layer.mayKnow ?? [])) return [];
    const what = isWithin(below(target), layer.mayKnow ?? []) ? 'values of ' : '';
    return [`${source.path} may not import ${what}${request}`];
  });
}

/** Conduct has one door: the registry, and few may open it. */
function conductComplaints(source: Source): string[] {
  const path = below(source.path);
  return source.imports.flatMap(({ target }) => {
    if (target === undefined) return [];
    const to = below(target);
    if (to === 'engine/protocols/registry.ts') {
      return isWithin(path, MAY_IMPORT_REGISTRY)
        ? []
        : [`${source.path} may not open the registry`];
    }
    const folder = placeWithin(to, 'engine/protocols/*');
    if (folder === undefined || folder === to || isWithin(path, [folder])) return [];
    if (MAY_APPLY_RULES.some(([home, rules]) => isWithin(path, [home]) && isWithin(to, [rules])))
      return [];
    if (/\/(card|events)\.ts$/.test(to) || path === 'engine/protocols/registry.ts') return [];
    return [`${source.path} reaches into ${to}: only the registry may`];
  });
}

function packageComplaints(source: Source): string[] {
  const row = PACKAGES.find(([home]) => placeWithin(below(source.path), home) !== undefined);
  if (row === undefined) return [];
  return source.imports
    .filter(({ target, request }) => target === undefined && !row[1].test(request))
    .map(({ request }) => `${source.path} may not use the package ${request}`);
}

/** A request without an extension leads to no file, so this also sees that extensions are written. */
function deadEndComplaints(source: Source): string[] {
  return source.imports
    .filter(({ target }) => target !== undefined && !existsSync(join(ROOT, target)))
    .map(
      ({ request }) =>
        `${source.path} imports ${request}, which is no file (is the extension there?)`,
    );
}

/** Follows values, never types, from the interface, and says by which way it reaches what it must not. */
function pageComplaints(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const cameFrom = new Map<string, string | undefined>();
  const waiting = sources.filter(({ path }) => path.startsWith('src/ui/')).map(({ path }) => path);
  for (const path of waiting) cameFrom.set(path, undefined);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const { target, isTypeOnly } of byPath.get(path)?.imports ?? []) {
      if (target === undefined || isTypeOnly || cameFrom.has(target)) continue;
      cameFrom.set(target, path);
      waiting.push(target);
    }
  }
  return [...cameFrom.keys()]
    .filter((path) => isWithin(below(path), NEVER_IN_PAGE) && !isWithin(below(path), CARDS))
    .map((path) => wayTo(path, cameFrom).join(' → '));
}

function wayTo(path: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const before = cameFrom.get(path);
  return before === undefined ? [path] : [...wayTo(before, cameFrom), path];
}

// ---------------------------------------------------------------- bans

const IN_ENGINE: readonly (readonly [RegExp, string])[] = [
  [/\basync\b|\bawait\b|\bPromise\b/, 'the engine is synchronous: the worker slices time'],
  // A power of two written out in digits is exact everywhere.
  [
    /(?<!\b2 )\*\*|\*\*(?! -?\d+\b)/,
    '`**` is not reproducible: multiply, or use pow from engine/base/maths',
  ],
];

function engineComplaints(source: Source): string[] {
  const found = IN_ENGINE.flatMap(([pattern, instead]) =>
    complain(source, source.code, pattern, instead),
  );
  if (!source.text.startsWith('/*'))
    found.push(`${source.path} does not open with a block comment`);
  return found;
}

/** Exported functions of the engine and the workers say in a sentence what they do. */
function documentationComplaints(source: Source): string[] {
  return source.lines.flatMap((line, i) => {
    const name = /^export (?:async )?function (\w+)/.exec(line)?.[1];
    // Further overloads stand under the documentation of the first.
    const before = source.lines[i - 1] ?? '';
    if (name === undefined || /\*\/\s*$/.test(before) || before.includes(`function ${name}`))
      return [];
    return [`${source.path}:${i + 1} ${name} has no documentation`];
  });
}

// Put together, so that this file does not complain about itself.
const TO_DO = new RegExp(`\\b${'TO'}${'DO'}\\b(?!.*https?://)`);
const FIX_ME = new RegExp(`\\b${'FIX'}${'ME'}\\b`);
const UNFINISHED = /\bsimplified\b|\bfor now\b|\bplaceholder implementation\b|\bnot implemented\b/i;

function unfinishedComplaints(source: Source): string[] {
  return [
    ...complain(source, source.text, TO_DO, 'needs a link to where it is tracked'),
    ...complain(source, source.text, FIX_ME, 'must be fixed before it gets here'),
    ...complain(
      source,
      source.text,
      UNFINISHED,
      'sounds unfinished: finish it, or say what it does',
    ),
  ];
}

function testComplaints(source: Source): string[] {
  const switchedOff = /\b(?:test|it|describe)(?:\.\w+)*\.(?:only|skip|fixme|todo)\b/;
  return [
    ...complain(source, source.code, switchedOff, 'every test runs, always'),
    ...complain(
      source,
      source.code,
      /\bwaitForTimeout\b/,
      'wait for what you wait for, not for time',
    ),
  ];
}

function lengthComplaints(source: Source): string[] {
  // The last line of a file is empty.
  const count = source.lines.length - 1;
  if (source.isTest || count <= LINES_MAX || /Long because/.test(source.lines[0] ?? '')) return [];
  return [`${source.path} has ${count} lines: split it, or begin it with "Long because …"`];
}

// ---------------------------------------------------------------- rules of the specifications

/** Rules stand at the start of a heading, a list item or a table row, such as `- **PBFT-7** …`. */
function ruleIds(specification: string): string[] {
  const pattern = /^\s*(?:#+|[-*]|\||\d+\.)?\s*\**`?([A-Z][A-Z0-9]*-\d+[a-z]?)\b/gm;
  return [...new Set([...specification.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

/** Strings that are the first of several arguments, which all titles are. */
function titles(source: Source): string[] {
  const pattern = /\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1\s*,/g;
  return [...source.text.matchAll(pattern)].map((match) => match[2] ?? '');
}

function unnamedRules(specification: string, allTitles: readonly string[]): string[] {
  return ruleIds(specification).filter((id) => {
    const word = new RegExp(`\\b${id}\\b`);
    return !allTitles.some((title) => word.test(title));
  });
}

// ---------------------------------------------------------------- the project as it is

const sources = sourcesBelow('src');
const product = sources.filter(({ isTest }) => !isTest);
const engine = product.filter(({ path }) => path.startsWith('src/engine/'));
const documented = product.filter(({ path }) => /^src\/(engine|workers)\//.test(path));
const endToEnd = sourcesBelow('e2e');
const everything = [...sources, ...endToEnd, ...sourcesBelow('bench')].filter(
  ({ path }) => path !== 'src/tidy.test.ts',
);

describe('the project', () => {
  test('is found at all', () => {
    expect(product.length, 'the check itself is broken').toBeGreaterThanOrEqual(SOURCES_AT_LEAST);
    expect(product.some(({ imports }) => imports.length > 2)).toBe(true);
  });

  test('names in the table of layers only what there is', () => {
    const paths = product.map(({ path }) => below(path));
    const named = LAYERS.flatMap(({ home, may, mayKnow = [] }) => [home, ...may, ...mayKnow]);
    const all = new Set([
      ...named,
      ...MAY_IMPORT_REGISTRY,
      ...MAY_APPLY_RULES.flat(),
      ...NEVER_IN_PAGE,
    ]);
    const isThere = (pattern: string): boolean =>
      paths.some((path) => placeWithin(path, pattern) !== undefined);
    expect([...all].filter((pattern) => !isThere(pattern))).toEqual([]);
  });

  test('imports only downwards', () => expect(product.flatMap(layerComplaints)).toEqual([]));

  test('imports in no circle, not even types', () => expect(circleAmong(sources)).toEqual([]));

  test('keeps conduct behind the registry', () =>
    expect(product.flatMap(conductComplaints)).toEqual([]));

  test('uses each package only where it belongs', () =>
    expect(product.flatMap(packageComplaints)).toEqual([]));

  test('writes imports that lead to files', () =>
    expect(everything.flatMap(deadEndComplaints)).toEqual([]));

  test('keeps the simulation out of the page', () => expect(pageComplaints(product)).toEqual([]));

  test('keeps the engine synchronous and reproducible', () =>
    expect(engine.flatMap(engineComplaints)).toEqual([]));

  test('documents what the engine and the workers export', () =>
    expect(documented.flatMap(documentationComplaints)).toEqual([]));

  test('leaves nothing unfinished', () =>
    expect(everything.flatMap(unfinishedComplaints)).toEqual([]));

  test('runs all its tests, and waits for nothing but events', () =>
    expect(everything.flatMap(testComplaints)).toEqual([]));

  test('reads every exact case in a test', () => {
    const cases = filesBelow('src').filter((path) => /\/fixtures\/[^/]+\.json$/.test(path));
    // What is counted here are those of learning and optimisation; folds and reference scores are no cases.
    const exact = cases.filter((path) => /\/(?:learning|optimisation)\//.test(path));
    expect(exact.length).toBeGreaterThanOrEqual(21);
    const read = new Set(
      sources
        .filter(({ isTest }) => isTest)
        .flatMap(({ imports }) => imports.map(({ target }) => target)),
    );
    expect(exact.filter((path) => !read.has(path))).toEqual([]);
  });

  test('has no file too long to read', () => expect(sources.flatMap(lengthComplaints)).toEqual([]));

  const specifications = filesBelow('src').filter((path) => path.endsWith('SPEC.md'));
  const allTitles = [...sources, ...endToEnd].filter(
    ({ isTest, path }) => isTest || path.startsWith('e2e/'),
  );
  test('names every rule of every specification in a test title', () => {
    const known = allTitles.flatMap(titles);
    const unnamed = specifications.flatMap((path) =>
      unnamedRules(readText(path), known).map((id) => `${path}: no test is named for ${id}`),
    );
    expect(unnamed).toEqual([]);
  });

  test('gives a reason for each dependency, at the version in use', () => {
    const { dependencies, devDependencies } = z
      .object({
        dependencies: z.record(z.string(), z.string()),
        devDependencies: z.record(z.string(), z.string()),
      })
      .parse(JSON.parse(readText('package.json')));
    const rows = [...readText('docs/dependencies.md').matchAll(/^\| `(\S+?)` +\| (\S+) +\|/gm)];
    const inUse = Object.entries({ ...dependencies, ...devDependencies });
    expect(Object.fromEntries(rows.map(([, name, version]) => [name, version]))).toEqual(
      Object.fromEntries(inUse),
    );
  });

  test('numbers the rules of every specification', () => {
    expect(specifications.filter((path) => ruleIds(readText(path)).length === 0)).toEqual([]);
  });
});

// ---------------------------------------------------------------- each rule against what breaks it

describe('the checks can fail', () => {
  const inEngine = (folder: string, text: string): Source =>
    sourceOf(`src/engine/${folder}/made.ts`, text);

  test.each([
    ['engine/base', "import { a } from '../events/shape.ts';"],
    ['engine/kernel', "import { a } from '../plan/plan.ts';"],
    ['engine/kernel', "import type { Frame } from '../projections/frame.ts';"],
    ['engine/protocols/one', "import type { A } from '../two/conduct.ts';"],
    ['engine/protocols/one', "import type { A } from '../../kernel/run.ts';"],
    ['ui/stage', "import { a } from '../canvas/Canvas.tsx';"],
    ['ui/state', "import { a } from '../../engine/kernel/run.ts';"],
    ['ui/app', "const a = import('../../engine/learning/learners.ts');"],
    ['workers/client', "import { host } from '../host.ts';"],
    ['cli', "import { a } from '../ui/state/documentStore.ts';"],
  ])('%s does not import against the table: %s', (folder, text) => {
    expect(layerComplaints(sourceOf(`src/${folder}/made.ts`, text))).toHaveLength(1);
  });

  test('a circle of imports is seen, of types too', () => {
    const one = inEngine('base', "import type { B } from './two.ts';");
    const two = sourceOf('src/engine/base/two.ts', "import { a } from './made.ts';");
    expect(circleAmong([one, two])).toEqual([one.path, two.path, one.path]);
    expect(circleAmong([one, sourceOf(two.path, '')])).toEqual([]);
  });

  test('a type may go where a value may not', () => {
    const text = "import type { Plan } from '../plan/plan.ts';";
    expect(layerComplaints(inEngine('kernel', text))).toEqual([]);
    const mixed = "import { type Plan, makePlan } from '../plan/plan.ts';";
    expect(layerComplaints(inEngine('kernel', mixed))).toHaveLength(1);
  });

  test('conduct is reached through the registry only, and by few', () => {
    const facade = (text: string): Source => sourceOf('src/engine/simulation.ts', text);
    const reaching = "import { conduct } from './protocols/one/conduct.ts';";
    expect(conductComplaints(facade(reaching))).toHaveLength(1);
    expect(
      conductComplaints(facade("import { registry } from './protocols/registry.ts';")),
    ).toEqual([]);
    const opening = "import { registry } from '../protocols/registry.ts';";
    expect(conductComplaints(inEngine('projections', opening))).toHaveLength(1);
    expect(
      conductComplaints(inEngine('projections', "import '../protocols/one/card.ts';")),
    ).toEqual([]);
  });

  test.each([
    ['src/engine/base/made.ts', "import 'lodash';"],
    ['src/engine/base/made.ts', "import 'node:fs';"],
    ['src/ui/stage/Made.tsx', "import '@xyflow/react/dist/style.css';"],
    ['src/ui/compare/Made.tsx', "import { LineChart } from 'recharts';"],
    ['src/ui/state/made.ts', "import { wrap } from 'comlink';"],
  ])('%s does not use a package that belongs elsewhere: %s', (path, text) => {
    expect(packageComplaints(sourceOf(path, text))).toHaveLength(1);
  });

  test('an import without its extension is seen', () => {
    expect(deadEndComplaints(inEngine('base', "import { a } from './units';"))).toHaveLength(1);
    expect(deadEndComplaints(inEngine('base', "import { a } from './units.ts';"))).toEqual([]);
  });

  test('a long way from the page to the kernel is seen, and a way of types is not', () => {
    const made = (kind: string): Source[] => [
      sourceOf('src/ui/app/A.tsx', "import { b } from '../../engine/plan/b.ts';"),
      sourceOf('src/engine/plan/b.ts', "import { c } from '../agents/c.ts';"),
      sourceOf('src/engine/agents/c.ts', `import ${kind} { d } from '../learning/d.ts';`),
      sourceOf('src/engine/learning/d.ts', ''),
    ];
    const way =
      'src/ui/app/A.tsx → src/engine/plan/b.ts → src/engine/agents/c.ts → src/engine/learning/d.ts';
    expect(pageComplaints(made(''))).toEqual([way]);
    expect(pageComplaints(made('type'))).toEqual([]);
  });

  test('waiting and powers are seen in code, and left alone in comments and strings', () => {
    const talk = "/* `**`, await */\nexport const a = 'async ** Promise' + 2 ** 40; // Promise\n";
    expect(engineComplaints(inEngine('base', talk))).toEqual([]);
    const acts = '/** Made. */\nexport const a = 2 ** n;\nexport const b = async () => await a;\n';
    expect(engineComplaints(inEngine('base', acts))).toHaveLength(2);
    expect(engineComplaints(inEngine('base', 'export const a = 1;'))).toHaveLength(1);
  });

  test('an exported function without documentation is seen', () => {
    const text =
      '/** Made. */\n\nexport function a(): void {}\n\n/** Does b. */\nexport function b(): void {}\n';
    expect(documentationComplaints(inEngine('base', text))).toHaveLength(1);
  });

  test('unfinished work is seen, unless it is tracked', () => {
    const made = (words: string): Source => inEngine('base', `// ${words}\n`);
    expect(unfinishedComplaints(made(`${'TO'}${'DO'} more`))).toHaveLength(1);
    expect(unfinishedComplaints(made(`${'TO'}${'DO'} https://example.org/1`))).toEqual([]);
    expect(unfinishedComplaints(made(`${'FIX'}${'ME'}`))).toHaveLength(1);
    expect(unfinishedComplaints(made('Simplified version'))).toHaveLength(1);
  });

  test('a test that is switched off or waits for time is seen', () => {
    const text = "test.only('a', f);\ntest.describe.skip('b', f);\nawait page.waitForTimeout(5);\n";
    expect(testComplaints(sourceOf('e2e/made.ts', text))).toHaveLength(3);
  });

  test('a file of more than 400 lines needs a reason in its first line', () => {
    const lines = '\n'.repeat(401);
    expect(lengthComplaints(inEngine('base', lines))).toHaveLength(1);
    expect(
      lengthComplaints(inEngine('base', `/** Long because it is a table. */${lines}`)),
    ).toEqual([]);
  });

  test('a rule that no title names is seen', () => {
    const specification =
      '# Rules\n\n- **PBFT-1** One, see PBFT-9.\n- PBFT-12: Twelve.\n| `PBFT-3` | Three |\n';
    expect(ruleIds(specification)).toEqual(['PBFT-1', 'PBFT-12', 'PBFT-3']);
    const known = titles(
      inEngine('base', "test('PBFT-12 does', f); test.each(rows)(`PBFT-3 too`, f);"),
    );
    expect(unnamedRules(specification, known)).toEqual(['PBFT-1']);
  });
});
