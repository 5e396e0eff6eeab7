/**
 * What it is: the faults that the studio offers for every protocol: plain data for the interface and the
 * planner. What a protocol adds is in its own card.
 */

import type { BehaviourCard } from '../contract/card.ts';
import type { FaultKind } from '../document/fault.ts';

export const GENERAL_BEHAVIOUR_IDS = ['silent', 'withhold', 'replay', 'mutate', 'twin'] as const;
export type GeneralBehaviour = (typeof GENERAL_BEHAVIOUR_IDS)[number];

/** Byzantine behaviours that need no knowledge of the protocol. */
export const GENERAL_BEHAVIOURS: readonly (BehaviourCard & { readonly id: GeneralBehaviour })[] = [
  {
    id: 'silent',
    title: 'Silent',
    help: 'Receives everything and sends nothing.',
  },
  {
    id: 'withhold',
    title: 'Withholding',
    help: 'Sends to one half of the others only, always the same half.',
  },
  {
    id: 'replay',
    title: 'Replaying',
    help: 'Sends old messages of its own again, now and then, beside the new ones.',
  },
  {
    id: 'mutate',
    title: 'Mutating',
    help: 'Alters some of its messages a little: a number by one, a text for another, an old message for the new one.',
  },
  {
    id: 'twin',
    title: 'Twin',
    help: 'Runs twice under one name and one key: each of the two is honest, together they contradict themselves.',
  },
];

/** Whether a behaviour is that of an agent that runs twice. */
export function isTwinning(behaviour: string): boolean {
  return behaviour === 'twin';
}

const TWIN_ENDING = '-twin';

/** What the second instance of an agent is called: `replicas/0-twin`. */
export function twinOf(agent: string): string {
  return `${agent}${TWIN_ENDING}`;
}

/** The agent whose second instance has this name; undefined when it is no such name. */
export function twinnedBy(name: string): string | undefined {
  return name.endsWith(TWIN_ENDING) ? name.slice(0, -TWIN_ENDING.length) : undefined;
}

export interface FaultCard {
  readonly kind: FaultKind;
  readonly title: string;
  /** One sentence: what happens to the agents. */
  readonly help: string;
}

export const FAULT_CARDS: readonly FaultCard[] = [
  {
    kind: 'crash',
    title: 'Crash',
    help: 'Stops, loses its timers and all it had not persisted, and comes back if an end is set.',
  },
  {
    kind: 'reboot',
    title: 'Reboot',
    help: 'Stops and restarts at once, with only what it had persisted.',
  },
  {
    kind: 'behaviour',
    title: 'Misbehaviour',
    help: 'Lies as the chosen behaviour says; agents of one fault know of one another.',
  },
  {
    kind: 'slow',
    title: 'Slowness',
    help: 'Everything it sends leaves later than it should.',
  },
  {
    kind: 'clock',
    title: 'Wrong clock',
    help: 'Its clock runs fast or slow, and so do its timers, or it shows another time.',
  },
  {
    kind: 'partition',
    title: 'Partition',
    help: 'No message passes between the groups; agents in no group form one more.',
  },
  {
    kind: 'cut',
    title: 'Cut link',
    help: 'No message passes on the link, in both directions or one way.',
  },
  {
    kind: 'loss',
    title: 'Loss',
    help: 'A share of the messages on the link never arrives.',
  },
  {
    kind: 'delay',
    title: 'Link delay',
    help: 'Messages on the link take longer.',
  },
  {
    kind: 'duplication',
    title: 'Duplication',
    help: 'A share of the messages on the link arrives twice.',
  },
  {
    kind: 'reordering',
    title: 'Reordering',
    help: 'A share of the messages on the link is held back, so that later ones overtake them.',
  },
];
