/**
 * What it is: the edits that people make, as pure functions from a design to a design.
 * All of them keep the identity of what they do not touch, give back the very design when there is nothing
 * to do, and leave no reference dangling: removing a node removes its connections and what faults and
 * expectations said of it.
 */

import { keepNames } from '../../engine/document/faultNames.ts';
import type {
  Connection,
  Decision,
  Design,
  DesignNode,
  Expectation,
  NodeKind,
  NodeOf,
} from '../../engine/document/design.ts';
import type { Fault } from '../../engine/document/fault.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An id that nothing in the design has: `pool`, `pool2`, `pool3`, … */
export function freshId(design: Design, stem: string): string {
  const taken = new Set(
    [...design.nodes, ...design.connections, ...design.faults].map((thing) => thing.id),
  );
  if (!taken.has(stem)) return stem;
  for (let i = 2; ; i++) {
    if (!taken.has(`${stem}${i}`)) return `${stem}${i}`;
  }
}

/** A name that no node has: `Pool`, `Pool 2`, … */
export function freshName(design: Design, stem: string): string {
  const taken = new Set(design.nodes.map((node) => node.name));
  if (!taken.has(stem)) return stem;
  for (let i = 2; ; i++) {
    if (!taken.has(`${stem} ${i}`)) return `${stem} ${i}`;
  }
}

export function findNode(design: Design, id: string): DesignNode | undefined {
  return design.nodes.find((node) => node.id === id);
}

export function addNode(design: Design, node: DesignNode): Design {
  return { ...design, nodes: [...design.nodes, node] };
}

/** Replaces one node by what `recipe` makes of it. */
export function updateNode(
  design: Design,
  id: string,
  recipe: (node: DesignNode) => DesignNode,
): Design {
  return withList(design, 'nodes', (node) => (node.id === id ? recipe(node) : node));
}

/** Like updateNode, for a node of one kind; another kind stays as it is. */
export function updateNodeOf<Kind extends NodeKind>(
  design: Design,
  id: string,
  kind: Kind,
  recipe: (node: NodeOf<Kind>) => NodeOf<Kind>,
): Design {
  return updateNode(design, id, (node) => (isNodeOf(node, kind) ? recipe(node) : node));
}

export function isNodeOf<Kind extends NodeKind>(
  node: DesignNode,
  kind: Kind,
): node is NodeOf<Kind> {
  return node.kind === kind;
}

/** Puts nodes elsewhere; those not named stay. */
export function moveNodes(design: Design, positions: ReadonlyMap<string, Point>): Design {
  return withList(design, 'nodes', (node) => {
    const to = positions.get(node.id);
    if (to === undefined || (to.x === node.position.x && to.y === node.position.y)) return node;
    return { ...node, position: { x: to.x, y: to.y } };
  });
}

export function addConnection(design: Design, connection: Connection): Design {
  return { ...design, connections: [...design.connections, connection] };
}

export function removeConnections(design: Design, ids: ReadonlySet<string>): Design {
  const connections = design.connections.filter((connection) => !ids.has(connection.id));
  if (connections.length === design.connections.length) return design;
  return { ...design, connections };
}

/** Removes nodes, their connections, and what faults and expectations said of them. */
export function removeNodes(design: Design, ids: ReadonlySet<string>): Design {
  const nodes = design.nodes.filter((node) => !ids.has(node.id));
  if (nodes.length === design.nodes.length) return design;
  const isKept = (agent: string): boolean => !ids.has(agent.slice(0, agent.indexOf('/')));
  return {
    ...design,
    nodes,
    connections: design.connections.filter(
      (connection) => !ids.has(connection.source.node) && !ids.has(connection.target.node),
    ),
    faults: design.faults.flatMap((fault) => withoutNodes(fault, ids)),
    ...scheduleWithout(design, ({ from, to, coordination }) => {
      const isThere = coordination === undefined || !ids.has(coordination);
      return isThere && isKept(from) && isKept(to);
    }),
    expectations: design.expectations.filter((one) => !namesNode(one, ids)),
  };
}

