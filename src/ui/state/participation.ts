/** What it is: who takes part in what, read from the drawing: pools, coordinations, their protocols and cards. */

import type { BehaviourCard, ProtocolCard, ProtocolId } from '../../engine/contract/card.ts';
import type { Design, DesignNode, NodeOf } from '../../engine/document/design.ts';
import { GENERAL_BEHAVIOURS } from '../../engine/faults/cards.ts';
import { CATALOGUE } from '../../engine/plan/catalogue.ts';
import { idOf, manningOf } from '../../engine/plan/manning.ts';
import type { Manning } from '../../engine/plan/manning.ts';
import { PROTOCOL_CARDS } from '../../engine/protocols/catalog.ts';
import { selectProtocol } from '../../engine/selector/select.ts';
import type { Selection } from '../../engine/selector/select.ts';
import { findNode, isNodeOf } from './designEdits.ts';

type Coordination = NodeOf<'coordination'>;

/** The nodes connected to a port of a node. */
function sourcesOf(design: Design, node: string, port: string): readonly DesignNode[] {
  return design.connections
    .filter((one) => one.target.node === node && one.target.port === port)
    .map((one) => findNode(design, one.source.node))
    .filter((source) => source !== undefined);
}

/** How many agents take part, or at most may where others name them. */
export function participantCount(design: Design, coordination: string): number {
  const node = findNode(design, coordination);
  if (node?.kind !== 'coordination') return 0;
  const { members, supplies } = manned(design, node);
  const isOpen = supplies.some(({ port }) => port === 'participants');
  return Math.min(members.length, (isOpen ? node.participantsMost : undefined) ?? Infinity);
}

function manned(design: Design, node: Coordination): Manning {
  const { connections } = design;
  return manningOf({ design, connections, catalogue: CATALOGUE }, node);
}

/** Whether other coordinations name its participants. */
export function takesNamed(design: Design, coordination: string): boolean {
  return sourcesOf(design, coordination, 'participants').some((node) => node.kind !== 'pool');
}

/** The coordinations that a pool's agents take part in. */
function coordinationsOf(design: Design, pool: string): readonly Coordination[] {
  return coordinationsAt(design, pool, 'participants');
}

/** The coordinations at whose port a node is connected. */
function coordinationsAt(design: Design, node: string, port: string): readonly Coordination[] {
  return design.connections
    .filter((one) => one.source.node === node && one.target.port === port)
    .map((one) => findNode(design, one.target.node))
    .filter((found) => found !== undefined)
    .filter((found) => isNodeOf(found, 'coordination'));
}

/** What the selector says of a coordination, whatever protocol was written. */
export function selectionOf(design: Design, node: Coordination): Selection {
  const { type, faultTolerance } = node.requirements;
  return selectProtocol({ participants: participantCount(design, node.id), faultTolerance, type });
}

/** The protocol it runs by: the one written, or the one that the selector chooses. */
export function protocolOf(design: Design, node: Coordination): ProtocolId | undefined {
  return node.protocol === 'auto' ? selectionOf(design, node).protocol : node.protocol;
}

export function cardOf(design: Design, node: Coordination): ProtocolCard | undefined {
  const protocol = protocolOf(design, node);
  return protocol === undefined ? undefined : PROTOCOL_CARDS.get(protocol);
}

/** The part of `pool/3` or `consensus/client` before the stroke. */
export function nodeOfAgent(agent: string): string {
  return agent.slice(0, Math.max(0, agent.indexOf('/')));
}

/** The place of an agent in its pool; NaN for an actor that a protocol brings. */
export function numberOfAgent(agent: string): number {
  return Number(agent.slice(agent.indexOf('/') + 1));
}

/** How an agent may lie: as the protocols it takes part in know, then as any agent can. */
export function behavioursFor(design: Design, agent: string): readonly BehaviourCard[] {
  const node = findNode(design, nodeOfAgent(agent));
  const coordinations =
    node?.kind === 'coordination' ? [node] : coordinationsOf(design, nodeOfAgent(agent));
  const byId = new Map<string, BehaviourCard>();
  for (const coordination of coordinations) {
    for (const one of cardOf(design, coordination)?.behaviours ?? [])
      if (one.role === undefined || agent === `${coordination.id}/${one.role}`)
        byId.set(one.id, one);
  }
  for (const one of GENERAL_BEHAVIOURS) byId.set(one.id, one);
  return [...byId.values()];
}

/** The data sources, actors of coordinations, through which a data set arrives row by row; with how each can drift. */
export function dataSourcesOf(
  design: Design,
  dataset: string,
): { readonly names: readonly string[]; readonly drifts: readonly BehaviourCard[] } {
  const fed = coordinationsAt(design, dataset, 'dataset').filter(
    (node) => node.parameters['evaluation'] === 'prequential',
  );
  const names = fed.map((node) => `${node.id}/source`);
  const drifts = behavioursFor(design, names[0] ?? '').filter((one) => one.role === 'source');
  return { names: drifts.length === 0 ? [] : names, drifts };
}

/** A place in a coordination that faults can strike, with everybody there. */
export interface DrawnRegion {
  /** Such as `cluster/region-0`. */
  readonly name: string;
  readonly title: string;
  readonly agents: readonly string[];
}

const drawn = new WeakMap<Design, ReadonlyMap<string, DrawnRegion>>();

/** The regions of all coordinations by their names; the same map for the same design. */
export function regionsIn(design: Design): ReadonlyMap<string, DrawnRegion> {
  const known = drawn.get(design);
  if (known !== undefined) return known;
  const regions = design.nodes
    .filter((node) => isNodeOf(node, 'coordination'))
    .flatMap((node) => regionsOf(design, node));
  const map = new Map(regions.map((region) => [region.name, region]));
  drawn.set(design, map);
  return map;
}

/** The regions of one coordination, in order. */
export function regionsOf(design: Design, node: Coordination): readonly DrawnRegion[] {
  const card = cardOf(design, node);
  const parameters = card?.regions && card.parameters.safeParse(node.parameters);
  if (parameters?.success !== true) return [];
  const members = manned(design, node).members.map(idOf);
  const regions = card?.regions?.(parameters.data, members.length) ?? [];
  return regions.map(({ id, title, participants, actors = [] }) => ({
    name: `${node.id}/${id}`,
    title,
    agents: [
      ...participants.flatMap((place) => members[place] ?? []),
      ...actors.map((actor) => `${node.id}/${actor}`),
    ],
  }));
}
