/**
 * What it is: the credentials that the actors of a coordination are given, in the scheme that its
 * parameters name (`authentication`), else in the modelled one.
 */

import type { AuthenticationScheme, Credentials } from '../../contract/credentials.ts';
import { AUTHENTICATION_SCHEMES } from '../../contract/credentials.ts';
import type { Seat } from '../../contract/protocol.ts';
import type { PlannedCoordination } from '../../plan/plan.ts';
import { Authority } from './authority.ts';

/** One set of credentials for each seat, in their order. */
export function issueCredentials(
  seed: number,
  planned: Pick<PlannedCoordination, 'id' | 'parameters'>,
  seats: readonly Seat[],
): readonly Credentials[] {
  // One agent may sit in several seats, and in several coordinations, with keys of its own in each.
  const names = seats.map(({ actor, agentId, role, number }) => {
    return [actor, JSON.stringify([planned.id, agentId, role, number])] as const;
  });
  const authority = new Authority(schemeOf(planned), seed, new Map(names));
  return seats.map(({ actor }) => authority.credentialsOf(actor));
}

function schemeOf({ parameters }: Pick<PlannedCoordination, 'parameters'>): AuthenticationScheme {
  const named = parameters['authentication'];
  return AUTHENTICATION_SCHEMES.find((scheme) => scheme === named) ?? 'modelled';
}
