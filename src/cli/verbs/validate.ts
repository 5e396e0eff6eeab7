/** What it is: `validate FILE`: every problem of a design or a recording on a line of its own. */

import { compileDesign } from '../../engine/plan/compile.ts';
import { sayTime } from '../../engine/events/say.ts';
import { forecastPlanned } from '../../engine/forecast/forecast.ts';
import type { Diagnostic, Plan } from '../../engine/plan/plan.ts';
import { readRecording } from '../../engine/recording/read.ts';
import { fileOf, readArguments } from '../arguments.ts';
import type { Console } from '../console.ts';
import { sayJson } from '../console.ts';
import { designOf, isRecording, readBytes } from '../files.ts';
import { EXIT_OK, EXIT_UNREADABLE } from '../trouble.ts';

interface Problem {
  readonly path: string;
  readonly message: string;
  readonly severity: Diagnostic['severity'];
  readonly code: string;
}

interface Report {
  readonly valid: boolean;
  readonly kind: 'design' | 'recording';
  readonly problems: readonly Problem[];
  /** What a run is foreseen to take. */
  readonly forecast?: readonly string[];
}

/** Exit 0 when there is no error; warnings and advice are printed, and do not count. */
export function validate(args: readonly string[], console: Console): number {
  const written = readArguments(args, {});
  const path = fileOf(written);
  const bytes = readBytes(path);
  const report = isRecording(bytes) ? reportRecording(bytes) : reportDesign(path, bytes);
  if (written.isJson) sayJson(console, report);
  else for (const problem of report.problems) console.say(lineOf(problem));
  for (const line of report.forecast ?? []) if (!written.isJson) console.aside(line);
  if (!written.isJson && report.valid) console.aside(`${path} is a valid ${report.kind}.`);
  return report.valid ? EXIT_OK : EXIT_UNREADABLE;
}

function lineOf({ path, message, severity }: Problem): string {
  return severity === 'error' ? `${path}: ${message}` : `${path}: ${severity}: ${message}`;
}

function reportRecording(bytes: Uint8Array): Report {
  const read = readRecording(bytes);
  if (read.ok) return { valid: true, kind: 'recording', problems: [] };
  const { kind: code, message } = read.problem;
  const problems = [{ path: 'file', message, severity: 'error', code } as const];
  return { valid: false, kind: 'recording', problems };
}

function forecastLines(plan: Plan): readonly string[] {
  return plan.coordinations.flatMap((planned) =>
    forecastPlanned(plan, planned).map(({ label, value, unit, why }) => {
      const said = typeof value === 'number' && unit === 'µs' ? sayTime(value) : String(value);
      return `${planned.name}: ${label.toLowerCase()} ${said}. ${why}`;
    }),
  );
}

function reportDesign(path: string, bytes: Uint8Array): Report {
  const read = designOf(path, bytes);
  if (!read.ok) {
    const { kind: code, message, problems } = read.problem;
    const mistakes = problems.length > 0 ? problems : [{ path: 'file', message }];
    return {
      valid: false,
      kind: 'design',
      problems: mistakes.map((mistake) => ({ ...mistake, severity: 'error', code })),
    };
  }
  const { plan, diagnostics } = compileDesign(read.value.design);
  return {
    valid: plan !== undefined,
    kind: 'design',
    problems: diagnostics,
    ...(plan !== undefined && { forecast: forecastLines(plan) }),
  };
}
