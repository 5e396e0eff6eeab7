/** What it is: a finished run as the JSON that scripts read, as lines for people, and as an exit code. */

import type { Design, Expectation } from '../engine/document/design.ts';
import { sayTime } from '../engine/events/say.ts';
import type { ExpectationResult } from '../engine/expectations/check.ts';
import type { ComparedFigure } from '../engine/forecast/forecast.ts';
import type { CoordinationSummary, InvariantSummary, RunSummary } from '../engine/kernel/run.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import type { Console } from './console.ts';
import { EXIT_FAILED, EXIT_OK, EXIT_UNMET } from './trouble.ts';

export interface RunReport {
  readonly design: Pick<Design, 'name' | 'expectations'>;
  readonly seed: number;
  readonly summary: RunSummary;
  readonly results: readonly ExpectationResult[];
  /** By coordination: what was foreseen, with what was measured. */
  readonly forecasts?: ReadonlyMap<string, readonly ComparedFigure[]>;
  /** By coordination: what a market sold, in lines. */
  readonly sales?: ReadonlyMap<string, readonly string[]>;
}

/** The promised fields of `run --json`; new ones are added, none is changed. */
export function reportJson({ design, seed, summary, results, forecasts }: RunReport): object {
  return {
    design: design.name,
    seed,
    engine: ENGINE_VERSION,
    digest: summary.digest,
    events: summary.events,
    messages: summary.messages,
    bytes: summary.bytes,
    virtualMicros: summary.virtualMicros,
    coordinations: summary.coordinations.map((one) => ({
      ...coordinationJson(one),
      ...(forecasts !== undefined && { forecast: forecasts.get(one.id) ?? [] }),
    })),
    invariants: summary.invariants.map(invariantJson),
    expectations: results,
    reputations: summary.reputations ?? [],
  };
}

function coordinationJson(coordination: CoordinationSummary): object {
  const { id, name, protocol, status, error, outcome, confidence, participants } = coordination;
  const { virtualMicros, messages, bytes, cost, taken, openedMicros } = coordination;
  const handed = { ...(taken && { taken }), ...(openedMicros !== undefined && { openedMicros }) };
  const figures = { virtualMicros, messages, bytes, cost };
  return {
    id,
    protocol,
    status,
    error,
    outcome,
    participants,
    ...handed,
    ...figures,
    name,
    confidence,
  };
}

function invariantJson(invariant: InvariantSummary): object {
  const { name, held, violatedAt, temper, coordination, title, explanation } = invariant;
  return { name, held, violatedAt, temper, coordination, title, explanation };
}

/** The same for people. */
export function sayReport(console: Console, report: RunReport): void {
  const { design, seed, summary, results, forecasts, sales } = report;
  console.say(`${design.name}, seed ${seed}`);
  for (const coordination of summary.coordinations) {
    console.say(`  ${sayCoordination(coordination)}`);
    const { status, outcome } = coordination;
    for (const line of sales?.get(coordination.id) ?? []) console.say(`    ${line}`);
    const { verdict, reason } = outcome;
    if (typeof verdict === 'string') console.say(`    ${verdict}`);
    for (const { words } of coordination.taken ?? []) console.say(`    ${words}`);
    if (status === 'failed' && typeof reason === 'string') console.say(`    ${reason}`);
    for (const figure of forecasts?.get(coordination.id) ?? [])
      if (figure.measured !== undefined) console.say(`    ${sayFigure(figure)}`);
  }
  for (const invariant of summary.invariants)
    if (isBroken(invariant))
      console.say(
        `  violated: ${invariant.title}${invariant.explanation === undefined ? '' : `: ${invariant.explanation}`}`,
      );
  for (const { what, met, found } of results)
    console.say(`  ${met ? 'met' : 'NOT MET'}: ${what}${met ? '' : ` (found: ${found})`}`);
  const { events, messages, virtualMicros, digest } = summary;
  console.say(
    `  ${events} events, ${messages} messages, ${sayTime(virtualMicros)} of virtual time`,
  );
  console.say(`  digest ${digest}`);
}

function sayFigure({ label, value, unit, measured }: ComparedFigure): string {
  const say = (one: string | number | undefined): string =>
    typeof one === 'number' && unit === 'µs' ? sayTime(one) : String(one);
  return `${label.replace(/,? about$/, '')}: ${say(measured)}, foreseen ${say(value)}`;
}

function sayCoordination({ name, protocol, status, error, outcome }: CoordinationSummary): string {
  const decision = outcome['decision'];
  const what = typeof decision === 'string' ? decision : JSON.stringify(decision);
  const result = status === 'completed' ? what : (error ?? '');
  return `${name} (${protocol}): ${status}${result === undefined || result === '' ? '' : `: ${result}`}`;
}

/**
 * Whether a property was broken. One that need only hold sometimes says nothing about a single run, and one
 * that was not judged, because the run was stopped before, was not broken.
 */
function isBroken({ held, temper, violatedAt }: InvariantSummary): boolean {
  return !held && temper !== 'sometimes' && violatedAt !== undefined;
}

/**
 * 1 when an expectation is not met or an invariant is violated that was not expected to be; else 3 when a
 * coordination failed that was not expected to; else 0.
 */
export function exitCodeOf({ design, summary, results }: RunReport): number {
  if (results.some(({ met }) => !met)) return EXIT_UNMET;
  const expected = (wanted: (expectation: Expectation) => boolean) =>
    design.expectations.some(wanted);
  const isUnexpected = ({ name }: InvariantSummary) =>
    !expected((one) => one.kind === 'property' && one.property === name && !one.held);
  if (summary.invariants.some((one) => isBroken(one) && isUnexpected(one))) return EXIT_UNMET;
  const hasFailed = ({ id, status }: CoordinationSummary) =>
    status === 'failed' &&
    !expected((one) => one.kind === 'status' && one.coordination === id && one.status === 'failed');
  return summary.coordinations.some(hasFailed) ? EXIT_FAILED : EXIT_OK;
}
