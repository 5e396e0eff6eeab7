/** What it is: all that one drawing of the space–time diagram shows. */

import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';
import type { Area } from './geometry.ts';

export interface Picture extends Area {
  readonly stage: SpaceTimeStage;
  /** Virtual time of the cursor. */
  readonly cursor: number;
  /** One state byte per actor of the run. */
  readonly agents: Uint8Array;
  /** Rows that are emphasised: under the pointer, or selected. */
  readonly marked: readonly number[];
  /** Rows of the messages that led to the emphasised one. */
  readonly causes: readonly number[];
  readonly isHidden: (kind: number) => boolean;
}
