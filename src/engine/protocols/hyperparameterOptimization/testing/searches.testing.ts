/** What it is: searches to test with: small ones on iris, told by what is out of the ordinary. */

import { eventsOf, outcomeOf } from '../../../kernel/testing/told.testing.ts';
import type { NetworkSettings } from '../../../document/design.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import type { Simulation } from '../../../kernel/simulation.ts';
import type { PlannedFault } from '../../../plan/plannedFault.ts';
import type { TableSource } from '../../../table/lesson.ts';
import { tableName } from '../../../table/lesson.ts';
import { rehearse } from '../../testing/rehearsal.testing.ts';

export interface Wishes {
  readonly workers?: readonly object[];
  readonly parameters?: object;
  readonly dataset?: string;
  readonly table?: TableSource;
  readonly seed?: number;
  readonly faults?: readonly PlannedFault[];
  readonly network?: Partial<NetworkSettings>;
}

/** Slow enough that faults find them at work: some two seconds a trial. */
const WORKERS = [40, 60, 80, 120].map((trainMicrosPerUnit) => ({ trainMicrosPerUnit }));

/** Twelve trees on iris by four workers of different speed, to the end. */
export function search(wishes: Wishes = {}): Simulation {
  return rehearse({
    protocol: 'hyperparameter_optimization',
    kind: 'model',
    agents: (wishes.workers ?? WORKERS) as readonly Readonly<Record<string, unknown>>[],
    parameters: {
      learner: 'decision_tree',
      // What it draws does not depend on what came back before, and so not on who was lost.
      algorithm: 'random',
      maxIterations: 12,
      ...wishes.parameters,
    },
    resources: {
      dataset: wishes.table === undefined ? (wishes.dataset ?? 'iris') : tableName(wishes.table),
      ...(wishes.table !== undefined && { table: wishes.table }),
    },
    ...(wishes.seed !== undefined && { seed: wishes.seed }),
    ...(wishes.faults !== undefined && { faults: wishes.faults }),
    ...(wishes.network !== undefined && { network: wishes.network }),
  });
}

export interface Outcome {
  readonly best: Readonly<Record<string, string | number | boolean>>;
  readonly value: number;
  readonly bestTrial: number;
  readonly regret?: number;
  readonly optimum?: number;
  readonly assessed?: number;
  readonly assessedRows?: number;
  readonly why: string;
  readonly levelsTrained: number;
  readonly trials: Readonly<Record<'all' | 'complete' | 'pruned' | 'failed' | 'cancelled', number>>;
  readonly front?: readonly { readonly trial: number; readonly values: readonly number[] }[];
  readonly workers: readonly {
    readonly agent: string;
    readonly finished: number;
    readonly lost: number;
  }[];
}

/** What the search came to. */
export const found = (run: Simulation): Outcome => outcomeOf(run) as unknown as Outcome;

/** All events of a kind, without its prefix `tuning.`. */
export const told = (run: Simulation, kind: string): readonly EventRecord[] =>
  eventsOf(run, `tuning.${kind}`);

/** The value of every complete trial by its values: what a search found, whoever found it when. */
export function valuesFound(run: Simulation): ReadonlyMap<number, number> {
  return new Map(
    told(run, 'trial.finished').map(({ fields }) => [
      Number(fields['trial']),
      Number(fields['value']),
    ]),
  );
}

/** The properties that a run broke; what need only happen sometimes breaks nothing. */
export function violated(run: Simulation): readonly string[] {
  return run
    .summary()
    .invariants.filter(({ held, temper }) => !held && temper !== 'sometimes')
    .map(({ name, explanation }) => `${name}: ${explanation}`);
}
