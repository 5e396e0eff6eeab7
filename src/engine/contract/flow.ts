/**
 * What it is: what a coordination hands on when it is completed, and what others take of it: typed outputs and inputs
 * beside the outcome as a whole. One table says which protocol has which; the readers of outcomes are the protocols' own.
 * Units: worths and amounts as their `unit` says; money in minor units.
 */

import type { ProtocolId } from './card.ts';

/** Outputs beside the outcome, by port. */
export const OUTPUT_IDS = ['winners', 'ensemble', 'best', 'yield', 'ranking'] as const;
export type OutputId = (typeof OUTPUT_IDS)[number];

/** Inputs that an output of another coordination can go to. */
export const SUPPLY_PORTS = ['participants', 'budget', 'settings'] as const;
export type SupplyPort = (typeof SUPPLY_PORTS)[number];

/** An agent that an output names, and what for. */
export interface YieldedAgent {
  readonly agent: string;
  /** What it is ranked by; undefined where the order alone is known. */
  readonly worth?: number;
  /** Such as `weight`, or `paid` for money. */
  readonly unit?: string;
}

/** What an output holds. */
export type Yield =
  /** Best first, each once. */
  | { readonly kind: 'agents'; readonly agents: readonly YieldedAgent[] }
  | { readonly kind: 'budget'; readonly amount: number; readonly unit: BudgetUnit }
  | { readonly kind: 'settings'; readonly learner: string; readonly values: Settings };

/** Settings of a learner by name. */
export type Settings = Readonly<Record<string, number | string | boolean>>;

/** What the units of a good give whoever takes part in what they are for. */
export const RESOURCE_KINDS = ['computeSlots', 'tasks', 'seats', 'tokens'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];
export type BudgetUnit = ResourceKind | 'money';

/** A coordination that is completed, as the readers of its outputs know it. */
export interface Completed {
  readonly outcome: Readonly<Record<string, unknown>>;
  readonly resources: {
    readonly good?: { readonly resource?: GoodResource };
  };
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What one unit of a good stands for. */
export interface GoodResource {
  readonly kind: ResourceKind;
  readonly quantity: number;
}

const RESOURCE_WORDS: Readonly<Record<ResourceKind, readonly [one: string, many: string]>> = {
  computeSlots: ['compute slot', 'compute slots'],
  tasks: ['task', 'tasks'],
  seats: ['seat', 'seats'],
  tokens: ['token', 'tokens'],
};

/** `4 compute slots`. */
export function sayResource({ kind, quantity }: GoodResource): string {
  const [one, many] = RESOURCE_WORDS[kind];
  return `${quantity} ${quantity === 1 ? one : many}`;
}

/** Reads an output from the outcome; undefined where it holds none. */
export type OutputReader = (completed: Completed) => Yield | undefined;
export type OutputReaders = Readonly<Partial<Record<OutputId, OutputReader>>>;

/** What a search found for a learner, for whoever trains it next. */
export type LearnerSettings = Omit<Extract<Yield, { readonly kind: 'settings' }>, 'kind'>;

/** What a budget sets of a protocol's parameters, by what they are; never more than is written. */
export type BudgetTaker = (
  budget: Extract<Yield, { readonly kind: 'budget' }>,
  parameters: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, number>>;

/** Which outputs each protocol has; a ranking of its agents has every one. */
export const OUTPUTS: Readonly<Record<ProtocolId, readonly OutputId[]>> = {
  simple_consensus: ['ranking'],
  hierarchical_consensus: ['ranking'],
  byzantine_consensus: ['ranking'],
  market_coordination: ['winners', 'yield', 'ranking'],
  ensemble_learning: ['ensemble', 'ranking'],
  hyperparameter_optimization: ['best', 'ranking'],
  reasoning_consensus: ['ranking'],
  distributed_coordination: ['ranking'],
};

/** What coordinations of each protocol can take of others. */
export const SUPPLIES: Readonly<Record<ProtocolId, readonly SupplyPort[]>> = {
  simple_consensus: ['participants'],
  hierarchical_consensus: ['participants'],
  byzantine_consensus: ['participants'],
  market_coordination: ['participants'],
  ensemble_learning: ['participants', 'budget', 'settings'],
  hyperparameter_optimization: ['participants', 'budget'],
  reasoning_consensus: ['participants'],
  distributed_coordination: ['participants'],
};
