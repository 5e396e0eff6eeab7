/**
 * `npm test`: everything, from a bare clone to one line of counts.
 *
 * Sets up, then checks types, style, format and unused code, and runs unit and end-to-end
 * tests. A step runs whether or not an earlier one failed, so that one run tells all there
 * is to mend. The last line is `N passed, N failed` over all steps (a check counts as one
 * test); the exit code is 0 only when nothing failed and every suite really ran.
 *
 *   npm test -- --only unit,types   only those steps
 *   npm test -- --no-e2e            everything but the browser
 */
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NO_BROWSER, findBrowser } from './lib/browser.mjs';
import { buildIfNeeded } from './lib/build.mjs';
import { run } from './lib/process.mjs';
import { closingLine, countPlaywright, countVitest, readCounts, sum } from './lib/reports.mjs';
import { SetupError, setup } from './lib/setup.mjs';
import { cache, root, toolScript } from './lib/tools.mjs';

const CHECK_SECONDS_MAX = 600;
const UNIT_SECONDS_MAX = 1200;
const E2E_SECONDS_MAX = 2400;

/** Colours are for people: where nobody watches, they only make the log hard to search. */
if (!process.stdout.isTTY) process.env.NO_COLOR ??= '1';

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };

/** All steps in order: the checks first and side by side, so that a slip shows within seconds. */
const STEPS = [
  { name: 'types', perform: () => check(() => [join(root, 'scripts', 'types.mjs')]) },
  {
    name: 'lint',
    perform: () => check(() => [toolScript('oxlint'), '--type-aware', '--deny-warnings']),
  },
  {
    name: 'format',
    perform: () => check(() => [toolScript('prettier'), '--check', '--log-level', 'warn', '.']),
  },
  { name: 'unused', perform: () => check(() => [toolScript('knip')]) },
  { name: 'unit', perform: unit },
  { name: 'e2e', perform: endToEnd },
];

/** Runs a tool that is content or not; its output is shown only when it is not. */
async function check(makeArgs) {
  const { code, output, isTimedOut } = await run(process.execPath, makeArgs(), {
    cwd: root,
    output: 'collect',
    seconds: CHECK_SECONDS_MAX,
  });
  if (code === 0 && !isTimedOut) return PASSED;
  console.log(output.trimEnd());
  return isTimedOut ? { ...FAILED, why: `it took longer than ${CHECK_SECONDS_MAX} s` } : FAILED;
}

/** An absent report must not be mistaken for the one of an earlier run. */
function freshReport(name) {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, name);
  rmSync(path, { force: true });
  return path;
}

async function unit() {
  const report = freshReport('unit.json');
  const { code } = await run(
    process.execPath,
    [
      toolScript('vitest'),
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: root, seconds: UNIT_SECONDS_MAX },
  );
  return readCounts(report, countVitest, code);
}

/** A port nobody listens on just now, so that a studio somebody has open is not tested instead. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function endToEnd() {
  const trouble = await buildIfNeeded(console.log);
  if (trouble !== undefined) {
    console.log(trouble);
    return { ...FAILED, why: 'the studio could not be built' };
  }
  const browser = await findBrowser(console.log);
  if (browser === undefined) return { ...FAILED, why: NO_BROWSER };
  const report = freshReport('e2e.json');
  const { code } = await run(
    process.execPath,
    [toolScript('@playwright/test', 'playwright'), 'test', '--reporter=list,json'],
    {
      cwd: root,
      seconds: E2E_SECONDS_MAX,
      env: {
        CHROMIUM_PATH: browser,
        CONCORD_E2E_PORT: String(await freePort()),
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        // Playwright asks the server it starts for colours, and Node dislikes being asked for both.
        NO_COLOR: undefined,
      },
    },
  );
  return readCounts(report, countPlaywright, code);
}

/** Which steps were asked for; ends the process when the question cannot be read. */
function chosenSteps() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        'no-e2e': { type: 'boolean', default: false },
      },
    });
    const names = STEPS.map(({ name }) => name);
    const only = values.only?.flatMap((text) => text.split(',')) ?? names;
    const unknown = only.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`There is no step ${unknown}: ${names.join(', ')}.`);
    return STEPS.filter(({ name }) => only.includes(name) && !(name === 'e2e' && values['no-e2e']));
  } catch (trouble) {
    console.error(`${trouble.message}\nUsage: npm test -- [--only STEP,STEP] [--no-e2e]`);
    process.exit(64);
  }
}

/** Runs one step, whatever becomes of it, and prints its line. */
async function performStep({ name, perform }) {
  const began = Date.now();
  let counts;
  try {
    counts = await perform();
  } catch (trouble) {
    counts = { ...FAILED, why: trouble.message };
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const verdict = counts.failed === 0 ? 'ok    ' : 'FAILED';
  const why = counts.why === undefined ? '' : ` (${counts.why})`;
  console.log(`${verdict} ${name}: ${closingLine(counts)}${why}, ${seconds} s`);
  return counts;
}

/** Setting up is no test, but without it nothing can be said to pass. */
async function isSetUp() {
  try {
    await setup(console.log);
    return true;
  } catch (trouble) {
    console.log(trouble instanceof SetupError ? trouble.message : trouble.stack);
    return false;
  }
}

const steps = chosenSteps();
const results = [];
if (await isSetUp()) {
  const isCheck = ({ perform }) => perform !== unit && perform !== endToEnd;
  results.push(...(await Promise.all(steps.filter(isCheck).map(performStep))));
  for (const step of steps.filter((one) => !isCheck(one))) results.push(await performStep(step));
} else {
  results.push(FAILED);
}
const total = sum(results);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
console.log(closingLine(total));
