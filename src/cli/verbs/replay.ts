/** What it is: `replay FILE.concord`: how a recorded run ended, how it stood at a moment, whether it can be made again. */

import type { Failure, Result } from '../../engine/base/result.ts';
import { checkExpectations, evidenceOf } from '../../engine/expectations/check.ts';
import { sayTime } from '../../engine/events/say.ts';
import type { Frame } from '../../engine/projections/frame.ts';
import type { RecordedRun, Recording } from '../../engine/recording/recording.ts';
import { Session } from '../../engine/session/session.ts';
import type { Verification } from '../../engine/simulation.ts';
import { conditionOf } from '../../engine/projections/conditions.ts';
import { openRecording, openRun, verifyRun } from '../../engine/simulation.ts';
import { fileOf, readArguments } from '../arguments.ts';
import type { Console } from '../console.ts';
import { sayJson } from '../console.ts';
import { isRecording, readBytes } from '../files.ts';
import { forecastsOf } from '../forecasts.ts';
import { reportJson, sayReport } from '../report.ts';
import { salesOf } from '../sales.ts';
import { readTime } from '../time.ts';
import { EXIT_OK, EXIT_UNMET, fileTrouble } from '../trouble.ts';

type Opened = Recording & RecordedRun;

/** Exit 0, or 1 when verifying finds that the digests differ. */
export function replay(args: readonly string[], console: Console): number {
  const written = readArguments(args, { verify: { type: 'boolean' }, at: { type: 'string' } });
  const path = fileOf(written);
  const at = written.text('at');
  const moment = at === undefined ? undefined : readTime(at);
  const recording = openFile(path);
  const state = moment === undefined ? undefined : stateAt(recording, moment);
  const verified = written.isSet('verify') ? verify(path, recording) : undefined;
  if (written.isJson)
    sayJson(console, {
      ...reportJson(reportOf(recording)),
      recordedBy: recording.origin.engineVersion,
      status: recording.status,
      interventions: recording.interventions,
      ...(state === undefined ? {} : { state }),
      ...(verified === undefined ? {} : { verified }),
    });
  else {
    if (state === undefined) sayReport(console, reportOf(recording));
    else sayState(console, state);
    if (verified !== undefined) console.say(sayVerified(verified));
  }
  return verified?.isEqual === false ? EXIT_UNMET : EXIT_OK;
}

/** The recording in a file; throws Trouble when it cannot be opened. */
export function openFile(path: string): Opened {
  const bytes = readBytes(path);
  if (!isRecording(bytes)) throw fileTrouble(`${path} is not a Concord recording.`);
  return orTrouble(path, openRecording(bytes));
}

function orTrouble<Value>(path: string, result: Result<Value, Failure>): Value {
  if (!result.ok) throw fileTrouble(`${path}: ${result.problem.message}`);
  return result.value;
}

function verify(path: string, recording: Opened): Verification {
  return orTrouble(path, verifyRun(recording));
}

function reportOf({ design, plan, summary, events }: Opened) {
  const results = checkExpectations(plan.expectations, evidenceOf(summary, events));
  const forecasts = forecastsOf(plan, summary);
  const sales = salesOf(plan, summary.coordinations);
  const named = { ...design, name: plan.name };
  return { design: named, seed: plan.seed, summary, results, forecasts, sales };
}

interface State {
  readonly at: number;
  readonly events: number;
  readonly coordinations: Frame['coordinations'];
  readonly agents: readonly {
    readonly id: string;
    readonly role: string;
    readonly condition: string;
  }[];
}

function stateAt(recording: Opened, moment: number): State {
  const session = Session.recorded(recording, openRun);
  session.placeAtTime(moment);
  const frame = session.frame({
    charts: [],
    coordination: undefined,
    stage: false,
    window: undefined,
    stageRows: 0,
    log: undefined,
    inspect: undefined,
    histogram: 0,
  });
  return {
    at: frame.cursor.at,
    events: frame.cursor.seq,
    coordinations: frame.coordinations,
    agents: recording.actors.map(({ actor, agentId, role }) => ({
      id: agentId,
      role,
      condition: conditionOf(frame.agents[actor] ?? 0),
    })),
  };
}

function sayState(console: Console, { at, events, coordinations, agents }: State): void {
  console.say(`At ${sayTime(at)}, after ${events} events`);
  for (const { id, protocol, status, phase, decision, messages } of coordinations) {
    const where = phase === '' ? status : `${status}, ${phase}`;
    const what = decision === undefined ? '' : `: ${decision}`;
    console.say(`  ${id} (${protocol}): ${where}${what}, ${messages} messages`);
  }
  for (const { id, condition } of agents.filter((agent) => agent.condition !== 'healthy'))
    console.say(`  ${id} is ${condition}`);
}

function sayVerified({ isEqual, reexecuted, firstDifference }: Verification): string {
  if (isEqual) return `Executed again: the same ${reexecuted}.`;
  const where = firstDifference === undefined ? '' : ` from event ${firstDifference} on`;
  return `Executed again: differs${where}, digest ${reexecuted}.`;
}
