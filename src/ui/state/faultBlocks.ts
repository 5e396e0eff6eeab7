/**
 * What it is: a fault from the library put on what is selected or what it was dropped on. Unlike a menu at
 * an agent it always goes into the design: a block is a part of a design.
 */

import type { Design, FaultKind } from '../../engine/document/design.ts';
import { withAction } from './agentActions.ts';
import type { AgentAction } from './agentActions.ts';
import { findNode } from './designEdits.ts';
import { documentStore } from './documentStore.ts';
import { noticeStore } from './noticeStore.ts';
import { behavioursFor } from './participation.ts';
import { sessionStore } from './sessionStore.ts';
import type { Selection } from './sessionStore.ts';

const DELAY_MICROS = 100_000;

/** Adds a fault to pools or agents (`replicas` or `replicas/2`) and shows it. */
export function addFaultBlock(kind: FaultKind, targets: readonly string[]): void {
  const { design } = documentStore.getState();
  const agents = agentsStruck(design, kind, targets);
  const first = agents[0];
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
    withAction(current, agents, actionOf(current, kind, first)),
  );
  sessionStore.selectAgent(first);
  noticeStore.announce(`Fault added to ${agents.join(', ')}`);
}

/** What a fault from the library would strike: the selected agent, or the selected pools. */
export function targetsOf(selection: Selection): readonly string[] {
  return selection.agent === undefined ? selection.nodes : [selection.agent];
}

/** One agent of a pool; a partition cuts off the smaller half. */
function agentsStruck(
  design: Design,
  kind: FaultKind,
  targets: readonly string[],
): readonly string[] {
  return targets.flatMap((target) => {
    if (target.includes('/')) return [target];
    const node = findNode(design, target);
    if (node?.kind !== 'pool') return [];
    const count = kind === 'partition' ? Math.max(1, Math.floor((node.count - 1) / 2)) : 1;
    return Array.from({ length: count }, (_, i) => `${target}/${i}`);
  });
}

function actionOf(design: Design, kind: FaultKind, agent: string): AgentAction {
  switch (kind) {
    case 'crash':
      return { kind: 'crash' };
    case 'slow':
      return { kind: 'slow', delayMicros: DELAY_MICROS };
    case 'behaviour':
      return { kind: 'behaviour', behaviour: behavioursFor(design, agent)[0]?.id ?? 'silent' };
    case 'partition':
      return { kind: 'cutOff' };
  }
}
