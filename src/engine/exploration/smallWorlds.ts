/**
 * What it is: exhaustive search of a design: its one coordination as a small world, every order of events within
 * budgets, in slices; and what is found as a design whose run goes the same way.
 * Shapes: depths count steps from the beginning. A violation found breadth first is a nearest one.
 * Errors: a design that cannot be searched, and a story that no run can follow, are sentences.
 * Cost: see exhaustive/search.ts.
 */

import { present } from '../base/invariant.ts';
import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import type { Design } from '../document/design.ts';
import type { Fault } from '../document/fault.ts';
import { compileDesign } from '../plan/compile.ts';
import { SHIPPED_AGENTS } from '../simulation.ts';
import { exploreExhaustively } from './exhaustive/exhaustive.ts';
import type {
  ExhaustiveExploration,
  ExhaustiveProgress,
  SearchReduction,
} from './exhaustive/exhaustive.ts';
import type { Replay } from './exhaustive/replay.ts';
import type { SearchStatus } from './exhaustive/search.ts';
import { boundsOf } from './exhaustive/worldBounds.ts';
import type { Laboratory } from './laboratory.ts';
import { laboratoryWith } from './laboratory.ts';
import type { SearchBudgets, SearchSettings } from './settings.ts';
import type { Counterexample } from './shrinking/shrink.ts';
import { shrinkDesign } from './shrinking/shrink.ts';

/** A story is short already: what can be left out of its run shows soon. */
const TRIALS_MOST = 250;

/** How far a search has come. Plain data: it crosses threads. */
export interface SearchReport extends ExhaustiveProgress {
  readonly phase: 'searching' | 'exhausted' | 'cut' | 'full' | 'violated';
  /** Every world that is at most so many steps from the beginning has been looked at; depth first or with orders left out that is known in the end only. */
  readonly completeTo: number;
  /** What was violated, if something was. */
  readonly violated?: {
    readonly property: string;
    readonly title: string;
    /** One sentence: what was violated, by whom. */
    readonly explanation: string;
  };
  /** How it comes to that, one sentence for each step. */
  readonly sentences: readonly string[];
  readonly budgets: SearchBudgets;
  readonly order: SearchSettings['order'];
  readonly reduction: SearchReduction;
}

type ViolatedStatus = Extract<SearchStatus, { readonly phase: 'violated' }>;

/** A search of a design in progress. */
export class DesignSearch {
  private readonly design: Design;
  private readonly exploration: ExhaustiveExploration;
  private readonly laboratory: Laboratory;
  private readonly budgets: SearchBudgets;
  private readonly order: SearchSettings['order'];

  constructor(
    design: Design,
    exploration: ExhaustiveExploration,
    { budgets, order }: { budgets: SearchBudgets; order: SearchSettings['order'] },
    laboratory: Laboratory,
  ) {
    this.design = design;
    this.exploration = exploration;
    this.budgets = budgets;
    this.order = order;
    this.laboratory = laboratory;
  }

  /** Expands at most so many worlds. */
  advance(expansions: number): SearchReport {
    this.exploration.advance(expansions);
    return this.report();
  }

  /** Goes on to larger bounds where smaller ones ended it; what was seen stays seen. */
  raise(bounds: Pick<SearchSettings, 'statesMax' | 'depthMax'>): SearchReport {
    this.exploration.raise(bounds);
    return this.report();
  }

  /** How far it has come. */
  report(): SearchReport {
    const { status, progress } = this.exploration;
    const { reduction } = this.exploration;
    // What was left out may be as near as what was looked at, until all is over.
    const isKnown =
      (this.order === 'breadth' && reduction.kind !== 'on') ||
      (status.phase === 'exhausted' && !status.isCut);
    const completeTo = isKnown ? progress.depth : 0;
    const { budgets, order } = this;
    const shared = { ...progress, completeTo, budgets, order, reduction };
    switch (status.phase) {
      case 'violated': {
        const { sentences = [] } = this.exploration.story() ?? {};
        return { ...shared, phase: 'violated', violated: this.violated(status), sentences };
      }
      case 'exhausted':
        // What was not expanded any more was looked at all the same.
        return status.isCut
          ? { ...shared, completeTo: isKnown ? progress.depth + 1 : 0, phase: 'cut', sentences: [] }
          : { ...shared, phase: 'exhausted', sentences: [] };
      default:
        return { ...shared, phase: status.phase, sentences: [] };
    }
  }

  private violated({ counterexample }: ViolatedStatus): NonNullable<SearchReport['violated']> {
    const [property = '', ...explanation] = counterexample.explanation.split(': ');
    const { title } = present(
      this.exploration.properties.find(({ name }) => name === property),
      'the property that was violated',
    );
    return { property, title, explanation: explanation.join(': ') };
  }

  /** The violation as a design whose run comes to it; a sentence where no run goes that way. */
  counterexample(): Result<Counterexample, string> {
    const { status } = this.exploration;
    const replay = this.exploration.replay();
    if (status.phase !== 'violated' || replay === undefined)
      return failure('Nothing was violated.');
    if (!replay.ok) return replay;
    const { property } = this.violated(status);
    const design = asDesign(this.design, replay.value);
    const small = shrinkDesign(design, { property, mode: 'safety' }, this.laboratory, TRIALS_MOST);
    return small === undefined
      ? failure(
          'A run with time in it does not go the same way: its timers expire in another order.',
        )
      : success(small);
  }
}

/** A search of a design, at its beginning; a sentence when it cannot be searched. */
export function searchDesign(
  design: Design,
  { order, statesMax, depthMax, budgets, isReduced }: SearchSettings,
  laboratory: Laboratory = laboratoryWith(),
): Result<DesignSearch, string> {
  const { plan } = compileDesign(design);
  if (plan === undefined) return failure('The design has mistakes.');
  const { drops, duplicates, crashes, timeouts } = { ...boundsOf(plan), ...budgets };
  const world = { drops, duplicates, crashes, timeouts };
  const opened = exploreExhaustively(plan, laboratory.protocols, SHIPPED_AGENTS, {
    world,
    search: { order, statesMax, depthMax },
    isReduced,
  });
  return opened.ok
    ? success(new DesignSearch(design, opened.value, { budgets: world, order }, laboratory))
    : failure(opened.problem);
}

/** Liars lie from the beginning, as in the small world; all else that goes wrong is the story's. */
function asDesign(design: Design, { schedule, faults }: Replay): Design {
  const liars = design.faults.flatMap((fault): readonly Fault[] => {
    if (fault.kind !== 'behaviour') return [];
    const { id, kind, behaviour, agents } = fault;
    return [{ id, kind, behaviour, agents, at: 0 }];
  });
  const crashes = faults.flatMap((fault): readonly Fault[] =>
    fault.kind === 'crash'
      ? [
          {
            id: fault.id,
            kind: 'crash',
            at: fault.at,
            agents: [...fault.agents],
            ...(fault.until === undefined ? {} : { until: fault.until }),
          },
        ]
      : [],
  );
  return { ...design, faults: [...liars, ...crashes], schedule: [...schedule] };
}
