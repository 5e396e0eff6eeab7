/**
 * What it is: a fault from the library put on what is selected or what it was dropped on. Unlike a menu at
 * an agent it always goes into the design: a block is a part of a design.
 */

import type { Design } from '../../engine/document/design.ts';
import type { Fault, FaultKind } from '../../engine/document/fault.ts';
import { addFault, findNode } from './designEdits.ts';
import { documentStore } from './documentStore.ts';
import { noticeStore } from './noticeStore.ts';
import { agentsOfFault } from './faultNames.ts';
import { newFault } from './newFault.ts';
import type { FaultSpan } from './newFault.ts';
import { nodeOfAgent, regionsIn } from './participation.ts';
import { sessionStore } from './sessionStore.ts';
import type { Selection } from './sessionStore.ts';

/** Adds a fault to pools or agents (`replicas` or `replicas/2`) and shows it. */
export function addFaultBlock(kind: FaultKind, targets: readonly string[]): void {
  const { design } = documentStore.getState();
  const names = targets.filter((name) => isAgentOrPool(design, name));
  const first = names[0];
  if (first === undefined) {
    noticeStore.notify({
      tone: 'warning',
      title: 'Select whom it strikes',
      message: 'Select a pool or an agent first, or drag the fault onto a pool.',
      topic: 'fault',
    });
    return;
  }
  documentStore.edit(`Add a fault to ${first}`, (current) =>
    addFault(current, newFault(current, kind, names)),
  );
  selectStruck(design, first);
  noticeStore.announce(`Fault added to ${names.join(', ')}`);
}

/**
 * Adds a fault that holds for a while: to what is selected, else to the first pool that takes part in
 * something: a partition and troubles of links to the pool, everything else to its first agent.
 */
export function addFaultAt(kind: FaultKind, span: FaultSpan): void {
  const { design } = documentStore.getState();
  const selected = targetsOf(sessionStore.getState().selection);
  const own = selected.filter((name) => isAgentOrPool(design, name));
  const names = own.length > 0 ? own : firstTarget(design, kind);
  const first = names[0];
  if (first === undefined) {
    noticeStore.notify({
      tone: 'warning',
      title: 'Nobody there to strike',
      message: 'Put a pool of agents on the canvas first.',
      topic: 'fault',
    });
    return;
  }
  documentStore.edit(`Add a fault to ${first}`, (current) =>
    addFault(current, newFault(current, kind, names, span)),
  );
  noticeStore.announce(`Fault added to ${names.join(', ')}`);
}

const OF_POOLS: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'partition',
  'cut',
  'loss',
  'delay',
  'duplication',
  'reordering',
]);

function firstTarget(design: Design, kind: FaultKind): readonly string[] {
  const pools = design.nodes.filter((node) => node.kind === 'pool');
  const isActing = (id: string): boolean =>
    design.connections.some((one) => one.source.node === id && one.target.port === 'participants');
  const pool = pools.find((node) => isActing(node.id)) ?? pools[0];
  if (pool === undefined) return [];
  return [OF_POOLS.has(kind) ? pool.id : `${pool.id}/0`];
}

/** Shows a fault's form in the inspector, at whom it strikes. */
export function showFault({ id, when }: Fault): void {
  const { design } = documentStore.getState();
  const { faults } = design;
  const place = faults.findIndex((fault) => fault.id === id);
  const name = faults[place] && agentsOfFault(faults[place])[0];
  if (name === undefined) return;
  selectStruck(design, name);
  sessionStore.requestField(
    undefined,
    `faults.${place}.${when === undefined ? 'at' : 'when.event'}`,
  );
}

/** Selects the agent, the pool, or the coordination in which a region is. */
function selectStruck(design: Design, name: string): void {
  if (regionsIn(design).has(name)) sessionStore.select([nodeOfAgent(name)]);
  else if (name.includes('/')) sessionStore.selectAgent(name);
  else sessionStore.select([name]);
}

function isAgentOrPool(design: Design, name: string): boolean {
  return name.includes('/') || findNode(design, name)?.kind === 'pool';
}

/** What a fault from the library would strike: the selected agent, or the selected pools. */
export function targetsOf(selection: Selection): readonly string[] {
  return selection.agent === undefined ? selection.nodes : [selection.agent];
}
