/**
 * What it is: the façade of exploration: a range of run numbers is executed, and what was found in it is
 * reported. A run is a pure function of design, settings and its number; so ranges may be executed anywhere,
 * in any order and more than once, and their reports put together by number are the same.
 * Units: virtual microseconds. No clock is read: rates are for those who have one.
 */

import { present } from '../base/invariant.ts';
import type { Design } from '../document/design.ts';
import { Coverage } from './coverage.ts';
import type { Ground } from './ground.ts';
import { surveyDesign } from './ground.ts';
import type { Laboratory } from './laboratory.ts';
import { laboratoryWith } from './laboratory.ts';
import type { Protocols } from './laboratory.ts';
import type { ExplorationSettings, StrategyId } from './settings.ts';
import { attemptOf, strategyOf } from './strategies/strategies.ts';
import type { Breach, TrialResult } from './trial.ts';
import { planOf, runTrial, sharedOf } from './trial.ts';

/** A violation, and the first run of the range in which it came about. */
export interface Find extends Breach {
  readonly run: number;
  readonly strategy: StrategyId;
  /** How many runs of the range violated the same in the same way. */
  readonly times: number;
}

export interface RangeReport {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly steps: number;
  readonly events: number;
  /** How many runs ended in which way. */
  readonly ends: Readonly<Record<string, number>>;
  /** How many runs violated something. */
  readonly violations: number;
  /** Distinct violations, by the number of the first run. */
  readonly finds: readonly Find[];
  /** Abstract states in the order in which they were first seen within the range. */
  readonly states: Uint32Array<ArrayBuffer>;
  /** By run of the range: how many of `states` were seen up to its end. */
  readonly statesAfter: Uint32Array<ArrayBuffer>;
}

/** Explores one design. */
export class Explorer {
  readonly ground: Ground;
  readonly settings: ExplorationSettings;
  readonly laboratory: Laboratory;
  private readonly coverage = new Coverage();
  private readonly shared: ReturnType<typeof sharedOf>;
  private readonly watched: Laboratory;

  constructor(ground: Ground, settings: ExplorationSettings, laboratory: Laboratory) {
    this.ground = ground;
    this.settings = settings;
    this.laboratory = laboratory;
    this.shared = sharedOf(ground.plan, laboratory);
    this.watched = laboratoryWith(this.coverage.watching(laboratory.protocols));
  }

  /** Executes the runs from `from` (inclusive) to `to` (exclusive). */
  explore(from: number, to: number): RangeReport {
    const report = new Gathering(from, to);
    const { coverage } = this;
    for (let number = from; number < to; number++) {
      coverage.states.clear();
      report.add(number, strategyOf(this.settings, number), this.run(number), coverage.states);
    }
    return report.done();
  }

  private run(number: number): TrialResult {
    const { ground, settings, shared, watched } = this;
    const attempt = attemptOf(ground, settings, number);
    const scheduling = attempt.scheduling?.();
    return runTrial(planOf(ground, attempt), settings, watched, {
      ...shared,
      ...(scheduling === undefined ? {} : { scheduling }),
    });
  }
}

/** An explorer of a design; undefined when the design has mistakes, which compileDesign names. */
export function openExplorer(
  design: Design,
  settings: ExplorationSettings,
  protocols?: Protocols,
): Explorer | undefined {
  const laboratory = laboratoryWith(protocols);
  const ground = surveyDesign(design, laboratory);
  return ground === undefined ? undefined : new Explorer(ground, settings, laboratory);
}

/** Explores a design in one go: runs `from` to `to` (exclusive). */
export function explore(
  design: Design,
  settings: ExplorationSettings,
  to: number,
  from = 0,
  protocols?: Protocols,
): RangeReport {
  const explorer = present(openExplorer(design, settings, protocols), 'a design without mistakes');
  return explorer.explore(from, to);
}

/** Finds are one if they violate the same property in the same words but for names and numbers. */
function signatureOf({ property, coordination, explanation }: Breach): string {
  return `${property}/${coordination}/${explanation.replace(/\b[\w-]*\d[\w/-]*\b/g, '#')}`;
}

/** A report in the making. */
class Gathering {
  private steps = 0;
  private events = 0;
  private violations = 0;
  private readonly ends: Record<string, number> = {};
  private readonly finds = new Map<string, Find>();
  private readonly seen = new Set<number>();
  private readonly statesAfter: Uint32Array<ArrayBuffer>;
  private readonly from: number;
  private readonly to: number;

  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
    this.statesAfter = new Uint32Array(Math.max(0, to - from));
  }

  add(
    run: number,
    strategy: StrategyId,
    { steps, events, ended, breaches }: TrialResult,
    states: ReadonlySet<number>,
  ): void {
    this.steps += steps;
    this.events += events;
    this.ends[ended] = (this.ends[ended] ?? 0) + 1;
    if (breaches.length > 0) this.violations++;
    for (const breach of breaches) {
      const signature = signatureOf(breach);
      const known = this.finds.get(signature);
      const find = known ?? { ...breach, run, strategy, times: 0 };
      this.finds.set(signature, { ...find, times: find.times + 1 });
    }
    for (const state of states) this.seen.add(state);
    this.statesAfter[run - this.from] = this.seen.size;
  }

  done(): RangeReport {
    const { from, to, steps, events, ends, violations, statesAfter } = this;
    const finds = [...this.finds.values()];
    const states = Uint32Array.from(this.seen);
    return { from, to, steps, events, ends, violations, finds, states, statesAfter };
  }
}
