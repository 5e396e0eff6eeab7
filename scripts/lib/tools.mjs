/**
 * Where things are: the project's folder, and the script behind each tool in node_modules.
 *
 * Tools are started as `node path/to/tool.js` rather than through node_modules/.bin: those
 * are shell scripts on one system and .cmd files on another, and the difference is not ours.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where reports and notes of the scripts are kept: ignored by git, and gone with node_modules. */
export const cache = join(root, 'node_modules', '.cache', 'concord');

/**
 * The path of a tool's own start script, read from the `bin` field of its package.
 *
 * @param {string} packageName
 * @param {string} binName the tool's name; by default that of its package
 */
export function toolScript(packageName, binName = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const relative = typeof bin === 'string' ? bin : bin[binName];
  if (relative === undefined) throw new Error(`${packageName} has no program named ${binName}.`);
  return join(folder, relative);
}
