/**
 * What it is: the ready scenarios that come with the studio: those of the folder `scenarios` of the
 * repository, which also drive the tests and the command line.
 */

import { DESIGN_FORMAT } from '../../engine/document/design.ts';
import { readDesign } from '../../engine/document/read.ts';
import type { Design } from '../../engine/document/design.ts';
import type { Failure, Result } from '../../engine/base/result.ts';
import type { ProtocolId } from '../../engine/contract/card.ts';
import { PROTOCOL_CARDS } from '../../engine/protocols/catalog.ts';

/** A scenario as it is listed; its design is read when it is opened. */
export interface Scenario {
  /** The file's name without its ending, such as `byzantine-calm`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly protocol: ProtocolId | 'auto' | undefined;
  /** How many agents its pools have. */
  readonly agentCount: number;
  readonly faultCount: number;
  readonly source: unknown;
}

interface Listed {
  readonly format?: unknown;
  readonly name?: unknown;
  readonly description?: unknown;
  readonly nodes?: readonly {
    readonly kind?: unknown;
    readonly protocol?: unknown;
    readonly count?: unknown;
  }[];
  readonly faults?: readonly unknown[];
}

const FILES = import.meta.glob<Listed>('../../../scenarios/*.json', {
  eager: true,
  import: 'default',
});

/** The scenario that a first visit opens on, already running. */
export const FIRST_SCENARIO = 'byzantine-yours-to-break';

/** What a newcomer looks at first stands first. */
const PROTOCOLS_IN_ORDER: readonly (ProtocolId | 'auto' | undefined)[] = [
  'byzantine_consensus',
  'market_coordination',
  'ensemble_learning',
  'hyperparameter_optimization',
  'simple_consensus',
  'hierarchical_consensus',
  'distributed_coordination',
];

/** The scenarios by protocol, each in the order of their names; the first visit's protocol and scenario come first. */
export const SCENARIOS: readonly Scenario[] = Object.entries(FILES)
  .filter(([, listed]) => listed.format === DESIGN_FORMAT)
  .map(([path, listed]) => scenarioOf(idOf(path), listed))
  .toSorted((one, other) => rank(one) - rank(other) || (one.id < other.id ? -1 : 1));

/** What the scenarios are listed under, in their order. */
export interface ScenarioGroup {
  readonly title: string;
  readonly scenarios: readonly Scenario[];
}

/** These scenarios under the names of their protocols. */
export function groupedScenarios(scenarios: readonly Scenario[]): readonly ScenarioGroup[] {
  const groups = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    const title = groupOf(scenario);
    groups.set(title, [...(groups.get(title) ?? []), scenario]);
  }
  return [...groups].map(([title, found]) => ({ title, scenarios: found }));
}

function groupOf({ protocol }: Scenario): string {
  if (protocol === undefined || protocol === 'auto') return 'A protocol is chosen';
  return PROTOCOL_CARDS.get(protocol)?.title ?? protocol;
}

/** A scenario's design. */
export function readScenario(scenario: Scenario): Result<Design, Failure> {
  const read = readDesign(scenario.source);
  return read.ok ? { ok: true, value: read.value.design } : read;
}

function scenarioOf(id: string, listed: Listed): Scenario {
  const nodes = listed.nodes ?? [];
  const protocol = nodes.find((node) => node.kind === 'coordination')?.protocol;
  return {
    id,
    name: typeof listed.name === 'string' ? listed.name : spoken(id),
    description: typeof listed.description === 'string' ? listed.description : '',
    // The file is checked in full when it is opened; here the word only chooses a picture.
    protocol: typeof protocol === 'string' ? (protocol as ProtocolId | 'auto') : undefined,
    agentCount: nodes.reduce(
      (sum, node) => sum + (typeof node.count === 'number' ? node.count : 0),
      0,
    ),
    faultCount: listed.faults?.length ?? 0,
    source: listed,
  };
}

function rank({ id, protocol }: Scenario): number {
  if (id === FIRST_SCENARIO) return -1;
  const place = PROTOCOLS_IN_ORDER.indexOf(protocol);
  return place < 0 ? PROTOCOLS_IN_ORDER.length : place;
}

function idOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[a-z]+$/, '');
}

function spoken(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
