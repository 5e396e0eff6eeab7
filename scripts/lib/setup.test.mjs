import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isInstalled, lockHash, nodeProblem, noteInstalled } from './setup.mjs';
import { root } from './tools.mjs';

describe('the version of Node', () => {
  test.each(['20.19.0', '20.20.2', '22.12.0', '22.20.1', '23.0.0', '24.1.0', '30.0.0'])(
    '%s will do',
    (version) => expect(nodeProblem(version)).toBeUndefined(),
  );

  test.each(['16.20.2', '18.20.8', '20.18.9', '21.7.3', '22.11.0'])(
    '%s is refused in a sentence that names it',
    (version) => expect(nodeProblem(version)).toContain(`this is Node ${version}`),
  );
});

describe('what is installed', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'concord-setup-'));
    writeFileSync(join(folder, 'package-lock.json'), '{"lockfileVersion":3}');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test('a bare clone is not installed', () => expect(isInstalled(folder)).toBe(false));

  test('a clone whose lock file was noted is installed, until the lock file changes', () => {
    mkdirSync(join(folder, 'node_modules'));
    noteInstalled(folder);
    expect(isInstalled(folder)).toBe(true);
    writeFileSync(join(folder, 'package-lock.json'), '{"lockfileVersion":3 }');
    expect(isInstalled(folder)).toBe(false);
  });

  test('removing node_modules forgets the note', () => {
    mkdirSync(join(folder, 'node_modules'));
    noteInstalled(folder);
    rmSync(join(folder, 'node_modules'), { recursive: true });
    expect(isInstalled(folder)).toBe(false);
  });

  test('a folder without a lock file has no hash', () => {
    rmSync(join(folder, 'package-lock.json'));
    expect(lockHash(folder)).toBeUndefined();
  });
});

/**
 * Where a registry lacks a package's build for some other system, npm leaves it out of the lock
 * file, and from then on refuses to install from that file anywhere, saying it is out of step.
 */
test('the lock file holds the native builds of every system, so that a bare clone installs', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});
