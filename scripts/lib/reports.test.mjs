import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closingLine, countPlaywright, countVitest, readCounts, sum } from './reports.mjs';

/** A report of Vitest with the given totals and files. */
function vitestReport(passed, failed, testResults = []) {
  return {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults,
  };
}

describe('counts from a report', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'concord-reports-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Writes a report and reads it as the test script does. */
  function read(report, code, count = countVitest) {
    const path = join(folder, 'report.json');
    writeFileSync(path, typeof report === 'string' ? report : JSON.stringify(report));
    return readCounts(path, count, code);
  }

  test('a clean run is counted as it is', () => {
    expect(read(vitestReport(12, 0), 0)).toEqual({ passed: 12, failed: 0, skipped: 0 });
  });

  test('a test file that cannot be loaded is a failure though it holds no failed test', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    expect(read(vitestReport(12, 0, [unloaded]), 1)).toMatchObject({ passed: 12, failed: 1 });
  });

  test('a runner that ends badly with every test passed is a failure', () => {
    expect(read(vitestReport(12, 0), 1)).toMatchObject({ passed: 12, failed: 1 });
  });

  test('a suite without a test is a failure', () => {
    expect(read(vitestReport(0, 0), 0)).toMatchObject({ failed: 1, why: 'it ran no test' });
  });

  test('a suite in which everything was skipped is a failure', () => {
    const report = { stats: { expected: 0, flaky: 0, unexpected: 0, skipped: 4 }, errors: [] };
    expect(read(report, 0, countPlaywright)).toMatchObject({ failed: 1, skipped: 4 });
  });

  test('a report that is missing or broken is a failure', () => {
    expect(readCounts(join(folder, 'absent.json'), countVitest, 0)).toMatchObject({ failed: 1 });
    expect(read('{"numPassedTests":', 0)).toMatchObject({ passed: 0, failed: 1 });
  });

  test('a flaky test has passed, and an error outside any test has failed', () => {
    const stats = { expected: 5, flaky: 2, unexpected: 1, skipped: 3 };
    const counts = read(
      { stats, errors: [{ message: 'the server did not start' }] },
      1,
      countPlaywright,
    );
    expect(counts).toEqual({ passed: 7, failed: 2, skipped: 3 });
  });
});

describe('the closing line', () => {
  test('adds up all steps', () => {
    const steps = [
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 310, failed: 2, skipped: 0 },
    ];
    expect(closingLine(sum(steps))).toBe('311 passed, 2 failed');
  });

  test('mentions skipped tests only when there are some', () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: 1 })).toBe('3 passed, 0 failed, 1 skipped');
  });
});
