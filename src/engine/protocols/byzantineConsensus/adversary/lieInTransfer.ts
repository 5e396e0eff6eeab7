/**
 * What it is: lies to who has fallen behind: a state that never was, and the null request in the place of
 * what was decided.
 * Source: what Castro and Liskov, TOCS 2002, section 5.3 makes a replica check.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { FillBody, StateBody, Wire } from '../conduct/messages.ts';
import { NULL_DIGEST } from '../conduct/messages.ts';
import type { Conspirator } from './lies.ts';

/** The behaviour `lieInTransfer`. */
export function lieInTransfer(
  message: Wire,
  to: ActorIndex,
  conspiracy: Conspirator,
): readonly Wire[] {
  const { credentials } = conspiracy.context;
  if (message.kind === 'state') {
    const { snapshot } = message.body;
    const service = { ...snapshot.service, sum: snapshot.service.sum + 1, chain: '0'.repeat(64) };
    const body: StateBody = { ...message.body, snapshot: { ...snapshot, service } };
    return [{ kind: 'state', body, seal: credentials.seal(body, [to]) }];
  }
  if (message.kind === 'fill') {
    const body: FillBody = { ...message.body, digest: NULL_DIGEST, request: undefined };
    return [{ kind: 'fill', body, seal: credentials.seal(body, [to]) }];
  }
  return [message];
}
