/**
 * What it is: the façade: plans become runs with every protocol and kind of agent at hand; recordings are
 * opened, and executed again to be verified.
 * Errors: what a foreign file brings is returned as a Failure; a step that throws is our bug.
 */

import type { Work, WorkDone, Workshop } from './agents/behaviour.ts';
import { AGENT_BEHAVIOURS } from './agents/registry.ts';
import { doWork } from './agents/work.ts';
import { InvariantError } from './base/invariant.ts';
import type { Failure, Result } from './base/result.ts';
import { failure, success } from './base/result.ts';
import type { EventSeq } from './base/units.ts';
import type { EventReader } from './events/eventReader.ts';
import { INT_COLUMNS, placesOf, REAL_COLUMNS } from './events/shape.ts';
import type { ProtocolId } from './contract/card.ts';
import type { AnyProtocol } from './contract/protocol.ts';
import type { AppliedIntervention, Run } from './kernel/run.ts';
import { reexecute } from './kernel/reexecute.ts';
import { openSimulation } from './kernel/simulation.ts';
import type { RunOptions, Simulation } from './kernel/simulation.ts';
import { refusePlan } from './plan/foreignPlan.ts';
import type { Plan } from './plan/plan.ts';
import { datasetFrom } from './learning/data/named.ts';
import { PROTOCOLS } from './protocols/registry.ts';
import { readRecording } from './recording/read.ts';
import type { RecordedRun, Recording } from './recording/recording.ts';
import type { TableSource } from './table/lesson.ts';

/** A run of a plan with everything this version can run; nothing has happened yet. */
export function openRun(plan: Plan, workshop?: Workshop): Run {
  return openSimulation(plan, PROTOCOLS, AGENT_BEHAVIOURS, { recording: 'on', workshop });
}

/** The tables of users that agents of a plan learn from: all that their work needs besides itself. */
export type Tables = readonly (readonly [name: string, source: TableSource])[];

/** The plan's tables, each once. */
export function tablesOf(plan: Plan): Tables {
  const tables = new Map<string, TableSource>();
  for (const { resources } of plan.coordinations) {
    const { dataset, table } = resources;
    if (dataset !== undefined && table !== undefined) tables.set(dataset, table);
  }
  return [...tables];
}

/** Does work of agents without a run: with these tables at hand, to the bit what the run itself would do. */
export function performWork(work: Work, tables: Tables): WorkDone {
  for (const [name, source] of tables) datasetFrom(name, source);
  return doWork(work, AGENT_BEHAVIOURS);
}

/** The protocols that this version can run, for whoever runs others beside them. */
export const SHIPPED_PROTOCOLS = PROTOCOLS;

/** How agents of every kind behave, for whoever takes their steps without a run. */
export const SHIPPED_AGENTS = AGENT_BEHAVIOURS;

/** A run with protocols of one's own, for explorations: with less kept, or with other decisions. */
export function openTrial(
  plan: Plan,
  protocols: ReadonlyMap<ProtocolId, AnyProtocol>,
  options: RunOptions,
): Simulation {
  return openSimulation(plan, protocols, AGENT_BEHAVIOURS, options);
}

/** Brings a run to its end. `whenSliced` is called after every `stepsPerSlice` steps. */
export function finishRun(run: Run, whenSliced?: (run: Run) => void, stepsPerSlice = 50_000): Run {
  while (run.status.phase === 'running') {
    run.advance(Number.MAX_SAFE_INTEGER, stepsPerSlice);
    whenSliced?.(run);
  }
  return run;
}

/** What is needed to execute a run again as far as it went. */
export interface Executed {
  readonly plan: Plan;
  readonly interventions: readonly AppliedIntervention[];
  readonly isFinished: boolean;
  readonly eventCount: number;
}

