/**
 * Running other programs, so that none is ever left behind.
 *
 * Every child gets a process group of its own (where the system has groups), and the whole
 * group ends when its time is up, when this process is interrupted, and when the child itself
 * has ended but something it started has not. A test runner that hangs would otherwise hold
 * a build machine for hours, and the browser it started would outlive it.
 */
import { spawn } from 'node:child_process';

const GRACE_MILLIS = 6000;
const hasGroups = process.platform !== 'win32';
const living = new Set();

/** Sends a signal to a child and everything it started. */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}

/**
 * Asks first: a test runner needs a moment to close browsers and servers, which have groups of
 * their own. Playwright does so when interrupted, but not when told to terminate.
 */
function endGently(child) {
  signalGroup(child, 'SIGINT');
  const insist = () => {
    if (living.has(child)) signalGroup(child, 'SIGKILL');
  };
  setTimeout(insist, GRACE_MILLIS).unref();
}

let isWatching = false;

/** Installs the clean-up once, and only in a process that starts children at all. */
function watchForOurEnd() {
  if (isWatching) return;
  isWatching = true;
  process.on('exit', () => {
    for (const child of living) signalGroup(child, 'SIGKILL');
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.on(signal, () => {
      const ends = [...living].map((child) => new Promise((done) => child.once('close', done)));
      for (const child of living) endGently(child);
      void Promise.all(ends).then(() => process.exit(code));
      setTimeout(() => process.exit(code), GRACE_MILLIS);
    });
  }
}

/** Calls back when the time is up; the returned function takes it back. */
function startLimit(seconds, whenUp) {
  if (seconds === undefined) return () => undefined;
  const timer = setTimeout(() => whenUp(), seconds * 1000);
  return () => clearTimeout(timer);
}

/**
 * Runs a program to its end. Standard input is empty, so nothing can wait for an answer.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, seconds?: number,
 *   output?: 'stream' | 'collect', shell?: boolean }} options
 *   `stream` shows the output as it comes; `collect` keeps it for the caller.
 * @returns {Promise<{ code: number, output: string, isTimedOut: boolean, error?: string }>}
 */
export function run(command, args, options = {}) {
  const { cwd, env, seconds, output = 'stream', shell = false } = options;
  watchForOurEnd();
  return new Promise((resolve) => {
    const pipe = output === 'stream' ? 'inherit' : 'pipe';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      detached: hasGroups,
      stdio: ['ignore', pipe, pipe],
    });
    living.add(child);
    const pieces = [];
    child.stdout?.on('data', (piece) => pieces.push(piece));
    child.stderr?.on('data', (piece) => pieces.push(piece));
    let isTimedOut = false;
    const liftLimit = startLimit(seconds, () => {
      isTimedOut = true;
      endGently(child);
    });
    const finish = (code, error) => {
      liftLimit();
      signalGroup(child, 'SIGKILL');
      living.delete(child);
      resolve({ code, output: Buffer.concat(pieces).toString('utf8'), isTimedOut, error });
    };
    child.on('error', (error) => finish(127, error.message));
    child.on('exit', () => endGently(child));
    child.on('close', (code) => finish(code ?? 1));
  });
}
