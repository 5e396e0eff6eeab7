/**
 * Builds the studio into dist, but only when dist was made from other sources.
 *
 * The sources are compared by content, not by time: checking out another branch changes
 * times without changing files, and the other way round.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { root, toolScript } from './tools.mjs';

/** Everything that can change what is built. */
const SOURCES = [
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
  'src',
  'scenarios',
  'public',
];

/** Vite empties dist before it writes, so a note in there never survives another build. */
const NOTE = join('dist', '.sources');

const BUILD_SECONDS_MAX = 600;

/** All files below a folder, or the file itself; paths relative to the root, in a fixed order. */
function filesUnder(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  const entries = readEntries(absolute);
  if (entries === undefined) return [path];
  return entries.flatMap((name) => filesUnder(join(path, name)));
}

function readEntries(absolute) {
  try {
    return readdirSync(absolute).sort();
  } catch {
    return undefined; // Not a folder.
  }
}

/** A hash over names and contents of all sources; tests do not count, they are not built. */
function sourceHash() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesUnder)) {
    if (/\.test\.tsx?$/.test(path)) continue;
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether dist holds what the sources say now. */
function isBuilt(wanted) {
  const note = join(root, NOTE);
  return (
    existsSync(join(root, 'dist', 'index.html')) &&
    existsSync(note) &&
    readFileSync(note, 'utf8').trim() === wanted
  );
}

/**
 * Builds if need be.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} what went wrong, as the builder put it, or nothing
 */
export async function buildIfNeeded(say) {
  const wanted = sourceHash();
  if (isBuilt(wanted)) return undefined;
  say('Building the studio …');
  const began = Date.now();
  const { code, output, isTimedOut } = await run(
    process.execPath,
    [toolScript('vite'), 'build', '--logLevel', 'warn'],
    { cwd: root, output: 'collect', seconds: BUILD_SECONDS_MAX },
  );
  if (isTimedOut) return `${output}\nThe build took longer than ${BUILD_SECONDS_MAX} s.`;
  if (code !== 0) return output;
  writeFileSync(join(root, NOTE), `${wanted}\n`);
  say(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  return undefined;
}
