/**
 * What it is: what a design expects of its runs against what a run gave. Each expectation becomes a sentence,
 * whether it was met, and what was found instead.
 * Errors: none; what cannot be found is not met.
 */

import type { Expectation } from '../document/design.ts';
import type { EventReader } from '../events/eventReader.ts';
import type { RunSummary } from '../kernel/run.ts';

export interface ExpectationResult {
  /** What was expected, as a sentence without a full stop. */
  readonly what: string;
  readonly met: boolean;
  /** What there was, in a few words. */
  readonly found: string;
}

/** All that expectations speak of. */
export interface Evidence {
  readonly summary: RunSummary;
  /** How many events of a kind the run has. */
  countOf(kind: string): number;
}

/** The evidence of a run, or of a recording. Counts all kinds in one pass. */
export function evidenceOf(summary: RunSummary, events: EventReader): Evidence {
  const counts = countKinds(events);
  return { summary, countOf: (kind) => counts[kind] ?? 0 };
}

/** How often each kind of event stands in the stream; kinds that do not occur have no entry. */
export function countKinds(events: EventReader): Readonly<Record<string, number>> {
  const counts = new Uint32Array(events.shapes.length);
  for (let seq = 0; seq < events.length; seq++) {
    const kind = events.kind(seq);
    counts[kind] = (counts[kind] as number) + 1;
  }
  const named = events.shapes.map((shape, id): [string, number] => [shape.kind, counts[id] ?? 0]);
  return Object.fromEntries(named.filter(([, count]) => count > 0));
}

/** One result for each expectation, in their order. */
export function checkExpectations(
  expectations: readonly Expectation[],
  evidence: Evidence,
): readonly ExpectationResult[] {
  return expectations.map((expectation) => check(expectation, evidence));
}

function check(expectation: Expectation, evidence: Evidence): ExpectationResult {
  switch (expectation.kind) {
    case 'status':
      return checkStatus(expectation, evidence);
    case 'outcome':
      return checkOutcome(expectation, evidence);
    case 'property':
      return checkProperty(expectation, evidence);
    case 'events': {
      const found = evidence.countOf(expectation.event);
      return {
        what: `events of kind ${expectation.event} ${sayBounds(expectation)}`,
        met: isWithin(found, expectation),
        found: String(found),
      };
    }
    case 'measure': {
      const found = measureOf(expectation.measure, evidence);
      return {
        what: `${MEASURES[expectation.measure]} ${sayBounds(expectation)}`,
        met: isWithin(found, expectation),
        found: sayFound(found),
      };
    }
    default:
      return expectation satisfies never;
  }
}

type Kind<Name extends Expectation['kind']> = Extract<Expectation, { kind: Name }>;

const MEASURES: Readonly<Record<Kind<'measure'>['measure'], string>> = {
  events: 'number of events',
  messages: 'number of messages',
  bytes: 'bytes sent',
  virtualMicros: 'virtual time in µs',
  cost: 'cost',
};

function checkStatus(expectation: Kind<'status'>, { summary }: Evidence): ExpectationResult {
  const { coordination, status, error } = expectation;
  const run = summary.coordinations.find((candidate) => candidate.id === coordination);
  const met = run?.status === status && (error === undefined || run.error === error);
  return {
    what: `${coordination} is ${status}${error === undefined ? '' : ` with ${error}`}`,
    met,
    found:
      run === undefined
        ? 'no such coordination'
        : `${run.status}${run.error === undefined ? '' : ` with ${run.error}`}`,
  };
}

function checkOutcome(expectation: Kind<'outcome'>, { summary }: Evidence): ExpectationResult {
  const { coordination, field } = expectation;
  const run = summary.coordinations.find((candidate) => candidate.id === coordination);
  const outcome = run && { confidence: run.confidence, ...run.outcome };
  const found = valueAt(outcome, field);
  return {
    what: `${field} of ${coordination} ${sayBounds(expectation)}`,
    met: isWithin(found, expectation),
    found: run === undefined ? 'no such coordination' : sayFound(found),
  };
}

/** Held means: nowhere violated (and, for one that is to be observed, observed everywhere). */
function checkProperty(expectation: Kind<'property'>, { summary }: Evidence): ExpectationResult {
  const { property, held } = expectation;
  const watched = summary.invariants.filter((candidate) => candidate.name === property);
  const broken = watched.find((candidate) => !candidate.held);
  return {
    what: `property ${property} ${held ? 'holds' : 'is violated'}`,
    met: watched.length > 0 && (broken === undefined) === held,
    found: watched.length === 0 ? 'no such property' : sayProperty(broken),
  };
}

function sayProperty(broken: RunSummary['invariants'][number] | undefined): string {
  if (broken === undefined) return 'holds';
  const when = broken.violatedAt === undefined ? '' : ` at ${broken.violatedAt} µs`;
  return `violated${when}${broken.explanation === undefined ? '' : `: ${broken.explanation}`}`;
}

function measureOf(measure: Kind<'measure'>['measure'], { summary }: Evidence): number {
  if (measure !== 'cost') return summary[measure];
  return summary.coordinations.reduce((sum, coordination) => sum + coordination.cost, 0);
}

type Bounds = Pick<Kind<'measure'>, 'equals' | 'atLeast' | 'atMost'>;

function isWithin(found: unknown, { equals, atLeast, atMost }: Bounds): boolean {
  if (equals !== undefined && found !== equals) return false;
  if (atLeast !== undefined && !(typeof found === 'number' && found >= atLeast)) return false;
  if (atMost !== undefined && !(typeof found === 'number' && found <= atMost)) return false;
  return found !== undefined;
}

function sayBounds({ equals, atLeast, atMost }: Bounds): string {
  const bounds = [
    equals === undefined ? [] : [`is ${sayFound(equals)}`],
    atLeast === undefined ? [] : [`is at least ${atLeast}`],
    atMost === undefined ? [] : [`is at most ${atMost}`],
  ].flat();
  return bounds.join(' and ');
}

function sayFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A field of an outcome by its path, such as `weights.0`. */
function valueAt(outcome: unknown, path: string): unknown {
  let here = outcome;
  for (const step of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[step];
  }
  return here;
}
