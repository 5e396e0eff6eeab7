/**
 * What it is: a new primary that proves its view by as many copies of one view change, its own. In it
 * everything stands one sequence later than it did, so what follows is another order.
 */

import type { ActorIndex } from '../../../base/units.ts';
import { decide } from '../conduct/certificates.ts';
import type {
  Claim,
  NewViewMessage,
  ViewChangeBody,
  ViewChangeMessage,
  Wire,
} from '../conduct/messages.ts';
import { sizesOf } from '../conduct/state.ts';
import type { Conspirator } from './lies.ts';

/** The behaviour `stuffNewView`. */
export function stuffNewView(
  message: Wire,
  _to: ActorIndex,
  conspiracy: Conspirator,
): readonly Wire[] {
  const { context } = conspiracy;
  if (message.kind !== 'newView' || message.seal.by !== context.self.actor) return [message];
  const own = message.body.viewChanges.find(({ body }) => body.replica === context.self.number);
  return own === undefined ? [message] : [stuffed(message, own.body, conspiracy)];
}

function stuffed(
  message: NewViewMessage,
  own: ViewChangeBody,
  { context }: Conspirator,
): NewViewMessage {
  const { credentials, parameters } = context;
  const sizes = sizesOf(parameters, context.role('replica').length);
  const last = own.stable + sizes.window;
  const claims = own.prePrepared
    .map((claim): Claim => ({ ...claim, sequence: claim.sequence + 1, view: own.view - 1 }))
    .filter(({ sequence }, i, all) => {
      return sequence <= last && all.findIndex((one) => one.sequence === sequence) === i;
    });
  const body: ViewChangeBody = { ...own, prepared: claims, prePrepared: claims };
  const copy: ViewChangeMessage = { kind: 'viewChange', body, seal: credentials.sign(body) };
  const viewChanges = message.body.viewChanges.map(() => copy);
  const decision = decide(
    viewChanges.map((one) => one.body),
    sizes,
  );
  if (decision === undefined) return message;
  const whole = { ...message.body, viewChanges, ...decision };
  return { kind: 'newView', body: whole, seal: credentials.sign(whole) };
}
