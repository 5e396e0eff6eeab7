/**
 * What it is: what must come about in the end.
 * Source: Castro and Liskov, OSDI 1999, section 4.5.2: liveness needs delays that do not outgrow the
 * timeouts for ever, and at most f faulty replicas.
 */

import { agentCrashed, agentCorrupted } from '../../../events/kernelEvents.ts';
import {
  linkDisturbed,
  linkRestored,
  networkHealed,
  networkPartitioned,
} from '../../../events/kernelEvents.ts';
import { replyAccepted, requestExecuted, requestSubmitted } from '../events.ts';
import { sizesOf } from '../conduct/state.ts';
import { Withheld } from './timeliness.ts';
import type { Brief, PbftProperty } from './watching.ts';
import { digestIn, replicasOf, textIn } from './watching.ts';

/**
 * Once all but at most f replicas are correct, up, and reach one another and the client both ways, as they stand when the
 * run ends, every request that was submitted is answered: f + 1 replicas gave the client one result, so a correct one
 * executed it. Those f are Byzantine (at any time), down, on another side of a split than the client, or at the end of
 * links that still lose what is sent. That the others execute it too is not asked: the run may
 * end, because all is answered, before what they lost was sent again. A client actor of whose logical clients
 * only the first is faulty may leave that one's request unanswered: the others' are promised as ever. Where
 * the premise fails, nothing is promised and the property holds.
 */
export const liveness: PbftProperty = {
  name: 'liveness',
  title: 'Every request is answered',
  temper: 'eventually',
  watches: [
    requestSubmitted.kind,
    replyAccepted.kind,
    networkPartitioned.kind,
    networkHealed.kind,
    linkDisturbed.kind,
    linkRestored.kind,
    agentCrashed.kind,
    agentCorrupted.kind,
  ],
  watch(brief) {
    const open = new Map<string, string>();
    const clients = new Set(
      brief.seats.filter(({ role }) => role !== 'replica').map(({ actor }) => actor),
    );
    const withheld = new Withheld(brief);
    /** Whether all logical clients lie, and how many may stay unanswered otherwise. */
    let areAllFaulty = false;
    let spared = 0;
    return {
      observe(event) {
        if (event.kind === requestSubmitted.kind) {
          open.set(digestIn(event), textIn(event, 'operation'));
        } else if (event.kind === replyAccepted.kind) open.delete(digestIn(event));
        else if (event.kind === agentCorrupted.kind && clients.has(event.actor)) {
          if (OF_ONE_CLIENT.has(textIn(event, 'behaviour'))) spared = 1;
          else areAllFaulty = true;
        } else if (event.kind === networkPartitioned.kind) withheld.split(textIn(event, 'groups'));
        else if (event.kind === networkHealed.kind) withheld.heal();
        else if (event.kind === linkDisturbed.kind) withheld.follow(event, false);
        else if (event.kind === linkRestored.kind) withheld.follow(event, true);
        return undefined;
      },
      conclude() {
        const isOwed = open.size > spared && !areAllFaulty;
        if (!isOwed || !isPromised(brief, withheld)) return 'observed';
        const [first = ''] = open.values();
        const many = open.size === 1 ? 'A request was' : `${open.size} requests were`;
        const which = open.size === 1 ? first : `the first of them ${first}`;
        return { explanation: `${many} never answered: ${which}.`, actors: [...clients] };
      },
    };
  },
};

/** Behaviours of the client actor that only the first logical client shows. */
const OF_ONE_CLIENT: ReadonlySet<string> = new Set(['bigMac']);

/** At most f replicas are Byzantine, down or out of reach of the rest, and the client actor is up. */
function isPromised(brief: Brief, withheld: Withheld): boolean {
  const replicas = replicasOf(brief);
  const { f } = sizesOf(brief.parameters, replicas.length);
  const others = brief.seats.filter((seat) => seat.role !== 'replica');
  if (others.some(({ actor }) => brief.isCrashed(actor))) return false;
  const faulty = replicas
    .map(({ actor }) => actor)
    .filter(
      (actor) =>
        brief.isByzantine(actor) ||
        brief.isCrashed(actor) ||
        others.some((client) => withheld.isApart(actor, client.actor)),
    );
  return faulty.length <= f && withheld.isBorneBy(f - faulty.length, new Set(faulty));
}

/** A run in which nothing is executed shows nothing. */
export const executes: PbftProperty = {
  name: 'requestExecuted',
  title: 'Some correct replica executes a request',
  temper: 'sometimes',
  watches: [requestExecuted.kind],
  watch: (brief) => ({
    observe: (event) => (brief.isByzantine(event.actor) ? undefined : 'observed'),
    conclude: () => undefined,
  }),
};