/** The schedule with only the decisions that are kept, as a part of a design. */
function scheduleWithout(
  { schedule }: Design,
  isKept: (decision: Decision) => boolean,
): Pick<Design, 'schedule'> {
  return schedule === undefined ? {} : { schedule: schedule.filter(isKept) };
}

/** Takes decisions out of the schedule, by their places; without any left there is no schedule. */
export function removeDecisions(design: Design, places: ReadonlySet<number>): Design {
  const { schedule, ...rest } = design;
  const left = schedule?.filter((_, place) => !places.has(place)) ?? [];
  if (left.length === schedule?.length) return design;
  return left.length === 0 ? rest : { ...rest, schedule: left };
}

/** Puts another decision in the place of one. */
export function updateDecision(design: Design, place: number, decision: Decision): Design {
  const { schedule } = design;
  if (schedule?.[place] === undefined) return design;
  return { ...design, schedule: schedule.with(place, decision) };
}

export function addFault(design: Design, fault: Fault): Design {
  return { ...design, faults: [...design.faults, fault] };
}

export function updateFault(design: Design, id: string, recipe: (fault: Fault) => Fault): Design {
  return withList(design, 'faults', (fault) => (fault.id === id ? recipe(fault) : fault));
}

export function removeFault(design: Design, id: string): Design {
  const faults = design.faults.filter((fault) => fault.id !== id);
  return faults.length === design.faults.length ? design : { ...design, faults };
}

/** A part of a design, as it lies on the clipboard. */
export interface Fragment {
  readonly nodes: readonly DesignNode[];
  readonly connections: readonly Connection[];
}

/** The nodes of these ids and the connections between them. */
export function copyNodes(design: Design, ids: ReadonlySet<string>): Fragment {
  return {
    nodes: design.nodes.filter((node) => ids.has(node.id)),
    connections: design.connections.filter(
      (connection) => ids.has(connection.source.node) && ids.has(connection.target.node),
    ),
  };
}

/** Adds a fragment under fresh ids and names, moved by `offset`; gives the new nodes' ids too. */
export function pasteFragment(
  design: Design,
  fragment: Fragment,
  offset: Point,
): { readonly design: Design; readonly ids: readonly string[] } {
  let next = design;
  const renamed = new Map<string, string>();
  for (const node of fragment.nodes) {
    const id = freshId(next, stemOf(node.id));
    renamed.set(node.id, id);
    next = addNode(next, {
      ...node,
      id,
      name: freshName(next, node.name.replace(/ \d+$/, '')),
      position: { x: node.position.x + offset.x, y: node.position.y + offset.y },
    });
  }
  for (const connection of fragment.connections) {
    const source = renamed.get(connection.source.node);
    const target = renamed.get(connection.target.node);
    if (source === undefined || target === undefined) continue;
    next = addConnection(next, {
      id: freshId(next, stemOf(connection.id)),
      source: { ...connection.source, node: source },
      target: { ...connection.target, node: target },
    });
  }
  return { design: next, ids: [...renamed.values()] };
}

function stemOf(id: string): string {
  const stem = id.replace(/\d+$/, '');
  return stem === '' ? id : stem;
}

/** The list with each thing replaced; the very design when nothing was. */
function withList<Name extends 'nodes' | 'faults'>(
  design: Design,
  name: Name,
  recipe: (thing: Design[Name][number]) => Design[Name][number],
): Design {
  const things: readonly Design[Name][number][] = design[name];
  let hasChanged = false;
  const next = things.map((thing) => {
    const other = recipe(thing);
    if (other !== thing) hasChanged = true;
    return other;
  });
  return hasChanged ? { ...design, [name]: next } : design;
}

function namesNode(expected: Expectation, ids: ReadonlySet<string>): boolean {
  return 'coordination' in expected && ids.has(expected.coordination);
}

/** The fault without names of the nodes that go; nothing when it strikes nobody, or waits for nobody. */
function withoutNodes(fault: Fault, nodes: ReadonlySet<string>): readonly Fault[] {
  const left = keepNames(fault, (name) => !nodes.has(name.split('/')[0] ?? name));
  return left === undefined ? [] : [left];
}
