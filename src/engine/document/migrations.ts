/**
 * What it is: how designs of earlier versions become designs of the newest one: a linear list, one step
 * from each version to the next. A released step is never changed.
 * Shapes: plain JSON in and out. A step moves what it recognises and leaves everything else as it stands,
 * so that the newest schema names what is wrong; it never throws on a malformed document.
 */

type Json = Readonly<Record<string, unknown>>;

export interface Migration {
  /** It turns a document of this version into one of the next. */
  readonly from: number;
  /** What changed, in a sentence. */
  readonly changed: string;
  migrate(document: Json): Json;
}

/**
 * Version 0 was an earlier draft:
 * - `title`, `about` and `speed` for what are now `name`, `description` and `pace`;
 * - groups of agents in a list of their own, `agents`, with `settings` instead of `template`;
 * - `title`, `at: [x, y]` and `settings` on nodes instead of `name`, `position` and `parameters`;
 * - `edges` as pairs of `node.port` instead of `connections`;
 * - `atMillis`, `untilMillis` and `delayMillis` on faults instead of microseconds.
 */
const fromDraft: Migration = {
  from: 0,
  changed:
    'groups of agents became pool nodes, edges became connections, milliseconds microseconds',
  migrate(document) {
    const { title, about, speed, agents, nodes, edges, faults, ...rest } = document;
    return {
      ...rest,
      version: 1,
      ...named('name', title),
      ...named('description', about),
      ...named('pace', speed),
      nodes: [...listOf(agents).map(poolFromGroup), ...listOf(nodes).map(nodeFromDraft)],
      connections: listOf(edges).map(connectionFromEdge),
      faults: listOf(faults).map(faultFromDraft),
    };
  },
};

/** In order: the migration at place v leads from version v to v + 1. */
export const MIGRATIONS: readonly Migration[] = [fromDraft];

function poolFromGroup(group: unknown): unknown {
  if (!isObject(group)) return group;
  const { kind, settings, ...rest } = placed(group);
  return { ...rest, kind: 'pool', ...named('agent', kind), ...named('template', settings) };
}

function nodeFromDraft(node: unknown): unknown {
  if (!isObject(node)) return node;
  const { settings, ...rest } = placed(node);
  return { ...rest, ...named('parameters', settings) };
}

function placed(node: Json): Json {
  const { title, at, ...rest } = node;
  const [x, y] = Array.isArray(at) ? (at as readonly unknown[]) : [];
  return { ...rest, ...named('name', title), ...named('position', at && { x, y }) };
}

function connectionFromEdge(edge: unknown, place: number): unknown {
  if (!Array.isArray(edge)) return edge;
  const [source, target] = edge as readonly unknown[];
  return { id: `connection${place}`, source: endFromText(source), target: endFromText(target) };
}

function endFromText(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  const [node, port] = text.split('.', 2);
  return { node, port };
}

function faultFromDraft(fault: unknown): unknown {
  if (!isObject(fault)) return fault;
  const { atMillis, untilMillis, delayMillis, ...rest } = fault;
  return {
    ...rest,
    ...named('at', micros(atMillis)),
    ...named('until', micros(untilMillis)),
    ...named('delayMicros', micros(delayMillis)),
  };
}

function micros(millis: unknown): unknown {
  return typeof millis === 'number' ? Math.round(millis * 1_000) : millis;
}

/** A field that is there only when it has a value: the newest schema fills what is missing. */
function named(name: string, value: unknown): Json {
  return value === undefined ? {} : { [name]: value };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
