/**
 * Writes scenarios/recordings/*.concord, the recorded runs that the gallery shows: `npx tsx scripts/demos.mts`.
 * Each is a scenario run to its end and carries the scenario's name. A test executes every one again, so
 * that none outlives the engine or the scenario that it shows.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDesign } from '../src/engine/document/read.ts';
import { compileDesign } from '../src/engine/plan/compile.ts';
import { writeRecording } from '../src/engine/recording/write.ts';
import { finishRun, openRun } from '../src/engine/simulation.ts';

/** Which scenarios are worth watching without running them. */
const RECORDED = [
  'byzantine-collusion',
  'byzantine-equivocating-primary',
  'byzantine-silent-primary',
  'english-auction',
  'ensemble-iris',
  'tuning-forest',
  'vickrey-auction',
];

const scenarios = new URL('../scenarios/', import.meta.url);
const folder = fileURLToPath(new URL('recordings/', scenarios));

/** The bytes of the run of a scenario, to its end. */
function record(id: string): Uint8Array {
  const read = readDesign(readFileSync(new URL(`${id}.json`, scenarios), 'utf8'));
  if (!read.ok) throw new Error(`${id}: ${read.problem.message}`);
  const { design } = read.value;
  const { plan, diagnostics } = compileDesign(design, design.seed);
  if (plan === undefined) throw new Error(`${id}: ${diagnostics[0]?.message}`);
  const run = finishRun(openRun(plan));
  const { actors, events, interventions, status, now: end } = run;
  const summary = run.summary();
  return writeRecording({ design, plan, actors, events, interventions, status, summary, end });
}

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(`${folder}${name}`);
for (const id of RECORDED) {
  const bytes = record(id);
  writeFileSync(`${folder}${id}.concord`, bytes);
  console.log(`${id}: ${bytes.length} bytes`);
}
