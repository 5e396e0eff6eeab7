/**
 * `npm run check:types`: the compiler over every layer, each with its own settings.
 *
 * The layers have a tsconfig each because they live in different worlds: the engine's has
 * neither DOM nor Node, so that a stray timer is a compile error. Two compilers run at once.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './lib/process.mjs';
import { root, toolScript } from './lib/tools.mjs';

const COMPILERS_AT_ONCE = 2;

/** The last one covers tests, end-to-end tests, benchmarks and configuration files. */
const PROJECTS = ['src/engine', 'src/workers', 'src/ui', 'src/cli', '.'];

/** Whether a layer has anything to compile; the compiler calls an empty one an error. */
function hasSources(project) {
  if (project === '.') return true;
  try {
    const names = readdirSync(join(root, project), { recursive: true });
    return names.some((name) => /(?<!\.test|\.testing)\.tsx?$/.test(name));
  } catch {
    return false;
  }
}

/** Compiles one layer and says what was wrong with it. */
async function check(project) {
  const began = Date.now();
  const { code, output } = await run(
    process.execPath,
    [toolScript('typescript', 'tsc'), '-p', project],
    {
      cwd: root,
      output: 'collect',
    },
  );
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (code !== 0) console.log(`${output.trimEnd()}\n${project}: types do not fit (${seconds} s)`);
  return code === 0;
}

const waiting = PROJECTS.filter(hasSources);
let isGood = true;

async function work() {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    if (!(await check(project))) isGood = false;
  }
}

await Promise.all(Array.from({ length: COMPILERS_AT_ONCE }, work));
process.exitCode = isGood ? 0 : 1;
