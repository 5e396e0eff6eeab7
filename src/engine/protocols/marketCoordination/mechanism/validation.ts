/** What it is: how the auctioneer reads a bid from somebody it does not trust. */

import type { MinorUnits } from '../../../base/units.ts';
import type { RejectionCode } from '../card.ts';
import { AMOUNT_MOST } from './mechanism.ts';

export type ReadBid =
  | { readonly kind: 'bid'; readonly amount: MinorUnits }
  | { readonly kind: 'refused'; readonly code: RejectionCode };

const refused = (code: RejectionCode): ReadBid => ({ kind: 'refused', code });

/** Reads the content of a bid that `sender` (its agent id) has sent; undefined: the sender takes no part. */
export function readBid(content: unknown, sender: string | undefined): ReadBid {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return refused('invalid_format');
  const amount = 'amount' in content ? content.amount : undefined;
  if (amount === undefined) return refused('missing_amount');
  const agentId = 'agentId' in content ? content.agentId : undefined;
  if (agentId === undefined) return refused('missing_agent_id');
  const isMoney =
    typeof amount === 'number' && Number.isInteger(amount) && amount > 0 && amount <= AMOUNT_MOST;
  if (!isMoney) return refused('invalid_amount');
  if (sender === undefined || agentId !== sender) return refused('unauthorized_participant');
  return { kind: 'bid', amount };
}
