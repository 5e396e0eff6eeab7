/**
 * What every command of the project does first: is Node new enough, and is what the
 * lock file asks for installed? Needs nothing but Node and npm, so it may import only
 * Node's own modules and its neighbours here.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './process.mjs';
import { root } from './tools.mjs';

/** A trouble with the machine, told in one sentence; never a bug of ours, so no stack is shown. */
export class SetupError extends Error {}

/**
 * Says what is wrong with a version of Node, or nothing when it will do. The bounds are
 * those of Vite, the most demanding of our tools: 20.19 within 20, otherwise 22.12 and later.
 *
 * @param {string} version as in process.versions.node
 * @returns {string | undefined}
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isGood = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (isGood) return undefined;
  return (
    `Concord needs Node 20.19 or a later 20, or Node 22.12 or anything newer, and this is Node ${version}. ` +
    'Get one from https://nodejs.org and try again.'
  );
}

/** The hash of the lock file, or nothing where there is none. */
export function lockHash(folder) {
  const path = join(folder, 'package-lock.json');
  if (!existsSync(path)) return undefined;
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** The note lives inside node_modules, so deleting or half-installing that folder forgets it. */
function notePath(folder) {
  return join(folder, 'node_modules', '.concord-lock');
}

/** Whether what is installed is what the lock file asks for. */
export function isInstalled(folder) {
  const path = notePath(folder);
  return existsSync(path) && readFileSync(path, 'utf8').trim() === lockHash(folder);
}

/** Notes that the lock file as it is now has been installed. */
export function noteInstalled(folder) {
  writeFileSync(notePath(folder), `${lockHash(folder)}\n`);
}

/** How to call npm: the very npm that started us where there is one, else the one on the path. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script)) {
    return { command: process.execPath, before: [script], shell: false };
  }
  const isWindows = process.platform === 'win32';
  return { command: isWindows ? 'npm.cmd' : 'npm', before: [], shell: isWindows };
}

/**
 * Makes the clone ready to work, installing only when the lock file has changed since the
 * last time. Throws a SetupError with a sentence for the user when it cannot.
 *
 * @param {(line: string) => void} say where to tell what is happening
 */
export async function setup(say) {
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) throw new SetupError(problem);
  if (lockHash(root) === undefined) {
    throw new SetupError('package-lock.json is missing, so it is not known what to install.');
  }
  if (isInstalled(root)) return;
  say('Installing what the lock file asks for; this takes a few minutes the first time …');
  const began = Date.now();
  const npm = npmCommand();
  // Development dependencies are needed to build and serve, whatever NODE_ENV says; and what
  // npm has against the lock file must be seen even when npm was told to be silent about us.
  const args = [
    ...npm.before,
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { code, error } = await run(npm.command, args, { cwd: root, shell: npm.shell });
  if (error !== undefined) throw new SetupError(`npm could not be started: ${error}.`);
  if (code !== 0) {
    throw new SetupError(
      `npm could not install the dependencies (it ended with code ${code}; its own words are above).`,
    );
  }
  noteInstalled(root);
  say(`Installed in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
}

/** Runs setup and ends the process with its sentence when it fails. */
export async function setupOrExit(say) {
  try {
    await setup(say);
  } catch (trouble) {
    if (!(trouble instanceof SetupError)) throw trouble;
    console.error(trouble.message);
    process.exit(1);
  }
}

/** `node scripts/lib/setup.mjs` sets up and does nothing else. */
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setupOrExit(console.log);
}