/** The same run again: every intervention after the step after which it was made. */
export function executeAgain({
  plan,
  interventions,
  isFinished,
  eventCount,
}: Executed): Result<Run, Failure> {
  const refusal = refusePlan(plan);
  if (refusal !== undefined) return failure({ kind: 'unavailable', message: refusal });
  try {
    const goal = isFinished ? { steps: Infinity } : { events: eventCount, at: 0 };
    const again = reexecute(openRun(plan), interventions, goal);
    if (again.ok) return again;
    return failure({
      kind: 'corrupt',
      message: `What was done to the run cannot be done again: ${again.problem}`,
    });
  } catch (trouble) {
    // The plan may be a stranger's, who need not have come by it through the planner.
    if (!(trouble instanceof InvariantError)) throw trouble;
    return failure({
      kind: 'corrupt',
      message: `The run cannot be executed again: ${trouble.message}.`,
    });
  }
}

/** A recording that can be looked at: a thin one has been executed again. */
export function openRecording(bytes: Uint8Array): Result<Recording & RecordedRun, Failure> {
  const read = readRecording(bytes);
  if (!read.ok) return read;
  const { value: recording } = read;
  const { events } = recording;
  if (events !== undefined) return success({ ...recording, events });
  const again = executeAgain({
    ...recording,
    isFinished: recording.status.phase === 'finished',
  });
  if (!again.ok) return again;
  const run = again.value;
  if (run.digest() !== recording.digest)
    return failure({
      kind: 'unavailable',
      message: `The recording has no events of its own, and this engine gives others than version ${recording.origin.engineVersion} gave.`,
    });
  return success({ ...recording, events: run.events });
}

export interface Verification {
  readonly isEqual: boolean;
  /** Digest of the events at hand. */
  readonly recorded: string;
  /** Digest of the events of executing it again. */
  readonly reexecuted: string;
  /** The first event that differs. */
  readonly firstDifference: EventSeq | undefined;
}

/** Executes a run again and finds the first event that differs from what is at hand. */
export function verifyRun(
  recorded: Pick<RecordedRun, 'plan' | 'interventions' | 'events' | 'status' | 'summary'>,
): Result<Verification, Failure> {
  const { events, status, summary } = recorded;
  const again = executeAgain({
    ...recorded,
    isFinished: status.phase === 'finished',
    eventCount: events.length,
  });
  if (!again.ok) return again;
  const firstDifference = findDifference(events, again.value.events);
  return success({
    isEqual: firstDifference === undefined && summary.digest === again.value.digest(),
    recorded: summary.digest,
    reexecuted: again.value.digest(),
    firstDifference,
  });
}

/** The first event in which two streams differ, of which one may be the other's beginning. */
export function findDifference(one: EventReader, other: EventReader): EventSeq | undefined {
  const length = Math.min(one.length, other.length);
  const firstText = firstDifferentText(one, other);
  const places = one.shapes.map(placesOf);
  for (let seq = 0; seq < length; seq++) {
    if (differs(one, other, seq)) return seq;
    for (const { type, index } of places[one.kind(seq)] ?? [])
      if (type === 'text' && one.int(seq, index) >= firstText) return seq;
  }
  return one.length === other.length ? undefined : length;
}

/** Equal streams number their texts alike; from here on they do not. */
function firstDifferentText(one: EventReader, other: EventReader): number {
  const count = Math.min(one.textCount, other.textCount);
  for (let id = 0; id < count; id++) if (one.text(id) !== other.text(id)) return id;
  return one.textCount === other.textCount ? Infinity : count;
}

function differs(one: EventReader, other: EventReader, seq: EventSeq): boolean {
  const kind = one.shapes[one.kind(seq)];
  const otherKind = other.shapes[other.kind(seq)];
  if (kind?.kind !== otherKind?.kind || one.at(seq) !== other.at(seq)) return true;
  if (one.actor(seq) !== other.actor(seq) || one.cause(seq) !== other.cause(seq)) return true;
  for (let column = 0; column < INT_COLUMNS; column++)
    if (one.int(seq, column) !== other.int(seq, column)) return true;
  for (let column = 0; column < REAL_COLUMNS; column++)
    if (!Object.is(one.real(seq, column), other.real(seq, column))) return true;
  return false;
}
