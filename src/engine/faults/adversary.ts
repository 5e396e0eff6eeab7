/**
 * What it is: the wrapper that makes an honest agent Byzantine: it alters what leaves the agent.
 * The agent inside runs its protocol unchanged, so every protocol meets every adversary. An agent may
 * have several behaviours at once: each gets what the one before it lets out.
 * Errors: a behaviour that neither the kernel nor the protocol knows is for the caller to refuse.
 */

import type { SeededChoices } from '../base/choices.ts';
import type { ActorIndex } from '../base/units.ts';
import type { Conspiracy, Message, Mutator } from '../contract/protocol.ts';
import { GENERAL_MUTATORS } from './generalBehaviours.ts';

export type Mutators = Readonly<Record<string, Mutator<Message, unknown>>>;

/** One behaviour of one actor, in force. */
export interface Misbehaviour {
  readonly fault: string;
  readonly behaviour: string;
  readonly mutator: Mutator<Message, unknown>;
  readonly conspiracy: Conspiracy<unknown>;
  /** The stream behind the conspiracy's choices. */
  readonly choices: SeededChoices;
}

/** The mutator that a behaviour stands for: the protocol's own first, then the general ones. */
export function mutatorOf(
  behaviour: string,
  mutators: Mutators,
): Mutator<Message, unknown> | undefined {
  if (Object.hasOwn(mutators, behaviour)) return mutators[behaviour];
  const general: Mutators = GENERAL_MUTATORS;
  return Object.hasOwn(general, behaviour) ? general[behaviour] : undefined;
}

/** What `to` is sent instead of `message` by an agent with these behaviours. */
export function alterMessage(
  misbehaviours: readonly Misbehaviour[],
  message: Message,
  to: ActorIndex,
): readonly Message[] {
  let sent: readonly Message[] = [message];
  for (const { mutator, conspiracy } of misbehaviours) {
    sent = sent.flatMap((one) => mutator(one, to, conspiracy));
  }
  return sent;
}
