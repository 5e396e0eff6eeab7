import { describe, expect, test } from 'vitest';
import { skillFor, valuesFor } from '../agents/skill.ts';
import type { OutputId, Yield } from '../contract/flow.ts';
import type { Plan, PlannedCoordination, PlannedSupply } from '../plan/plan.ts';
import { PROTOCOLS } from '../protocols/registry.ts';
import { withSupplies } from './supply.ts';
import { take } from './take.ts';
import type { Taking } from './take.ts';

const read = (
  protocol: 'market_coordination' | 'ensemble_learning' | 'hyperparameter_optimization',
  output: OutputId,
  outcome: Readonly<Record<string, unknown>>,
  more: { readonly parameters?: object; readonly resources?: object } = {},
): Yield | undefined =>
  PROTOCOLS.get(protocol)?.outputs?.[output]?.({
    outcome,
    parameters: { ...more.parameters },
    resources: { ...more.resources },
  });

describe('outputs', () => {
  const allocation = [
    { agent: 'b/0', units: 1, price: 30 },
    { agent: 'b/1', units: 2, price: 50 },
    { agent: 'b/0', units: 1, price: 30 },
    { agent: 'b/2', units: 1, price: 90, unpaid: true },
    { agent: 's/0', units: 1, price: -40 },
  ];

  test('winners come by what they pay in all; who has not paid, and who sells, is none', () => {
    expect(read('market_coordination', 'winners', { allocation })).toEqual({
      kind: 'agents',
      agents: [
        { agent: 'b/0', worth: 60, unit: 'paid' },
        { agent: 'b/1', worth: 50, unit: 'paid' },
      ],
    });
    expect(read('market_coordination', 'winners', { revenue: 0 })).toBeUndefined();
    expect(read('market_coordination', 'winners', { allocation: 'nonsense' })).toBeUndefined();
  });

  test('a market yields what its good stands for, else money', () => {
    const tokens = { good: { name: 'g', reserve: 0, resource: { kind: 'tokens', quantity: 5 } } };
    const yielded = (outcome: object, resources?: object) =>
      read('market_coordination', 'yield', { ...outcome }, { ...(resources && { resources }) });
    expect(yielded({ allocation: allocation.slice(0, 2), revenue: 80 }, tokens)).toEqual({
      kind: 'budget',
      amount: 15,
      unit: 'tokens',
    });
    expect(yielded({ unitsSold: 7, revenue: 80 }, tokens)).toMatchObject({ amount: 35 });
    expect(yielded({ revenue: 80 })).toEqual({ kind: 'budget', amount: 80, unit: 'money' });
  });

  test('an ensemble yields its members by their say; its ranking has the silent ones too', () => {
    const members = [
      { agent: 'm/0', weight: 0.9, say: 0 },
      { agent: 'm/1', weight: 0.7 },
      { agent: 'm/2', weight: 0.2, say: 1.5 },
    ];
    const named = (output: OutputId) => {
      const yielded = read('ensemble_learning', output, { members });
      return yielded?.kind === 'agents' ? yielded.agents.map(({ agent }) => agent) : undefined;
    };
    expect(named('ensemble')).toEqual(['m/2', 'm/1']);
    expect(named('ranking')).toEqual(['m/2', 'm/1', 'm/0']);
  });

  test('a search yields the best settings of its learner, and none of a test function', () => {
    const outcome = { best: { depthMax: 7 }, workers: [{ agent: 'w/0', finished: 2 }] };
    const of = (parameters: object, best: object = outcome.best) =>
      read('hyperparameter_optimization', 'best', { ...outcome, best }, { parameters });
    expect(of({ objective: 'learner', learner: 'random_forest' })).toEqual({
      kind: 'settings',
      learner: 'random_forest',
      values: { depthMax: 7 },
    });
    const joint = { learner: 'decision_tree', 'decision_tree.depthMax': 2 };
    expect(of({ objective: 'learner', learner: 'any' }, joint)).toEqual({
      kind: 'settings',
      learner: 'decision_tree',
      values: { depthMax: 2 },
    });
    expect(of({ objective: 'branin', learner: 'random_forest' })).toBeUndefined();
  });
});

describe('what is taken', () => {
  const plan = { currency: { symbol: '€', minorPerMajor: 100 }, agents: [] } as unknown as Plan;
  const taking = (
    protocol: 'ensemble_learning' | 'hyperparameter_optimization',
    port: PlannedSupply['port'],
    parameters: Readonly<Record<string, unknown>>,
  ): Taking => ({
    plan,
    planned: { from: 'market', output: 'yield', port },
    taker: 'Taker',
    source: 'Market',
    present: new Set(),
    most: undefined,
    parameters,
    takesBudget: PROTOCOLS.get(protocol)?.takesBudget,
  });
  const planned = {
    participants: [4, 2, 9],
    parameters: { maxCost: 10 },
    resources: {},
  } as unknown as PlannedCoordination;

  test('a budget lowers what may be spent, and never raises it', () => {
    const of = (amount: number, unit: 'money' | 'tokens') =>
      take(taking('ensemble_learning', 'budget', { maxCost: 10 }), {
        kind: 'budget',
        amount,
        unit,
      });
    expect(of(250, 'money')).toEqual({
      supply: { from: 'market', output: 'yield', port: 'budget', parameters: { maxCost: 2.5 } },
      words: 'Taker takes 2.50 € of Market as its budget: maxCost 2.5',
    });
    expect(of(12, 'tokens')?.supply.parameters).toEqual({ maxCost: 10 });
    const trials = take(taking('hyperparameter_optimization', 'budget', { maxIterations: 60 }), {
      kind: 'budget',
      amount: 24,
      unit: 'tasks',
    });
    expect(trials?.supply.parameters).toEqual({ maxIterations: 24 });
    const settled = withSupplies(planned, [of(250, 'money')!.supply]);
    expect(settled.parameters).toEqual({ maxCost: 2.5 });
  });

  test('slots and seats are room for so many', () => {
    const taken = take(taking('hyperparameter_optimization', 'budget', {}), {
      kind: 'budget',
      amount: 2,
      unit: 'computeSlots',
    });
    expect(taken?.words).toBe('Taker takes 2 compute slots of Market: at most so many take part');
    expect(withSupplies(planned, [taken!.supply]).participants).toEqual([4, 2]);
  });

  test('settings go with the resources, and models of that learner train with them', () => {
    const values = { trees: 3, depthMax: 2 };
    const taken = take(taking('ensemble_learning', 'settings', {}), {
      kind: 'settings',
      learner: 'random_forest',
      values,
    });
    const { resources } = withSupplies(planned, [taken!.supply]);
    expect(resources.settings).toEqual({ learner: 'random_forest', values });
    const skillOf = (learner: string) =>
      skillFor(learner, 'classification', valuesFor(learner, resources.settings));
    expect(skillOf('random_forest')?.setting.parameters).toMatchObject(values);
    expect(skillOf('decision_tree')).toEqual(skillFor('decision_tree', 'classification'));
  });

  test('what a port cannot use is not taken', () => {
    const agents = { kind: 'agents', agents: [] } as const;
    expect(take(taking('ensemble_learning', 'budget', {}), agents)).toBeUndefined();
    expect(take(taking('ensemble_learning', 'participants', {}), agents)).toBeUndefined();
  });
});
