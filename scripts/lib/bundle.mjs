/**
 * One script with all it takes from the project as a single file of plain JavaScript, made by what makes the page:
 * as a person's browser runs it. Packages are left where they are. `tsx` compiles file by file and gives every
 * function its name anew each time it is made, which costs what is measured up to a fifth.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { cache, root } from './tools.mjs';

const folder = join(cache, 'bundles');

/**
 * Bundles a script; gives the path of the bundle, or undefined when the script looks for files beside its own.
 *
 * @param {string} script the path of a TypeScript file
 */
export async function bundle(script) {
  const name = `${basename(script, '.ts')}.mjs`;
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: script,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'es2023',
      rolldownOptions: { output: { entryFileNames: name, codeSplitting: false } },
    },
  });
  const path = join(folder, name);
  return readFileSync(path, 'utf8').includes('import.meta.url') ? undefined : path;
}
