/** What it is: one figure of a forecast, and all that a protocol's forecast may look at. */

import type { Micros } from '../base/units.ts';
import type { NetworkSettings } from '../document/design.ts';

export interface Figure {
  readonly label: string;
  readonly value: string | number;
  /** Of `value` when it is a number with a unit. */
  readonly unit?: 'µs';
  /** One sentence: where the number comes from. */
  readonly why: string;
  /** The measure of the finished coordination that this figure forecasts. */
  readonly measure?: 'messages' | 'virtualMicros';
  /** True when the run may come to less but not to more. */
  readonly isBound?: boolean;
}

/** What is known of a coordination before it runs. */
export interface Prospect {
  readonly participants: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly network: NetworkSettings;
  /** Mean time in which a participant answers. */
  readonly thinkMicros: Micros;
  /** How many participants the design's faults keep from ever answering. */
  readonly mute: number;
  /** How long after the opening the others of them fall silent for good that do so later, in virtual µs. */
  readonly leaving?: readonly Micros[];
}

/** A number among the parameters. */
export function numberIn({ parameters }: Prospect, name: string, otherwise: number): number {
  const value = parameters[name];
  return typeof value === 'number' ? value : otherwise;
}

/** A word among the parameters. */
export function wordIn({ parameters }: Prospect, name: string, otherwise: string): string {
  const value = parameters[name];
  return typeof value === 'string' ? value : otherwise;
}
