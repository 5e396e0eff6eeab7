/**
 * What it is: lies in a view change. Every second replica is shown a view change without any certificate,
 * the others one with certificates that never were: the null request, prepared in the latest view, in the
 * place of everything. As new primary the liar proposes null where a request must stand, or an old
 * checkpoint's emptiness where nothing can be dropped.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type {
  NewViewMessage,
  Place,
  ViewChangeBody,
  ViewChangeMessage,
  Wire,
} from '../conduct/messages.ts';
import { NULL_DIGEST } from '../conduct/messages.ts';
import type { Conspirator } from './lies.ts';
import { numberOf } from './lies.ts';

/** The behaviour `lieInViewChange`. */
export function lieInViewChange(
  message: Wire,
  to: ActorIndex,
  conspiracy: Conspirator,
): readonly Wire[] {
  if (message.kind === 'newView') return [falseNewView(message, conspiracy)];
  if (message.kind !== 'viewChange') return [message];
  const isHiding = numberOf(conspiracy, to) % 2 === 0;
  return [isHiding ? hiding(message, conspiracy) : inventing(message, conspiracy)];
}

function hiding({ body }: ViewChangeMessage, conspiracy: Conspirator): ViewChangeMessage {
  return signed({ ...body, prepared: [], prePrepared: [], requests: [] }, conspiracy);
}

function inventing({ body }: ViewChangeMessage, conspiracy: Conspirator): ViewChangeMessage {
  const places = body.prePrepared.map(({ sequence }) => sequence);
  const sequences = [...new Set([body.stable + 1, ...places])].sort((x, y) => x - y);
  const claims = sequences.map((sequence) => ({
    sequence,
    digest: NULL_DIGEST,
    view: body.view - 1,
  }));
  return signed({ ...body, prepared: claims, prePrepared: claims, requests: [] }, conspiracy);
}

function signed(body: ViewChangeBody, conspiracy: Conspirator): ViewChangeMessage {
  return { kind: 'viewChange', body, seal: conspiracy.context.credentials.sign(body) };
}

/** Null in all places; where there is none, one is invented. */
function falseNewView(message: NewViewMessage, conspiracy: Conspirator): NewViewMessage {
  const { credentials, self } = conspiracy.context;
  if (message.seal.by !== self.actor) return message;
  const { stable, proposals } = message.body;
  const first: Place = { sequence: stable.sequence + 1, digest: NULL_DIGEST };
  const nulls = proposals.map(({ sequence }) => ({ sequence, digest: NULL_DIGEST }));
  const body = { ...message.body, proposals: nulls.length === 0 ? [first] : nulls };
  return { kind: 'newView', body, seal: credentials.sign(body) };
}
