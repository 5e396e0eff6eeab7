/**
 * `npm run bench`: every benchmark, one after another, each in a process of its own so that
 * none inherits another's warm code or garbage; bundled as the page is, where that is possible.
 *
 *   npm run bench -- eventQueue scores   only those whose name contains one of the words
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './lib/bundle.mjs';
import { run } from './lib/process.mjs';
import { setupOrExit } from './lib/setup.mjs';
import { root } from './lib/tools.mjs';

await setupOrExit(console.error);

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const folder = join(root, 'bench');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();

if (names.length === 0) {
  console.error(
    words.length === 0 ? 'There are no benchmarks.' : `No benchmark matches ${words.join(', ')}.`,
  );
  process.exit(1);
}

const failed = [];
for (const name of names) {
  const script = join(folder, name);
  const bundled = await bundle(script);
  const how = bundled === undefined ? 'from its sources' : 'bundled';
  console.log(`\n${name.replace('.bench.ts', '')} (${how})`);
  const args = bundled === undefined ? ['--import', 'tsx', script] : [bundled];
  const { code } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
