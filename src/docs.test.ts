/**
 * The documents against the code: links lead somewhere; files, scripts, verbs and benchmarks that are named
 * exist; a protocol's page has its parameters with their defaults, its behaviours, properties, charts,
 * errors and scenarios (its outcome: cli/scenarios.test.ts); and the user guide has the keys that there are.
 * `CONCORD_GOLDEN=update npx vitest run src/docs.test.ts` writes the table of keys.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scenariosOf } from './cli/verbs/list.ts';
import { USAGES } from './cli/usage.ts';
import { AGENT_CARDS } from './engine/agents/cards.ts';
import { readDesign } from './engine/document/read.ts';
import { DIAGNOSTIC_CODES } from './engine/plan/diagnostics.ts';
import { PROTOCOL_CARDS } from './engine/protocols/catalog.ts';
import {
  FLAG_CODES,
  REJECTION_CODES,
  marketCard,
} from './engine/protocols/marketCoordination/card.ts';
import { PROTOCOLS } from './engine/protocols/registry.ts';
import { MATRIX } from './engine/selector/matrix.ts';
import {
  allDocuments,
  codeOfCell,
  codeWords,
  deadLinks,
  deadPaths,
  deadScripts,
  documentAt,
  documentOf,
  rowsOf,
  sectionOf,
} from './tidy/documents.testing.ts';
import { ROOT, filesBelow, readText } from './tidy/sources.testing.ts';
import { DOCUMENT_COMMANDS } from './ui/app/documentCommands.ts';
import { RUN_COMMANDS } from './ui/app/runCommands.ts';
import { VIEW_COMMANDS } from './ui/app/viewCommands.ts';
import { CANVAS_COMMANDS } from './ui/canvas/commands.ts';
import { capsOf } from './ui/commands/keys.ts';
import { COMMAND_GROUPS, titleOf } from './ui/commands/registry.ts';

const documents = allDocuments();
const FOLDERS = ['src', 'docs', 'scenarios', 'scripts', 'bench', 'bin', 'e2e'];
const files = FOLDERS.flatMap(filesBelow);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readText('package.json')));

const firstCells = (text: string): readonly string[] =>
  rowsOf(text).map(([first]) => codeOfCell(first));

describe('the documents', () => {
  test('link to what is there', () => {
    expect(documents.length).toBeGreaterThan(10);
    expect(documents.flatMap((one) => deadLinks(one, documents))).toEqual([]);
  });

  test('name files and scripts that are there', () => {
    expect(documents.flatMap((one) => deadPaths(one, files))).toEqual([]);
    expect(documents.flatMap((one) => deadScripts(one, scripts))).toEqual([]);
  });

  test('name no place on the machine of whoever wrote them', () => {
    const places = /(?<![\w.])\/(?:tmp|home|root|Users|work)\//;
    const told = (text: string): boolean => places.test(text);
    expect(documents.filter(({ text }) => told(text)).map(({ path }) => path)).toEqual([]);
    expect(told('made in /tmp/somewhere/else')).toBe(true);
  });

  test('README counts rightly', () => {
    const protocols = [...PROTOCOLS.values()];
    const properties = protocols.reduce((sum, one) => sum + one.properties.length, 0);
    const behaviours = protocols.reduce((sum, one) => sum + one.card.behaviours.length, 0);
    const { text } = documentAt('README.md');
    expect(text).toContain(`${properties} properties`);
    expect(text).toContain(`${behaviours} that know their protocol`);
  });

  test('measurements.md has every benchmark', () => {
    const names = filesBelow('bench').flatMap((path) => /(\w+)\.bench\.ts$/.exec(path)?.[1] ?? []);
    const section = sectionOf(documentAt('docs/measurements.md'), 'How to measure');
    expect(firstCells(section).toSorted()).toEqual(names.toSorted());
  });

  test('selection.md has the matrix', () => {
    const rows = rowsOf(sectionOf(documentAt('docs/protocols/selection.md'), 'The matrix'));
    const readable = rows.map(([protocol, count, level, type, runs]) => [
      codeOfCell(protocol),
      (count ?? '').replace(',', ''),
      codeOfCell(level),
      codeOfCell(type),
      runs,
    ]);
    const expected = MATRIX.map(({ protocol, least, most, tolerates, type }) => [
      protocol,
      `${least} to ${most}`,
      tolerates,
      type,
      PROTOCOL_CARDS.has(protocol) ? 'yes' : 'no',
    ]);
    expect(readable).toEqual(expected);
  });
});

describe('command-line.md', () => {
  const page = documentAt('docs/command-line.md');

  test.each(Object.entries(USAGES))('has %s with its flags', (verb, usage) => {
    const section = sectionOf(page, verb);
    const flags = usage.match(/--\w+/g) ?? [];
    // What is the same for all verbs, or said in the table of verbs, need not be said twice.
    const all = `${page.text.slice(0, page.text.indexOf('\n## '))}\n${section}`;
    expect(flags.filter((flag) => !all.includes(flag))).toEqual([]);
  });

  test('calls no verb that there is not', () => {
    const called = documents.flatMap(({ text }) =>
      [...text.matchAll(/concord -- ([a-z]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(called.length).toBeGreaterThan(1);
    expect(called.filter((verb) => !Object.hasOwn(USAGES, verb))).toEqual([]);
  });
});

/** Names with their defaults and units, of a card's schema. */
function parametersOf(schema: z.ZodType): readonly (readonly [string, unknown, string])[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, field]) => {
    const { default: usual, unit } = field as { default?: unknown; unit?: string };
    return [name, usual, unit ?? ''];
  });
}

