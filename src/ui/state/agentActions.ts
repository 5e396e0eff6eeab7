/**
 * What it is: what a person can do to agents, pools and their links. With a run open it happens at the
 * cursor; without one it becomes a fault of the design. Menus, the inspector and the keys all act through here.
 */

import type { Design } from '../../engine/document/design.ts';
import type { Fault } from '../../engine/document/fault.ts';
import type { Intervention } from '../../engine/kernel/run.ts';
import { addFault, freshId, removeFault, updateFault } from './designEdits.ts';
import { documentStore } from './documentStore.ts';
import { agentsOfFault, doesName, withoutAgents, withoutRegions } from './faultNames.ts';
import { noticeStore } from './noticeStore.ts';
import { behavioursFor } from './participation.ts';
import { playbackStore } from './playbackStore.ts';
import { interveneNow } from './studio.ts';
import { isOpen } from './transport.ts';

/** What strikes agents themselves. */
type AgentTrouble =
  | { readonly kind: 'crash' }
  | { readonly kind: 'reboot' }
  | { readonly kind: 'slow'; readonly delayMicros: number }
  | { readonly kind: 'behaviour'; readonly behaviour: string }
  | { readonly kind: 'clock'; readonly ratePpm: number; readonly offsetMicros: number };

/** What strikes the links between them and anybody. */
export type LinkAction =
  | { readonly kind: 'cut' }
  | { readonly kind: 'delay'; readonly delayMicros: number }
  | { readonly kind: 'loss' | 'duplication'; readonly sharePpm: number }
  | { readonly kind: 'reordering'; readonly sharePpm: number; readonly holdMicros: number };

type Undoing =
  | { readonly kind: 'restart' }
  /** Honest, at full speed and in time again. */
  | { readonly kind: 'heal' }
  /** The network is whole again. */
  | { readonly kind: 'rejoin' };

export type AgentAction = AgentTrouble | LinkAction | { readonly kind: 'cutOff' } | Undoing;

/** The delays that the menu offers. */
export const DELAYS_MICROS: readonly number[] = [20_000, 100_000, 500_000, 2_000_000];

/** The troubles of links that menus offer, with their words. */
export const LINK_ACTIONS: readonly (readonly [title: string, action: LinkAction])[] = [
  ['Lose 20 %', { kind: 'loss', sharePpm: 200_000 }],
  ['Duplicate 20 %', { kind: 'duplication', sharePpm: 200_000 }],
  ['Reorder 20 %', { kind: 'reordering', sharePpm: 200_000, holdMicros: 20_000 }],
  ['Delay by 100 ms', { kind: 'delay', delayMicros: 100_000 }],
  ['Cut', { kind: 'cut' }],
];

/** The wrong clocks that menus offer. */
export const CLOCK_ACTIONS: readonly (readonly [title: string, action: AgentTrouble])[] = [
  ['Runs twice as fast', { kind: 'clock', ratePpm: 1_000_000, offsetMicros: 0 }],
  ['Runs at half speed', { kind: 'clock', ratePpm: -500_000, offsetMicros: 0 }],
  ['Is ahead by 500 ms', { kind: 'clock', ratePpm: 0, offsetMicros: 500_000 }],
];

/** Whether what is done to an agent is done to the open run. */
export function actsOnRun(): boolean {
  return isOpen(playbackStore.getState().transport);
}

/** Does it to agents or whole pools, at the cursor or in the design. */
export async function actOnAgents(names: readonly string[], action: AgentAction): Promise<void> {
  const { design } = documentStore.getState();
  const spoken = `${names.join(', ')}: ${sayAction(design, names, action)}`;
  if (actsOnRun()) {
    await interveneNow(interventionOf(withoutRegions(design, names), action), spoken);
    return;
  }
  documentStore.edit(spoken, (current) => withAction(current, names, action));
  noticeStore.announce(`${spoken}, in the design`);
}

function sayAction(design: Design, names: readonly string[], action: AgentAction): string {
  switch (action.kind) {
    case 'crash':
    case 'reboot':
    case 'restart':
      return action.kind;
    case 'slow':
      return 'slow down';
    case 'behaviour':
      return `misbehave (${sayBehaviour(design, names, action.behaviour)})`;
    case 'clock':
      return 'clock goes wrong';
    case 'cutOff':
      return 'cut off';
    case 'heal':
      return 'make honest';
    case 'rejoin':
      return 'rejoin the network';
    case 'cut':
      return 'links cut';
    case 'delay':
      return 'links late';
    case 'loss':
      return 'links lose messages';
    case 'duplication':
      return 'links double messages';
    case 'reordering':
      return 'links reorder messages';
  }
}

function sayBehaviour(design: Design, names: readonly string[], behaviour: string): string {
  const known = names.flatMap((name) => behavioursFor(design, name));
  return known.find(({ id }) => id === behaviour)?.title.toLowerCase() ?? behaviour;
}

function interventionOf(agents: readonly string[], action: AgentAction): Intervention {
  switch (action.kind) {
    case 'cutOff':
      return { kind: 'partition', groups: [agents] };
    case 'heal':
      return { kind: 'honest', agents };
    case 'rejoin':
      return { kind: 'heal' };
    case 'cut':
    case 'delay':
    case 'loss':
    case 'duplication':
    case 'reordering':
      return { ...action, link: { from: agents, oneWay: false } };
    default:
      return { ...action, agents };
  }
}

const LINK_KINDS = ['cut', 'delay', 'loss', 'duplication', 'reordering'] as const;

/** The design with the fault that the action stands for, or without those that it undoes. */
export function withAction(design: Design, agents: readonly string[], action: AgentAction): Design {
  const everybody = [...agents, ...withoutRegions(design, agents)];
  switch (action.kind) {
    case 'restart':
      return withoutFaults(design, everybody, ['crash']);
    case 'heal':
      return withoutFaults(design, everybody, ['behaviour', 'slow', 'clock']);
    case 'rejoin':
      return withoutFaults(design, everybody, ['partition', ...LINK_KINDS]);
    default:
      return addFault(design, faultOf(freshId(design, action.kind), agents, action));
  }
}

function faultOf(
  id: string,
  agents: readonly string[],
  action: Exclude<AgentAction, Undoing>,
): Fault {
  const names = [...agents];
  const base = { id, at: 0 };
  switch (action.kind) {
    case 'cutOff':
      return { ...base, kind: 'partition', groups: [names] };
    case 'cut':
    case 'delay':
    case 'loss':
    case 'duplication':
    case 'reordering':
      return { ...base, ...action, link: { from: names, oneWay: false } };
    default:
      return { ...base, ...action, agents: names };
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
    const names = agentsOfFault(fault);
    const isStruck = agents.some(
      (agent) => doesName(design, fault, agent) || names.includes(agent),
    );
    if (!kinds.includes(fault.kind) || !isStruck) continue;
    const left = withoutAgents(design, fault, agents);
    next =
      left === undefined ? removeFault(next, fault.id) : updateFault(next, fault.id, () => left);
  }
  return next;
}
