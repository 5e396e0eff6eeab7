/**
 * What it is: `explore FILE --strategy exhaustive`: every order of events of a small world, within budgets, up to the
 * first violation, which is told step by step and saved as a design that comes to it.
 */

import type { Result } from '../../engine/base/result.ts';
import type { Design } from '../../engine/document/design.ts';
import type { Counterexample } from '../../engine/exploration/shrinking/shrink.ts';
import { DEFAULT_SEARCH } from '../../engine/exploration/settings.ts';
import type { SearchSettings } from '../../engine/exploration/settings.ts';
import { searchDesign } from '../../engine/exploration/smallWorlds.ts';
import type { SearchReport } from '../../engine/exploration/smallWorlds.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';
import type { Written } from '../arguments.ts';
import type { Console } from '../console.ts';
import { sayJson } from '../console.ts';
import { saveCounterexample } from '../exploration/save.ts';
import { EXIT_OK, EXIT_UNMET, usageTrouble } from '../trouble.ts';

export const EXHAUSTIVE = 'exhaustive';

const BUDGETS = ['timeouts', 'crashes', 'drops', 'duplicates'] as const;
const BUDGET_MOST = 31;
const STATES_MOST = 100_000_000;
const SLICE = 20_000;

const FLAG = { type: 'string' } as const;
/** What only an exhaustive search takes. */
export const SEARCH_FLAGS = {
  states: FLAG,
  steps: FLAG,
  timeouts: FLAG,
  crashes: FLAG,
  drops: FLAG,
  duplicates: FLAG,
  order: FLAG,
  reduce: { type: 'boolean' },
} as const;

/** Refuses flags of an exhaustive search where none is asked for. */
export function refuseSearchFlags(written: Written): void {
  for (const name of Object.keys(SEARCH_FLAGS))
    if (written.text(name) !== undefined || written.isSet(name))
      throw usageTrouble(`--${name} goes with --strategy ${EXHAUSTIVE} only.`);
}

/** Exit 0 when nothing was found, 1 when something was. */
export function searchAll(design: Design, written: Written, console: Console): number {
  if (written.texts('strategy').length > 1)
    throw usageTrouble(`--strategy ${EXHAUSTIVE} stands alone: it takes no turns with others.`);
  const settings = settingsOf(written);
  const opened = searchDesign(design, settings);
  if (!opened.ok) throw usageTrouble(opened.problem);
  const search = opened.value;
  let report = search.report();
  while (report.phase === 'searching') {
    report = search.advance(SLICE);
    const { states, completeTo } = report;
    console.progress(`${states} of ${settings.statesMax} states, complete to ${completeTo} steps`);
  }
  const found = report.phase === 'violated' ? search.counterexample() : undefined;
  const file =
    found?.ok === true ? saveCounterexample(found.value, written.text('out')) : undefined;
  if (written.isJson) sayJson(console, reportJson(design, report, found, file));
  else sayReport(console, design, report, found, file);
  return report.phase === 'violated' ? EXIT_UNMET : EXIT_OK;
}

function settingsOf(written: Written): SearchSettings {
  const budgets = Object.fromEntries(
    BUDGETS.flatMap((name) => {
      const budget = written.whole(name, 0, BUDGET_MOST);
      return budget === undefined ? [] : [[name, budget] as const];
    }),
  );
  return {
    order: written.oneOf('order', ['breadth', 'depth']) ?? DEFAULT_SEARCH.order,
    statesMax: written.whole('states', 1, STATES_MOST) ?? DEFAULT_SEARCH.statesMax,
    depthMax: written.whole('steps', 1, 1_000_000) ?? DEFAULT_SEARCH.depthMax,
    budgets,
    isReduced: written.isSet('reduce'),
  };
}

type Found = Result<Counterexample, string> | undefined;

function reportJson(design: Design, report: SearchReport, found: Found, file?: string): object {
  const { phase, states, generated, frontier, terminal, completeTo, locals, letters } = report;
  const { budgets, sentences, omission } = report;
  return {
    design: design.name,
    engine: ENGINE_VERSION,
    strategy: EXHAUSTIVE,
    order: report.order,
    ended: phase,
    states,
    generated,
    frontier,
    terminal,
    completeTo,
    locals,
    letters,
    omission,
    budgets,
    reduction: report.reduction,
    explanation: sayViolated(report),
    story: sentences,
    counterexample:
      found?.ok === true
        ? { property: found.value.breach.property, ...found.value.size, file }
        : undefined,
    noRun: found?.ok === false ? found.problem : undefined,
  };
}

function sayReport(
  console: Console,
  { name }: Design,
  report: SearchReport,
  found: Found,
  file?: string,
): void {
  const { states, generated, sentences } = report;
  const explanation = sayViolated(report);
  console.say(`${name}: ${states} distinct states, ${generated} ways to them`);
  console.say(`  ${sayEnd(report)}`);
  const left = sayReduction(report);
  if (left !== undefined) console.say(`  ${left}`);
  if (explanation !== undefined) console.say(`  violated: ${explanation}`);
  sentences.forEach((sentence, i) => console.say(`    ${i + 1}. ${sentence}`));
  if (found?.ok === false) console.say(`  no run shows it: ${found.problem}`);
  if (file !== undefined) console.say(`  saved as ${file}; concord run ${file} shows it`);
}

function sayViolated({ violated }: SearchReport): string | undefined {
  return violated === undefined ? undefined : `${violated.property}: ${violated.explanation}`;
}

function sayReduction({ reduction }: SearchReport): string | undefined {
  switch (reduction.kind) {
    case 'none':
      return undefined;
    case 'on': {
      const steps = `left out: ${reduction.leftOut} steps that can as well come later, in orders that end the same and tell the same`;
      return reduction.alike.length === 0
        ? steps
        : `${steps}; ${reduction.alike.join(', ')} are interchangeable, and worlds that differ by their exchange are one`;
    }
    case 'refused':
      return `nothing was left out: ${reduction.why}`;
  }
}

function sayEnd(report: SearchReport): string {
  const { phase, completeTo, frontier, sentences, order, reduction } = report;
  switch (phase) {
    case 'exhausted':
      return `nothing was violated in any of them: the search is complete, up to ${completeTo} steps`;
    case 'violated':
      return `found after ${sentences.length} steps${order === 'breadth' && reduction.kind !== 'on' ? '; no shorter way leads to a violation' : ''}`;
    default:
      return completeTo === 0
        ? `nothing was violated so far; ${frontier} states were left to go on from`
        : `nothing was violated up to ${completeTo} steps; ${frontier} states were left to go on from`;
  }
}
