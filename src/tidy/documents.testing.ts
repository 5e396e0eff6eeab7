/**
 * What it is: the project's Markdown, read for the test that holds it against the code: prose without its
 * examples, links, words in code type, headings with their anchors, and tables.
 */

import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { ROOT, filesBelow, readText } from './sources.testing.ts';

export interface Document {
  /** From the root. */
  readonly path: string;
  readonly text: string;
  /** The text without its fenced examples. */
  readonly prose: string;
}

/** Understands one document; also used on made-up ones, to see that the checks can fail. */
export function documentOf(path: string, text: string): Document {
  return { path, text, prose: text.replace(/^```[\s\S]*?^```$/gm, '') };
}

/** The document at a path from the root. */
export function documentAt(path: string): Document {
  return documentOf(path, readText(path));
}

/** Everything that people read about the project. */
export function allDocuments(): readonly Document[] {
  return ['README.md', ...filesBelow('docs'), ...filesBelow('src')]
    .filter((path) => path.endsWith('.md'))
    .map(documentAt);
}

/** What stands in code type in a text, in order. */
export function codeWords(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word ?? '');
}

/** Headings as they are linked to: `Run, pause, step` → `run-pause-step`. */
function anchorsOf({ prose }: Document): readonly string[] {
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Where links and pictures lead, as written, without those that leave the project. */
function linksOf({ prose }: Document): readonly string[] {
  const written = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"\s]+)"/g)];
  return written
    .map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? '')
    .filter((link) => !/^(https?:|mailto:)/.test(link));
}

/** The part of a document below a heading, up to the next one of its level or above. */
export function sectionOf({ path, text }: Document, heading: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex(
    (line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading,
  );
  if (start < 0) throw new Error(`${path} has no section "${heading}"`);
  const level = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 1;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The rows of all tables in a text, cell by cell, without their heads. */
export function rowsOf(text: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let isBody = false;
  for (const line of text.split('\n')) {
    const isRow = line.startsWith('|');
    if (isRow && isBody)
      rows.push(
        line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    isBody = isRow && (isBody || /^\|[ :|-]+$/.test(line));
  }
  return rows;
}

/** The word in code type that a cell is. */
export function codeOfCell(cell: string | undefined): string {
  return /^`(.*)`$/.exec(cell ?? '')?.[1] ?? '';
}

/** Links of a document that lead to no file, or to no heading of one. */
export function deadLinks(document: Document, all: readonly Document[]): readonly string[] {
  return linksOf(document).flatMap((link) => {
    const [file = '', anchor] = link.split('#');
    const path =
      file === '' ? document.path : posix.normalize(posix.join(posix.dirname(document.path), file));
    const complaint = `${document.path}: ${link} leads nowhere`;
    const isHere = path === document.path || existsSync(posix.join(ROOT, path));
    if (!isHere) return [complaint];
    if (anchor === undefined) return [];
    const target = path === document.path ? document : all.find((one) => one.path === path);
    return target !== undefined && anchorsOf(target).includes(anchor) ? [] : [complaint];
  });
}

const OWN_PATH = /^(?:src|docs|scenarios|scripts|bench|bin|e2e)\/[\w./*{},-]*$/;

/** Paths in code type that are not there; `*` stands for one name. */
export function deadPaths({ path, prose }: Document, files: readonly string[]): readonly string[] {
  return codeWords(prose)
    .filter((word) => OWN_PATH.test(word))
    .filter((word) => {
      const pattern = word.replaceAll('.', '\\.').replaceAll('*', '[^/]+').replace(/\/$/, '');
      return !files.some((file) => new RegExp(`^${pattern}(?:/|$)`).test(file));
    })
    .map((word) => `${path}: there is no ${word}`);
}

/** Scripts that a document has people run and package.json does not have. */
export function deadScripts(
  { path, text }: Document,
  scripts: Readonly<Record<string, string>>,
): readonly string[] {
  const written = [...text.matchAll(/\bnpm (?:run (?:--silent )?([\w:]+)|(start|test)\b)/g)];
  return written
    .map(([, named, short]) => named ?? short ?? '')
    .filter((name) => !Object.hasOwn(scripts, name))
    .map((name) => `${path}: there is no script ${name}`);
}
