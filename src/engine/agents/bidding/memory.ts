/** What it is: what a bidder remembers from one question to the next. Units: money in minor units. */

import type { MinorUnits } from '../../base/units.ts';
import type { PaymentTerms } from '../../contract/consultation.ts';
import type { BidderParameters } from '../cards.ts';
import type { ZipTrader } from './traders.ts';

export interface BidderMemory {
  readonly parameters: BidderParameters;
  /** Its number within its pool: its place in a ring. */
  readonly place: number;
  /** The auction for which the rest holds. */
  auction: number;
  /** Its own value of the good, drawn once for each auction. */
  value: MinorUnits;
  isAttending: boolean;
  terms: PaymentTerms;
  /** It has bluffed in this auction. */
  hasBluffed: boolean;
  /** Of a double auction: kept from one to the next. */
  trader: ZipTrader | undefined;
}
