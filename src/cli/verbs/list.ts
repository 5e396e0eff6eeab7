/** What it is: `list`: protocols, kinds of agent and of fault, and the scenarios that come with the project. */

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AGENT_CARDS } from '../../engine/agents/cards.ts';
import { PROTOCOL_IDS } from '../../engine/contract/card.ts';
import { FAULT_CARDS, GENERAL_BEHAVIOURS } from '../../engine/faults/cards.ts';
import { PROTOCOL_CARDS } from '../../engine/protocols/catalog.ts';
import { readArguments } from '../arguments.ts';
import type { Console } from '../console.ts';
import { sayJson } from '../console.ts';
import { designOf, readBytes } from '../files.ts';
import { EXIT_OK } from '../trouble.ts';

const SCENARIOS = new URL('../../../scenarios/', import.meta.url);
/** Files in the folder that are no designs. */
const NO_SCENARIOS: ReadonlySet<string> = new Set(['digests.json']);

export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The file, as the other verbs take it. */
  readonly file: string;
}

/** Always exit 0. */
export function list(args: readonly string[], console: Console): number {
  const written = readArguments(args, {}, 0);
  const protocols = PROTOCOL_IDS.map((id) => {
    const card = PROTOCOL_CARDS.get(id);
    return { id, title: card?.title ?? titleOf(id), implemented: card !== undefined };
  });
  const agents = [...AGENT_CARDS.values()].map(({ id, title, summary }) => ({
    id,
    title,
    summary,
  }));
  const faults = FAULT_CARDS.map(({ kind, title, help }) => ({ id: kind, title, help }));
  const behaviours = [
    ...GENERAL_BEHAVIOURS.map(({ id, title, help }) => ({ id, title, help, protocol: undefined })),
    ...[...PROTOCOL_CARDS.values()].flatMap((card) =>
      card.behaviours.map(({ id, title, help }) => ({ id, title, help, protocol: card.id })),
    ),
  ];
  const scenarios = scenariosOf();
  if (written.isJson) sayJson(console, { protocols, agents, faults, behaviours, scenarios });
  else {
    section(
      console,
      'Protocols',
      protocols.map(({ id, title, implemented }) => [
        id,
        implemented ? title : `${title} (does not run in this version)`,
      ]),
    );
    section(
      console,
      'Agents',
      agents.map(({ id, summary }) => [id, summary]),
    );
    section(
      console,
      'Faults',
      faults.map(({ id, help }) => [id, help]),
    );
    section(
      console,
      'Behaviours',
      behaviours.map(({ id, help, protocol }) => [
        id,
        protocol === undefined ? help : `${help} (${protocol})`,
      ]),
    );
    section(
      console,
      'Scenarios',
      scenarios.map(({ file, name }) => [file, name]),
    );
  }
  return EXIT_OK;
}

/** The scenarios that come with the project, by the names of their files. */
export function scenariosOf(): readonly Scenario[] {
  const folder = fileURLToPath(SCENARIOS);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !NO_SCENARIOS.has(file))
    .sort()
    .flatMap((file) => {
      const read = designOf(file, readBytes(folder + file));
      if (!read.ok) return [];
      const { name, description } = read.value.design;
      return [{ id: file.replace(/\.json$/, ''), name, description, file: `scenarios/${file}` }];
    });
}

function titleOf(id: string): string {
  const words = id.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function section(
  console: Console,
  title: string,
  rows: readonly (readonly [string, string])[],
): void {
  const width = Math.max(...rows.map(([first]) => first.length));
  console.say(title);
  for (const [first, second] of rows) console.say(`  ${first.padEnd(width)}  ${second}`);
}
