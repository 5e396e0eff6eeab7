/**
 * What it is: the project's own sources, read for the style test: each file with its imports and with its
 * code stripped of comments and strings.
 * Cost: about a millisecond a file; the parser is the one that builds the project.
 */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

/** The folder of package.json. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Import {
  /** As written. */
  readonly request: string;
  /** Path from the root for a relative request, without a query; undefined for a package. */
  readonly target: string | undefined;
  readonly isTypeOnly: boolean;
}

export interface Source {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly isTest: boolean;
  readonly imports: readonly Import[];
  /** The text with comments and the insides of one-line strings blanked out, and as many lines. */
  readonly code: string;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Comments are blanked exactly, from the parser; strings by a pattern that cannot leave its line. */
function codeOf(text: string, comments: readonly { start: number; end: number }[]): string {
  let code = '';
  let from = 0;
  for (const comment of comments) {
    code += text.slice(from, comment.start) + blank(text.slice(comment.start, comment.end));
    from = comment.end;
  }
  code += text.slice(from);
  return code.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, blank);
}

/** Where a request leads from a file, if it is relative. */
function targetOf(path: string, request: string): string | undefined {
  if (!request.startsWith('.')) return undefined;
  return posix.normalize(posix.join(posix.dirname(path), request.replace(/\?.*$/, '')));
}

/** Understands one file; also used on made-up files, to see that the checks can fail. */
export function sourceOf(path: string, text: string): Source {
  const { module, comments, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const imports: Import[] = [];
  const add = (request: string, isTypeOnly: boolean): void => {
    imports.push({ request, target: targetOf(path, request), isTypeOnly });
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) add(moduleRequest.value, isType);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    if (/^(['"]).*\1$/.test(written)) add(written.slice(1, -1), false);
  }
  const isTest = /\.(test|testing)\.tsx?$/.test(path);
  return { path, text, lines: text.split('\n'), isTest, imports, code: codeOf(text, comments) };
}

/** Paths of all files below a folder, from the root; none when the folder is not there. */
export function filesBelow(folder: string): readonly string[] {
  const absolute = join(ROOT, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort((one, other) => (one < other ? -1 : 1));
}

/** Reads a file of the project. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** All TypeScript below a folder. */
export function sourcesBelow(folder: string): readonly Source[] {
  return filesBelow(folder)
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path))
    .map((path) => sourceOf(path, readText(path)));
}
