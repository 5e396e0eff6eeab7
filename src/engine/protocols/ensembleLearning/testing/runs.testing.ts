/** What it is: ensembles to test with: a plan from a few wishes, its run to the end, and what was recorded. */

import { modelParameters } from '../../../agents/cards.ts';
import { AGENT_BEHAVIOURS } from '../../../agents/registry.ts';
import type { Resources } from '../../../contract/protocol.ts';
import { networkSettings } from '../../../document/design.ts';
import type { NetworkSettings } from '../../../document/design.ts';
import { openSimulation } from '../../../kernel/simulation.ts';
import type { Simulation } from '../../../kernel/simulation.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { PlannedFault } from '../../../plan/plannedFault.ts';
import { PROTOCOLS } from '../../registry.ts';
import { ensembleParameters } from '../card.ts';
import type { EnsembleParameters } from '../card.ts';

export const FOUR = [
  'decision_tree',
  'logistic_regression',
  'gaussian_naive_bayes',
  'nearest_neighbours',
];

export interface Wishes {
  /** Of a bundled data set, or of a stream. */
  readonly dataset?: string;
  /** In the place of a data set by name. */
  readonly resources?: Resources;
  readonly learners?: readonly string[];
  readonly seed?: number;
  readonly parameters?: Partial<EnsembleParameters>;
  readonly agents?: object;
  readonly faults?: readonly PlannedFault[];
  readonly network?: Partial<NetworkSettings>;
}

function planOf(wishes: Wishes): Plan {
  const learners = wishes.learners ?? FOUR;
  return {
    name: 'ensemble',
    seed: wishes.seed ?? 1,
    agents: learners.map((learner, index) => ({
      index,
      id: `models/${index}`,
      pool: 'models',
      name: learner,
      kind: 'model' as const,
      parameters: modelParameters.parse({ learner, ...wishes.agents }),
      reputationMilli: 500,
    })),
    coordinations: [
      {
        index: 0,
        id: 'ensemble',
        name: 'Ensemble',
        protocol: 'ensemble_learning' as const,
        parameters: ensembleParameters.parse({ batches: 10, ...wishes.parameters }),
        participants: learners.map((_, i) => i),
        resources: wishes.resources ?? { dataset: wishes.dataset ?? 'iris' },
        network: networkSettings.parse({ ...wishes.network }),
      },
    ],
    faults: wishes.faults ?? [],
    limits: { virtualMicrosMax: 600_000_000, eventsMax: 1_000_000 },
    expectations: [],
    currency: { symbol: '', minorPerMajor: 100 },
  };
}

/** The run of the wishes to its end, by agents that are as they are or, for a mutant's sake, are not. */
export function finished(wishes: Wishes, behaviours = AGENT_BEHAVIOURS): Simulation {
  const run = openSimulation(planOf(wishes), PROTOCOLS, behaviours, { recording: 'on' });
  run.advance(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return run;
}

export interface Outcome {
  readonly accuracy: number;
  readonly chance: number;
  readonly cost: number;
  readonly rows: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly members: readonly {
    readonly agent: string;
    readonly weight: number;
    readonly accuracy: number;
    readonly say?: number;
  }[];
  readonly bestMemberAccuracy: number;
  readonly verdict: string;
  readonly interval: readonly [number, number];
  readonly leadInterval: readonly [number, number];
  readonly calibrationError: number;
  readonly calibration: readonly {
    readonly rows: number;
    readonly accuracy: number;
    readonly confidence: number;
  }[];
  readonly confusion: readonly number[];
  readonly qualityMet: boolean;
  readonly drifts?: number;
  readonly replacements?: number;
  readonly inService?: readonly string[];
  readonly trainingRows: number;
  /** Where rows are questions. */
  readonly likeness?: number;
}

/** What the only coordination came to. */
export function outcomeOf(run: Simulation): Outcome {
  return run.summary().coordinations[0]?.outcome as unknown as Outcome;
}

export const lie = (behaviour: string, at: number, agent = 'models/1'): PlannedFault => ({
  id: 'f',
  kind: 'behaviour',
  behaviour,
  at,
  agents: [agent],
});
