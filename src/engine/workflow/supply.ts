/**
 * What it is: what a coordination has taken of others when it opened, as its event carries it, and the planned
 * coordination that comes of it. The kernel opens by it; whoever looks at the stream reads it there again.
 * Errors: a text that is no supply, as a stranger's recording may hold, reads as undefined.
 */

import { z } from 'zod';
import type { AgentIndex } from '../base/units.ts';
import { OUTPUT_IDS, SUPPLY_PORTS } from '../contract/flow.ts';
import { coordinationSupplied } from '../events/kernelEvents.ts';
import type { EventReader } from '../events/eventReader.ts';
import type { Plan, PlannedCoordination } from '../plan/plan.ts';

const LIST_MAX = 10_000;
const word = z.string().max(200);

const supplySchema = z.strictObject({
  from: word,
  output: z.enum(OUTPUT_IDS),
  port: z.enum(SUPPLY_PORTS),
  /** Those who take part through it: places in the plan's list of agents, the best ranked first. */
  participants: z.array(z.int().min(0)).max(LIST_MAX).optional(),
  /** At most so many take part: compute slots for workers, seats for members. */
  room: z.int().min(0).optional(),
  /** What it sets of the parameters. */
  parameters: z.record(word, z.number()).optional(),
  /** What a search has found for a learner. */
  settings: z
    .strictObject({
      learner: word,
      values: z.record(word, z.union([z.number(), z.string(), z.boolean()])),
    })
    .optional(),
});
export type Supply = z.infer<typeof supplySchema>;

/** The supply that a text holds; undefined when it holds none. */
function readSupply(text: string): Supply | undefined {
  try {
    return supplySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A coordination as it stands once it has taken its supplies: what was open of it is settled. */
export function withSupplies(
  planned: PlannedCoordination,
  taken: readonly Supply[],
): PlannedCoordination {
  const { parameters, resources } = planned;
  const settings = taken.findLast((supply) => supply.settings !== undefined)?.settings;
  return {
    ...planned,
    participants: participantsOf(planned, taken),
    parameters: Object.assign(
      {},
      parameters,
      ...taken.map((supply) => supply.parameters),
    ) as PlannedCoordination['parameters'],
    resources: settings === undefined ? resources : { ...resources, settings },
  };
}

/** Those who take part in any case, and those who were named, in the order of the plan. */
function participantsOf(
  { participants, supplies = [] }: PlannedCoordination,
  taken: readonly Supply[],
): readonly AgentIndex[] {
  const admitted = new Set(taken.flatMap((supply) => supply.participants ?? []));
  const asked = new Set(supplies.flatMap(({ admits = [] }) => admits.map(([, agent]) => agent)));
  const room = Math.min(...taken.map((supply) => supply.room ?? Infinity), Infinity);
  return participants.filter((agent) => admitted.has(agent) || !asked.has(agent)).slice(0, room);
}

/** Those of the participants who take part whatever others name. */
export function certainParticipants(planned: PlannedCoordination): readonly AgentIndex[] {
  return participantsOf(planned, []);
}

/** The plan as far as the stream has settled it: coordinations with what they have taken. */
export function asSupplied(plan: Plan, events: EventReader): Plan {
  if (plan.coordinations.every(({ supplies }) => supplies === undefined)) return plan;
  const taken = suppliesIn(events);
  const coordinations = plan.coordinations.map((planned) => {
    const own = taken.get(planned.index);
    return own === undefined ? planned : withSupplies(planned, own);
  });
  return { ...plan, coordinations };
}

/** What each coordination, by index, has taken. */
function suppliesIn(events: EventReader): ReadonlyMap<number, readonly Supply[]> {
  const taken = new Map<number, Supply[]>();
  const kind = events.kindId(coordinationSupplied.kind);
  for (let seq = 0; seq < events.length; seq++) {
    if (events.kind(seq) !== kind) continue;
    const supply = readSupply(events.text(events.int(seq, 3)));
    if (supply === undefined) continue;
    const own = taken.get(events.int(seq, 0)) ?? [];
    taken.set(events.int(seq, 0), [...own, supply]);
  }
  return taken;
}