/** The same as a table tells it; a unit is only compared where the card has one. */
function toldParameters(section: string): readonly (readonly [string, unknown, string])[] {
  return rowsOf(section).map(([name, usual, unit]) => [
    codeOfCell(name),
    JSON.parse(codeOfCell(usual) || 'null') as unknown,
    unit ?? '',
  ]);
}

function compareParameters(section: string, schema: z.ZodType): void {
  const units = new Map(parametersOf(schema).map(([name, , unit]) => [name, unit]));
  const told = toldParameters(section).map(([name, usual, unit]) => [
    name,
    usual,
    units.get(name) === '' ? '' : unit,
  ]);
  expect(told).toEqual(parametersOf(schema));
}

const scenarios = scenariosOf().map(({ id, file }) => {
  const read = readDesign(readText(file));
  if (!read.ok) throw new Error(`${file}: ${read.problem.message}`);
  const coordination = read.value.design.nodes.find((node) => node.kind === 'coordination');
  return { id, protocol: coordination?.protocol };
});

describe.each([...PROTOCOLS.values()])('the page of $card.id', ({ card, properties }) => {
  const page = documentAt(`docs/protocols/${card.id.replaceAll('_', '-')}.md`);
  const own = scenarios.filter(({ protocol }) => protocol === card.id);

  test('has its parameters, and no others', () => {
    compareParameters(sectionOf(page, 'Parameters'), card.parameters);
  });

  test('has its behaviours, and no others', () => {
    expect(firstCells(sectionOf(page, 'Behaviours'))).toEqual(card.behaviours.map(({ id }) => id));
  });

  test('has its properties, and when they are asked', () => {
    const WHEN = { always: 'always', eventually: 'in the end', sometimes: 'at least once' };
    const told = rowsOf(sectionOf(page, 'What is watched'));
    expect(told.map(([name, when]) => [codeOfCell(name), when])).toEqual(
      properties.map(({ name, temper }) => [name, WHEN[temper]]),
    );
  });

  test('names its charts, errors, source and number of participants', () => {
    const words = codeWords(page.text);
    const names = [...card.charts.map(({ id }) => id), ...Object.keys(card.errors)];
    expect(names.filter((name) => !words.includes(name))).toEqual([]);
    expect(page.text).toContain(String(card.paper.year));
    const { least, most } = card.participants;
    const inWords = least === 2 && most === 5 ? 'two to five' : `${least} to ${most}`;
    expect(page.text).toContain(inWords);
  });

  test('has its scenarios, and no others', () => {
    const listed = [...sectionOf(page, 'Scenarios').matchAll(/^- `([^`]+)`/gm)];
    expect(new Set(listed.map((match) => match[1]))).toEqual(new Set(own.map(({ id }) => id)));
  });
});

test('the page of the market has every code with what it means', () => {
  const page = documentAt('docs/protocols/market-coordination.md');
  const { ignoreReasons } = marketCard;
  const codes = { ...REJECTION_CODES, ...FLAG_CODES, ...ignoreReasons };
  const told = rowsOf(sectionOf(page, 'Codes')).map(([code, words]) => [codeOfCell(code), words]);
  const meanings = Object.entries(codes);
  expect(told.slice(0, meanings.length)).toEqual(meanings);
  const problems = told.slice(meanings.length).map(([code]) => code);
  expect(DIAGNOSTIC_CODES).toEqual(expect.arrayContaining(problems));
});

test.each([...AGENT_CARDS.values()])('parameters of $title are told', ({ title, parameters }) => {
  const page = documents.find(({ text }) => text.includes(`\n## ${title}\n`));
  expect(page, `a page with a section ${title}`).toBeDefined();
  compareParameters(sectionOf(page!, title), parameters);
});

describe('the table of keys', () => {
  const GUIDE = 'docs/user-guide.md';
  const MARK = '<!-- keys -->';
  const all = [...DOCUMENT_COMMANDS, ...CANVAS_COMMANDS, ...RUN_COMMANDS, ...VIEW_COMMANDS];
  const sayKey = (key: string): string => `\`${capsOf(key, false).join('+')}\``;
  const expected = COMMAND_GROUPS.flatMap((group) =>
    all
      .filter((command) => command.group === group && command.keys !== undefined)
      .map((command) => [titleOf(command), (command.keys ?? []).map(sayKey).join(' or ')]),
  );

  test('has every key', () => {
    const guide = documentAt(GUIDE);
    if (process.env['CONCORD_GOLDEN'] === 'update') {
      const head = guide.text.slice(0, guide.text.indexOf(MARK) + MARK.length);
      const rows = expected.map((cells) => `| ${cells.join(' | ')} |`);
      const table = ['| action | keys |', '| --- | --- |', ...rows].join('\n');
      writeFileSync(join(ROOT, GUIDE), `${head}\n\n${table}\n`);
      return;
    }
    expect(rowsOf(sectionOf(guide, 'Keys'))).toEqual(expected);
  });

  test('gives each key to one command, unless they never can be done at once', () => {
    const keys = all.filter(({ when }) => when === undefined).flatMap((one) => one.keys ?? []);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    const always = new Set(keys);
    const sometimes = all.filter(({ when }) => when !== undefined);
    expect(sometimes.flatMap((one) => one.keys ?? []).filter((key) => always.has(key))).toEqual([]);
  });
});

describe('the checks can fail', () => {
  const made = documentOf(
    'docs/made.md',
    '# A heading\n\n[a](gone.md) [b](#a-heading) [c](#none) [d](user-guide.md#keys) `src/gone.ts` `src/engine/*/cards.ts`\n\n```\nnpm run gone\n```\n',
  );

  test('on links, paths and scripts', () => {
    expect(deadLinks(made, documents)).toEqual([
      'docs/made.md: gone.md leads nowhere',
      'docs/made.md: #none leads nowhere',
    ]);
    expect(deadPaths(made, files)).toEqual(['docs/made.md: there is no src/gone.ts']);
    expect(deadScripts(made, scripts)).toEqual(['docs/made.md: there is no script gone']);
  });

  test('on tables', () => {
    const table = '| a | b |\n| --- | --- |\n| `x` | `1` |\n\nand\n\n| c |\n| - |\n| y |\n';
    expect(rowsOf(table)).toEqual([['`x`', '`1`'], ['y']]);
    expect(() => sectionOf(made, 'none')).toThrow('no section');
  });
});
