/**
 * What it is: the credentials that the actors of a coordination are given, in the scheme that its
 * parameters name (`authentication`), else in the modelled one.
 */

import { AUTHENTICATION_SCHEMES } from '../contract/credentials.ts';
import type { AuthenticationScheme, Credentials, Seal } from '../contract/credentials.ts';
import { invariant } from '../base/invariant.ts';
import type { ActorIndex } from '../base/units.ts';
import type { Seat } from '../contract/protocol.ts';
import type { PlannedCoordination } from '../plan/plan.ts';

/** One set of credentials for each seat, in their order. */
export function issueCredentials(
  _seed: number,
  planned: PlannedCoordination,
  seats: readonly Seat[],
): readonly Credentials[] {
  const scheme = schemeOf(planned);
  invariant(scheme === 'modelled', `${planned.id}: no keys for ${scheme}`);
  const tokens = new WeakMap<object, object>();
  return seats.map((seat) => modelled(seat.actor, tokens));
}

function schemeOf(planned: PlannedCoordination): AuthenticationScheme {
  const named = planned.parameters['authentication'];
  return AUTHENTICATION_SCHEMES.find((scheme) => scheme === named) ?? 'modelled';
}

function modelled(self: ActorIndex, bodies: WeakMap<object, object>): Credentials {
  const sign = (body: object): Seal => {
    const token = {};
    bodies.set(token, body);
    return { scheme: 'modelled', by: self, token };
  };
  return {
    scheme: 'modelled',
    seal: sign,
    sign,
    check: (body, claimed, seal) =>
      seal.scheme === 'modelled' && seal.by === claimed && bodies.get(seal.token) === body,
    spoil: (seal) => ({ scheme: 'modelled', by: seal.by, token: {} }),
    bytes: () => 16,
  };
}
