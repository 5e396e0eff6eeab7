/**
 * What it is: the credentials that the actors of a coordination are given, in the scheme that its
 * parameters name (`authentication`), else in the modelled one.
 */

import type { ActorIndex } from '../../base/units.ts';
import { AUTHENTICATION_SCHEMES } from '../../contract/credentials.ts';
import type { AuthenticationScheme, Credentials } from '../../contract/credentials.ts';
import type { Seat } from '../../contract/protocol.ts';
import type { PlannedCoordination } from '../../plan/plan.ts';
import { Authority } from './authority.ts';

/** One set of credentials for each seat, in their order. */
export function issueCredentials(
  seed: number,
  planned: PlannedCoordination,
  seats: readonly Seat[],
): readonly Credentials[] {
  const names = new Map<ActorIndex, string>();
  for (const seat of seats) names.set(seat.actor, `${planned.id}/${seat.agentId}`);
  const authority = new Authority(schemeOf(planned), seed, names);
  return seats.map((seat) => authority.credentialsOf(seat.actor));
}

function schemeOf(planned: PlannedCoordination): AuthenticationScheme {
  const named = planned.parameters['authentication'];
  return AUTHENTICATION_SCHEMES.find((scheme) => scheme === named) ?? 'modelled';
}
