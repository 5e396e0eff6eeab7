/**
 * What it is: what runs are made with: the protocols and agents at hand, and how one is opened. The studio
 * explores what ships; a test may hand in a protocol with a rule broken.
 */

import { InvariantError } from '../base/invariant.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { AnyProtocol } from '../contract/protocol.ts';
import type { RunOptions, Simulation } from '../kernel/simulation.ts';
import type { Plan } from '../plan/plan.ts';
import { openTrial, SHIPPED_PROTOCOLS } from '../simulation.ts';

export type Protocols = ReadonlyMap<ProtocolId, AnyProtocol>;

export interface Laboratory {
  readonly protocols: Protocols;
  open(plan: Plan, options: RunOptions): Simulation;
}

/** A laboratory with these protocols, those that ship unless others are given. */
export function laboratoryWith(protocols: Protocols = SHIPPED_PROTOCOLS): Laboratory {
  return { protocols, open: (plan, options) => openTrial(plan, protocols, options) };
}

/** Brings a run to its end; gives what a step threw, if one did: a finding, unlike trouble of another kind. */
export function finishTrial(run: Simulation): Error | undefined {
  try {
    while (run.status.phase === 'running') run.advance(Number.MAX_SAFE_INTEGER, 1_000_000);
    return undefined;
  } catch (trouble) {
    const isOfAStep =
      trouble instanceof InvariantError ||
      trouble instanceof TypeError ||
      trouble instanceof RangeError;
    if (isOfAStep) return trouble;
    throw trouble;
  }
}

/** The protocols that ship, with some of them replaced. */
export function replacing(others: readonly AnyProtocol[]): Protocols {
  const protocols = new Map(SHIPPED_PROTOCOLS);
  for (const other of others) protocols.set(other.card.id, other);
  return protocols;
}
