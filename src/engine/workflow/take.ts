/**
 * What it is: an output taken: what the coordination that opens gets of it, and the sentence that says so.
 * Errors: none are thrown; an agent that is named and stands for nobody who may take part is passed over.
 */

import type { AgentIndex } from '../base/units.ts';
import { sayResource } from '../contract/flow.ts';
import type { BudgetTaker, Yield, YieldedAgent } from '../contract/flow.ts';
import type { Plan, PlannedSupply } from '../plan/plan.ts';
import type { Supply } from './supply.ts';

/** What was taken, as an event carries it. */
export interface Taken {
  readonly supply: Supply;
  readonly words: string;
}

/** Where it is taken, by whom, and how many more may take part. */
export interface Taking {
  readonly plan: Plan;
  readonly planned: PlannedSupply;
  /** The names of the coordination that opens and of the one that hands on. */
  readonly taker: string;
  readonly source: string;
  /** Those who take part already. */
  readonly present: ReadonlySet<AgentIndex>;
  /** How many may be named in all; undefined: any number. */
  readonly most: number | undefined;
  /** The parameters as they are written, and what of them a budget sets. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly takesBudget: BudgetTaker | undefined;
}

const NAMED_MOST = 12;

/** Takes what was handed on; undefined when it is nothing that the port can use. */
export function take(taking: Taking, yielded: Yield): Taken | undefined {
  const { port } = taking.planned;
  if (port === 'participants' && yielded.kind === 'agents')
    return takeAgents(taking, yielded.agents);
  if (port === 'budget' && yielded.kind === 'budget') return takeBudget(taking, yielded);
  if (port === 'settings' && yielded.kind === 'settings') return takeSettings(taking, yielded);
  return undefined;
}

/** Slots and seats are room for so many participants; whatever else can be spent sets parameters. */
function takeBudget(
  { planned: { from, output, port }, plan, parameters, takesBudget, taker, source }: Taking,
  budget: Extract<Yield, { readonly kind: 'budget' }>,
): Taken | undefined {
  const { amount, unit } = budget;
  const supply = { from, output, port };
  if (unit === 'computeSlots' || unit === 'seats') {
    const amounts = sayResource({ kind: unit, quantity: amount });
    const words = `${taker} takes ${amounts} of ${source}: at most so many take part`;
    return { supply: { ...supply, room: amount }, words };
  }
  const set = takesBudget?.(budget, parameters);
  if (set === undefined) return undefined;
  const said =
    unit === 'money' ? sayMoney(plan, amount) : sayResource({ kind: unit, quantity: amount });
  const what = Object.entries(set).map(([name, value]) => `${name} ${value}`);
  const words = `${taker} takes ${said} of ${source} as its budget: ${what.join(', ')}`;
  return { supply: { ...supply, parameters: { ...set } }, words };
}

function takeSettings(
  { planned: { from, output, port }, taker, source }: Taking,
  { learner, values }: Extract<Yield, { readonly kind: 'settings' }>,
): Taken {
  const said = Object.entries(values).map(
    ([name, value]) =>
      `${name} ${typeof value === 'number' ? Number(value.toPrecision(4)) : String(value)}`,
  );
  const words = `${taker} takes the best settings of ${source} for each ${learner.replaceAll('_', ' ')}: ${said.join(', ')}`;
  return { supply: { from, output, port, settings: { learner, values: { ...values } } }, words };
}

/** Somebody who comes to take part, and by whose being named. */
interface Admission {
  readonly participant: AgentIndex;
  readonly named: YieldedAgent;
}

function takeAgents(taking: Taking, named: readonly YieldedAgent[]): Taken | undefined {
  const { planned, present, most = Infinity, taker, source, plan } = taking;
  const all = admissionsOf(taking, named).filter(({ participant }) => !present.has(participant));
  const admitted = all.slice(0, Math.max(0, most));
  if (admitted.length === 0) return undefined;
  const { from, output, port } = planned;
  const participants = admitted.map(({ participant }) => participant);
  const said = admitted.slice(0, NAMED_MOST).map((one) => sayAdmission(plan, one));
  const more = admitted.length - said.length;
  const list = [...said, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const best = all.length > admitted.length ? `the best ${admitted.length} of ${all.length}: ` : '';
  const words = `${taker} takes the ${output} of ${source} as its participants: ${best}${list}`;
  return { supply: { from, output, port, participants }, words };
}

/** In the order in which they are named, each once. */
function admissionsOf(
  { plan, planned }: Taking,
  named: readonly YieldedAgent[],
): readonly Admission[] {
  const admits = new Map(planned.admits);
  const indexOf = new Map(plan.agents.map(({ id, index }) => [id, index]));
  const seen = new Set<AgentIndex>();
  return named.flatMap((one) => {
    const index = indexOf.get(one.agent);
    const participant = index === undefined ? undefined : admits.get(index);
    if (participant === undefined || seen.has(participant)) return [];
    seen.add(participant);
    return [{ participant, named: one }];
  });
}

/** `models/3 for bidders/3 (12.00 € paid)`. */
function sayAdmission(plan: Plan, { participant, named }: Admission): string {
  const id = plan.agents[participant]?.id ?? '';
  const forWhom = id === named.agent ? '' : ` for ${named.agent}`;
  const worth = named.worth === undefined ? '' : ` (${sayWorth(plan, named.worth, named.unit)})`;
  return `${id}${forWhom}${worth}`;
}

function sayWorth({ currency }: Plan, worth: number, unit: string | undefined): string {
  if (unit !== 'paid') return `${unit ?? 'worth'} ${Number(worth.toPrecision(3))}`;
  return `${sayMoney({ currency }, worth)} paid`;
}

function sayMoney({ currency }: Pick<Plan, 'currency'>, amount: number): string {
  const { minorPerMajor, symbol } = currency;
  return `${(amount / minorPerMajor).toFixed(2)} ${symbol}`;
}
