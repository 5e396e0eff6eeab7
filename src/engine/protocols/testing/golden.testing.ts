/**
 * What it is: digests of seeded runs that must stay as they are while a protocol's version stays as it is.
 * `CONCORD_GOLDEN=update npx vitest run …` writes new ones, and refuses to change any under an old version.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

interface GoldenFile {
  readonly version: number;
  readonly digests: Readonly<Record<string, string>>;
}

const HOW = 'raise the version in the card, then run the test with CONCORD_GOLDEN=update';

/** Holds the digests of runs, by name, against the golden file; `url` is that of the file. */
export function expectGolden(
  url: URL,
  version: number,
  digests: Readonly<Record<string, string>>,
): void {
  const path = fileURLToPath(url);
  const known = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as GoldenFile)
    : undefined;
  const changed = Object.keys(digests).filter(
    (name) => known?.digests[name] !== undefined && known.digests[name] !== digests[name],
  );
  if (known?.version === version) expect(changed, `the stream has changed: ${HOW}`).toEqual([]);
  if (process.env['CONCORD_GOLDEN'] === 'update') {
    writeFileSync(path, `${JSON.stringify({ version, digests }, undefined, 2)}\n`);
    return;
  }
  expect(known, `${path} is missing: run the test with CONCORD_GOLDEN=update`).toBeDefined();
  expect(known, `runs, version and golden file differ: ${HOW}`).toEqual({ version, digests });
}
