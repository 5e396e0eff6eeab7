/**
 * What it is: an event row as an object, and as a sentence for people.
 * The sentence is the shape's `says` with each {field} replaced by its value in words: agents by their
 * labels, times and money with their units, texts as they are or as `sayText` has them.
 * Errors: a place in `says` that names no field is our bug and stays visible as it is written.
 */

import { MICROS_PER_MILLI, MICROS_PER_SECOND, NO_ACTOR } from '../base/units.ts';
import type { ActorIndex, EventSeq, Micros, MinorUnits } from '../base/units.ts';
import { present } from '../base/invariant.ts';
import type { EventReader, EventRecord } from './eventReader.ts';
import type { EventShape, FieldPlace } from './shape.ts';
import { placesOf } from './shape.ts';

/** How money is written. */
export interface Currency {
  readonly symbol: string;
  readonly minorPerMajor: number;
}

const PLAIN_MONEY: Currency = { symbol: '', minorPerMajor: 100 };

function shapeOf(events: EventReader, seq: EventSeq): EventShape {
  return present(events.shapes[events.kind(seq)], 'the shape of an event');
}

function fieldOf(events: EventReader, seq: EventSeq, place: FieldPlace): number | string | boolean {
  if (place.column === 'real') return events.real(seq, place.index);
  const cell = events.int(seq, place.index);
  if (place.type === 'text') return events.text(cell);
  return place.type === 'flag' ? cell !== 0 : cell;
}

/** The event at `seq` as an object, with its fields by name. */
export function readRecord(events: EventReader, seq: EventSeq): EventRecord {
  const shape = shapeOf(events, seq);
  const fields: Record<string, number | string | boolean> = {};
  for (const place of placesOf(shape)) {
    fields[place.name] = fieldOf(events, seq, place);
  }
  return {
    seq,
    at: events.at(seq),
    actor: events.actor(seq),
    cause: events.cause(seq),
    kind: shape.kind,
    fields,
  };
}

/**
 * The event at `seq` as a sentence without its subject, such as "prepared 3 in view 0"; `nameOf` gives
 * an actor's label, `sayText` what a text field is in words.
 */
export function sayRecord(
  events: EventReader,
  seq: EventSeq,
  nameOf: (actor: ActorIndex) => string,
  currency: Currency = PLAIN_MONEY,
  sayText: (field: string, text: string) => string = (_, text) => text,
): string {
  const shape = shapeOf(events, seq);
  const words = new Map<string, string>();
  for (const place of placesOf(shape)) {
    const value = fieldOf(events, seq, place);
    words.set(
      place.name,
      typeof value === 'string'
        ? sayText(place.name, value)
        : sayField(place, value, nameOf, currency),
    );
  }
  return shape.says.replace(/\{(\w+)\}/g, (written, name: string) => words.get(name) ?? written);
}

function sayField(
  place: FieldPlace,
  value: number | boolean,
  nameOf: (actor: ActorIndex) => string,
  currency: Currency,
): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  switch (place.type) {
    case 'actor':
      return value === NO_ACTOR ? 'nobody' : nameOf(value);
    case 'micros':
      return sayTime(value);
    case 'money':
      return sayAmount(value, currency);
    case 'real':
      return sayNumber(value);
    default:
      return String(value);
  }
}

/** A span of virtual time with its unit: 12.4 ms. */
export function sayTime(micros: Micros): string {
  const size = Math.abs(micros);
  if (size < MICROS_PER_MILLI) return `${sayNumber(micros)} µs`;
  if (size < MICROS_PER_SECOND) return `${sayNumber(micros / MICROS_PER_MILLI)} ms`;
  return `${sayNumber(micros / MICROS_PER_SECOND)} s`;
}

/** Money in major units with its symbol: 12345 cents are €123.45. */
export function sayAmount(amount: MinorUnits, currency: Currency): string {
  const { symbol, minorPerMajor } = currency;
  const digits = String(minorPerMajor).length - 1;
  const size = Math.abs(amount);
  const major = Math.floor(size / minorPerMajor);
  const minor = String(size - major * minorPerMajor).padStart(digits, '0');
  return `${amount < 0 ? '−' : ''}${symbol}${major}${digits > 0 ? `.${minor}` : ''}`;
}

/** A number with at most three decimals. */
function sayNumber(value: number): string {
  return String(Math.round(value * 1_000) / 1_000);
}
