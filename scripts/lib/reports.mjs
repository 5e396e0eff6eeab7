/**
 * From a test runner's JSON report to counts, and from counts to the closing line.
 *
 * The counts must be believable: a file that fails to load, an error outside any test, a
 * runner that dies, a missing report and a suite without a single test are all failures,
 * though no test of the report failed.
 */
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number, why?: string }} Counts */

/** Reads Vitest's JSON report. A file that could not be loaded has no tests but has failed. */
export function countVitest(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Reads Playwright's JSON report. A test that passed on a second try has passed. */
export function countPlaywright(report) {
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

/**
 * Counts a suite from the report it should have left.
 *
 * @param {string} path where the report should be
 * @param {(report: any) => Counts} count
 * @param {number} code how the runner ended
 * @returns {Counts}
 */
export function readCounts(path, count, code) {
  const none = { passed: 0, failed: 1, skipped: 0 };
  if (!existsSync(path)) return { ...none, why: 'it left no report' };
  let counts;
  try {
    counts = count(JSON.parse(readFileSync(path, 'utf8')));
  } catch (trouble) {
    return { ...none, why: `its report cannot be read: ${trouble.message}` };
  }
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, why: 'it ran no test' };
  if (code !== 0 && counts.failed === 0) {
    return { ...counts, failed: 1, why: `every test passed, yet it ended with code ${code}` };
  }
  return counts;
}

/** Adds up counts. */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

/** The line that everything which reads our output looks for. */
export function closingLine({ passed, failed, skipped }) {
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${tail}`;
}
