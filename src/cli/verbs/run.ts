/** What it is: `run FILE`: a design to its end, its expectations checked, its events written where asked. */

import { checkExpectations, evidenceOf } from '../../engine/expectations/check.ts';
import { sayTime } from '../../engine/events/say.ts';
import { writeRecording } from '../../engine/recording/write.ts';
import { measureProtocolPerformance } from '../../engine/selector/history.ts';
import { finishRun, openRun } from '../../engine/simulation.ts';
import { fileOf, readArguments } from '../arguments.ts';
import type { Console } from '../console.ts';
import { sayJson } from '../console.ts';
import { loadDesign, planDesign } from '../designs.ts';
import { ndjsonLines, writeLines } from '../events.ts';
import { writeFile } from '../files.ts';
import { forecastsOf } from '../forecasts.ts';
import { addToHistory } from '../history.ts';
import { salesOf } from '../sales.ts';
import { exitCodeOf, reportJson, sayReport } from '../report.ts';

/** Exit 0 when all is met, 1 when an expectation or invariant failed, 3 when a coordination failed. */
export function run(args: readonly string[], console: Console): number {
  const written = readArguments(args, {
    seed: { type: 'string' },
    events: { type: 'string' },
    record: { type: 'string' },
    history: { type: 'string' },
    set: { type: 'string', multiple: true },
  });
  const path = fileOf(written);
  const asked = written.whole('seed', 0, Number.MAX_SAFE_INTEGER);
  const design = loadDesign(path, written.texts('set'));
  const seed = asked ?? design.seed;
  const { plan, diagnostics } = planDesign(path, design, seed);
  for (const { path: where, severity, message } of diagnostics)
    console.aside(`${severity}: ${where}: ${message}`);
  const done = finishRun(openRun(plan), ({ events, now }) =>
    console.progress(`${events.length} events, ${sayTime(now)} of virtual time`),
  );
  const summary = done.summary();
  const { events, actors, interventions, status, now: end } = done;
  const target = written.text('record');
  if (target !== undefined)
    writeFile(
      target,
      writeRecording({ design, plan, actors, events, interventions, status, summary, end }),
    );
  const history = written.text('history');
  if (history !== undefined) addToHistory(history, measureProtocolPerformance(plan, summary));
  const lines = written.text('events');
  if (lines !== undefined) writeLines(ndjsonLines({ events, actors, plan }), lines);
  const results = checkExpectations(plan.expectations, evidenceOf(summary, events));
  const forecasts = forecastsOf(plan, summary);
  const sales = salesOf(plan, summary.coordinations);
  const report = { design, seed, summary, results, forecasts, sales };
  if (written.isJson) sayJson(console, reportJson(report));
  else sayReport(console, report);
  return exitCodeOf(report);
}
