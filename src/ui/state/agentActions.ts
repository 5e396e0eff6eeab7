/**
 * What it is: what a person can do to an agent. With a run open it happens at the cursor; without one it
 * becomes a fault of the design. Menus, the inspector and the library all act through here.
 */

import type { Design, Fault } from '../../engine/document/design.ts';
import type { Intervention } from '../../engine/kernel/run.ts';
import { addFault, freshId, removeFault, updateFault } from './designEdits.ts';
import { documentStore } from './documentStore.ts';
import { noticeStore } from './noticeStore.ts';
import { playbackStore } from './playbackStore.ts';
import { interveneNow } from './studio.ts';
import { isOpen } from './transport.ts';

export type AgentAction =
  | { readonly kind: 'crash' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'slow'; readonly delayMicros: number }
  | { readonly kind: 'behaviour'; readonly behaviour: string }
  | { readonly kind: 'cutOff' }
  /** Honest and at full speed again. */
  | { readonly kind: 'heal' }
  /** The network is whole again. */
  | { readonly kind: 'rejoin' };

/** The delays that the menu offers. */
export const DELAYS_MICROS: readonly number[] = [20_000, 100_000, 500_000, 2_000_000];

/** Whether what is done to an agent is done to the open run. */
export function actsOnRun(): boolean {
  return isOpen(playbackStore.getState().transport);
}

/** Does it, at the cursor or in the design. */
export async function actOnAgents(agents: readonly string[], action: AgentAction): Promise<void> {
  const spoken = `${agents.join(', ')}: ${sayAction(action)}`;
  if (actsOnRun()) {
    await interveneNow(interventionOf(agents, action), spoken);
    return;
  }
  documentStore.edit(spoken, (design) => withAction(design, agents, action));
  noticeStore.announce(`${spoken}, in the design`);
}

function sayAction(action: AgentAction): string {
  switch (action.kind) {
    case 'crash':
      return 'crash';
    case 'restart':
      return 'restart';
    case 'slow':
      return 'slow down';
    case 'behaviour':
      return `misbehave (${action.behaviour})`;
    case 'cutOff':
      return 'cut off';
    case 'heal':
      return 'make honest';
    case 'rejoin':
      return 'rejoin the network';
  }
}

function interventionOf(agents: readonly string[], action: AgentAction): Intervention {
  switch (action.kind) {
    case 'crash':
      return { kind: 'crash', agents };
    case 'restart':
      return { kind: 'restart', agents };
    case 'slow':
      return { kind: 'slow', delayMicros: action.delayMicros, agents };
    case 'behaviour':
      return { kind: 'behaviour', behaviour: action.behaviour, agents };
    case 'cutOff':
      return { kind: 'partition', groups: [agents] };
    case 'heal':
      return { kind: 'honest', agents };
    case 'rejoin':
      return { kind: 'heal' };
  }
}

/** The design with the fault that the action stands for, or without those that it undoes. */
export function withAction(design: Design, agents: readonly string[], action: AgentAction): Design {
  switch (action.kind) {
    case 'restart':
      return withoutFaults(design, agents, ['crash']);
    case 'heal':
      return withoutFaults(design, agents, ['behaviour', 'slow']);
    case 'rejoin':
      return withoutFaults(design, agents, ['partition']);
    default:
      return addFault(design, faultOf(freshId(design, action.kind), agents, action));
  }
}

function faultOf(
  id: string,
  agents: readonly string[],
  action: Exclude<AgentAction, { kind: 'restart' | 'heal' | 'rejoin' }>,
): Fault {
  const names = [...agents];
  switch (action.kind) {
    case 'crash':
      return { id, at: 0, kind: 'crash', agents: names };
    case 'slow':
      return { id, at: 0, kind: 'slow', delayMicros: action.delayMicros, agents: names };
    case 'behaviour':
      return { id, at: 0, kind: 'behaviour', behaviour: action.behaviour, agents: names };
    case 'cutOff':
      return { id, at: 0, kind: 'partition', groups: [names] };
  }
}

/** Takes the agents out of the faults of these kinds; a fault without agents goes. */
function withoutFaults(
  design: Design,
  agents: readonly string[],
  kinds: readonly Fault['kind'][],
): Design {
  let next = design;
  for (const fault of design.faults) {
    if (!kinds.includes(fault.kind) || !agents.some((agent) => doesName(fault, agent))) continue;
    const left = without(fault, agents);
    next =
      left === undefined ? removeFault(next, fault.id) : updateFault(next, fault.id, () => left);
  }
  return next;
}

function without(fault: Fault, agents: readonly string[]): Fault | undefined {
  if (fault.kind === 'partition') {
    const groups = fault.groups
      .map((group) => group.filter((agent) => !agents.includes(agent)))
      .filter((group) => group.length > 0);
    return groups.length === 0 ? undefined : { ...fault, groups };
  }
  const left = fault.agents.filter((agent) => !agents.includes(agent));
  return left.length === 0 ? undefined : { ...fault, agents: left };
}

/** The agents that a fault names. */
export function agentsOfFault(fault: Fault): readonly string[] {
  return fault.kind === 'partition' ? fault.groups.flat() : fault.agents;
}

export function doesName(fault: Fault, agent: string): boolean {
  return fault.kind === 'partition'
    ? fault.groups.some((group) => group.includes(agent))
    : fault.agents.includes(agent);
}
