/**
 * What it is: a counterexample made small: one kind of cut after another is made as long as what is left
 * still violates the same property, until none can be made. Of a few seeds that one is taken with which the
 * fewest messages are sent before the violation.
 * What stays: the property; and if no more were faulty than the protocol bears, no more are in the end, so
 * that fewer agents never turn a finding into a triviality.
 * Deterministic; each candidate is a run of its own.
 */

import { invariant } from '../../base/invariant.ts';
import type { Design } from '../../document/design.ts';
import { breachOf } from '../counterexample.ts';
import type { Laboratory } from '../laboratory.ts';
import type { ExplorationMode } from '../settings.ts';
import { compileDesign } from '../../plan/compile.ts';
import { runTrial, THREW } from '../trial.ts';
import type { Breach } from '../trial.ts';
import { CUTS } from './cuts.ts';
import type { Keeps } from './cuts.ts';
import { withFewerMessages } from './fewerMessages.ts';
import { countsMadePlain } from './plain.ts';

export interface Counterexample {
  readonly design: Design;
  readonly breach: Breach;
  readonly size: CounterexampleSize;
  /** How many designs were run for it. */
  readonly trials: number;
}

export interface CounterexampleSize {
  readonly agents: number;
  readonly faults: number;
  readonly decisions: number;
  /** Sent until the violation. */
  readonly messages: number;
}

/** Enough for a fixpoint of whatever is explored in the studio; a bound all the same. */
const TRIALS_MOST = 4_000;
const SEEDS_TRIED = 24;

/** The small design; undefined when the design, run by itself, does not violate the property. */
export function shrinkDesign(
  design: Design,
  aim: { readonly property: string; readonly mode: ExplorationMode },
  laboratory: Laboratory,
  trialsMost = TRIALS_MOST,
): Counterexample | undefined {
  const first = breachOf(design, aim, laboratory);
  if (first === undefined) return undefined;
  let trials = 1;
  const breachIn = (candidate: Design) => {
    if (trials >= trialsMost) return undefined;
    trials++;
    const breach = breachOf(candidate, aim, laboratory);
    return breach?.isOverdone === true && !first.isOverdone ? undefined : breach;
  };
  let fewest = first.messages;
  const keeps: Keeps = (candidate) => breachIn(candidate) !== undefined;
  const keepsThrifty: Keeps = (candidate) => {
    const messages = breachIn(candidate)?.messages ?? Infinity;
    if (messages <= fewest) fewest = messages;
    return messages <= fewest;
  };
  const plain = countsMadePlain(design);
  let small = keeps(plain) ? plain : design;
  for (let before: Design | undefined; before !== small && trials < trialsMost;) {
    before = small;
    for (const { cut, isThrifty } of CUTS) {
      // What must not grow is measured from the best that luck offers.
      if (isThrifty) small = withBestSeed(small, breachIn);
      fewest = breachIn(small)?.messages ?? fewest;
      small = unlessEqual(small, cut(small, isThrifty ? keepsThrifty : keeps));
    }
  }
  small = withFewerMessages(small, (candidate) => breachIn(candidate)?.messages, laboratory);
  const breach = breachOf(small, aim, laboratory);
  invariant(breach !== undefined, 'what was shrunk violates nothing any more');
  const { messages, isOverdone: _, ...rest } = breach;
  const size = sizeOf(small, messages);
  const properties = broken(small, aim.mode, laboratory);
  const shown = presented(small, rest, design.name, properties, aim.mode);
  return { design: shown, breach: rest, size, trials };
}

/** All that it violates: one violation often shows in several properties at once. */
function broken(design: Design, mode: ExplorationMode, laboratory: Laboratory): readonly string[] {
  const { plan } = compileDesign(design);
  if (plan === undefined) return [];
  const { breaches } = runTrial(plan, { mode }, laboratory);
  return [...new Set(breaches.map(({ property }) => property))];
}

const NAME_MOST = 120;
const TEXT_MOST = 4_000;

/** Named after what it shows, and expecting it: so it can be kept as a scenario. */
function presented(
  design: Design,
  breach: Breach,
  name: string,
  properties: readonly string[],
  mode: ExplorationMode,
): Design {
  const told = properties.filter((property) => property !== THREW);
  const { coordination } = breach;
  const failed = { status: 'failed', error: 'property_violated' } as const;
  const shows: Design['expectations'] = [
    ...told.map((property) => ({ kind: 'property' as const, property, held: false })),
    ...(mode === 'safety' && coordination !== ''
      ? [{ kind: 'status' as const, coordination, ...failed }]
      : []),
  ];
  return {
    ...design,
    name: `${name}: ${breach.property} broken`.slice(0, NAME_MOST),
    description: `Found by exploration. ${breach.title} is violated: ${breach.explanation}`.slice(
      0,
      TEXT_MOST,
    ),
    expectations: shows,
  };
}

/** The same object when nothing was cut, so that a fixpoint is seen. */
function unlessEqual(before: Design, after: Design): Design {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

/** The design with the seed of a few with which the fewest messages are sent. */
function withBestSeed(
  design: Design,
  breachIn: (candidate: Design) => { readonly messages: number } | undefined,
): Design {
  let best = { design, messages: breachIn(design)?.messages ?? Infinity };
  for (let seed = 1; seed <= SEEDS_TRIED; seed++) {
    const candidate = { ...design, seed };
    const messages = breachIn(candidate)?.messages ?? Infinity;
    if (messages < best.messages) best = { design: candidate, messages };
  }
  return best.design;
}

function sizeOf({ nodes, faults, schedule = [] }: Design, messages: number): CounterexampleSize {
  const agents = nodes.reduce((sum, node) => sum + (node.kind === 'pool' ? node.count : 0), 0);
  return { agents, faults: faults.length, decisions: schedule.length, messages };
}
