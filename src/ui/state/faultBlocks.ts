/**
 * What it is: a fault from the library put on what is selected or what it was dropped on. Unlike a menu at
 * an agent it always goes into the design: a block is a part of a design.
 */

import type { Design } from '../../engine/document/design.ts';
import type { FaultKind } from '../../engine/document/fault.ts';
import { addFault, findNode } from './designEdits.ts';
import { documentStore } from './documentStore.ts';
import { noticeStore } from './noticeStore.ts';
import { newFault } from './newFault.ts';
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
  if (first.includes('/')) sessionStore.selectAgent(first);
  else sessionStore.select([first]);
  noticeStore.announce(`Fault added to ${names.join(', ')}`);
}

function isAgentOrPool(design: Design, name: string): boolean {
  return name.includes('/') || findNode(design, name)?.kind === 'pool';
}

/** What a fault from the library would strike: the selected agent, or the selected pools. */
export function targetsOf(selection: Selection): readonly string[] {
  return selection.agent === undefined ? selection.nodes : [selection.agent];
}
