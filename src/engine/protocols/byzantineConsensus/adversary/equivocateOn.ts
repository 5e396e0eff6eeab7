/**
 * What it is: an equivocating primary that goes on lying when its view is over: it claims to have prepared
 * what it told only some, each request in the place and view in which it told it.
 * Shapes: the memory holds under `on/told` what was told by sequence, the latest view's last.
 */

import type { ActorIndex } from '../../../base/units.ts';
import { digestOf } from '../conduct/digests.ts';
import type {
  Claim,
  OrderedMessage,
  ViewChangeBody,
  ViewChangeMessage,
  Wire,
} from '../conduct/messages.ts';
import { isDeceived, swapped } from './equivocate.ts';
import type { Conspirator } from './lies.ts';

interface Told {
  readonly view: number;
  readonly request: OrderedMessage;
}

/** The behaviour `equivocateOn`. */
export function equivocateOn(
  message: Wire,
  to: ActorIndex,
  conspiracy: Conspirator,
): readonly Wire[] {
  if (message.kind === 'viewChange') return [claiming(message, conspiracy)];
  if (message.kind !== 'prePrepare' || !isDeceived(to, conspiracy)) return [message];
  const proposals = swapped(message, to, `on/${to}`, conspiracy);
  const told = toldIn(conspiracy);
  for (const { body, request } of proposals) told.set(body.sequence, { view: body.view, request });
  return proposals;
}

function toldIn({ memory }: Conspirator): Map<number, Told> {
  const known = memory.get('on/told') as Map<number, Told> | undefined;
  if (known !== undefined) return known;
  const fresh = new Map<number, Told>();
  memory.set('on/told', fresh);
  return fresh;
}

function claiming({ body }: ViewChangeMessage, conspiracy: Conspirator): ViewChangeMessage {
  const { window } = conspiracy.context.parameters;
  const told = [...toldIn(conspiracy)].filter(
    ([sequence, { view }]) =>
      sequence > body.stable && sequence <= body.stable + window && view < body.view,
  );
  const places = new Set(told.map(([sequence]) => sequence));
  const lies = told.map(([sequence, { view, request }]): Claim => {
    return { sequence, view, digest: digestOf(request.body) };
  });
  const withLies = (claims: readonly Claim[]): Claim[] =>
    [...claims.filter(({ sequence }) => !places.has(sequence)), ...lies].sort(
      (x, y) => x.sequence - y.sequence,
    );
  const whole: ViewChangeBody = {
    ...body,
    prepared: withLies(body.prepared),
    prePrepared: withLies(body.prePrepared),
    requests: [...body.requests, ...told.map(([, { request }]) => request.body)],
  };
  return {
    kind: 'viewChange',
    body: whole,
    seal: conspiracy.context.credentials.sign(whole),
  };
}
