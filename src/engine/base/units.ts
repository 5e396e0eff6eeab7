/**
 * What it is: the flavoured numbers and ids that must not be mixed.
 * A flavour is a phantom optional property: a bare number may become a Micros, but a Micros may not
 * become a Ppm. Brands with checking constructors would cost a call for every sum in the hot loops.
 */

interface Flavour<Name extends string> {
  readonly __flavour?: Name;
}

/** Virtual time, or a span of it, in whole microseconds since the run began. Below 2^48. */
export type Micros = number & Flavour<'micros'>;
/** A probability in parts per million, 0 to 1,000,000 inclusive. */
export type Ppm = number & Flavour<'ppm'>;
/** Money in whole minor units (cents). */
export type MinorUnits = number & Flavour<'minorUnits'>;
/** A dense position in the run's list of actors: an agent's part in one coordination. */
export type ActorIndex = number & Flavour<'actor'>;
/** A dense position in the plan's list of agents. */
export type AgentIndex = number & Flavour<'agent'>;
/** A dense position in the plan's list of coordinations. */
export type CoordinationIndex = number & Flavour<'coordination'>;
/** A dense position in the event stream. -1 means "no event". */
export type EventSeq = number & Flavour<'seq'>;

export const MICROS_PER_MILLI = 1_000;
export const MICROS_PER_SECOND = 1_000_000;
/** The latest time the event queue can hold (exclusive): about 8.9 years. */
export const MICROS_LIMIT = 2 ** 48;
export const PPM_ONE = 1_000_000;
export const NO_EVENT: EventSeq = -1;
export const NO_ACTOR: ActorIndex = -1;
