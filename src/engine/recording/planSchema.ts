/**
 * What it is: the schemas of what a recording's header holds beside the design: the plan, the actors, what
 * people did, how it ended. A stranger may have written it, so indices are checked against their lists.
 */

import { z } from 'zod';
import { MICROS_LIMIT } from '../base/units.ts';
import { PROTOCOL_IDS } from '../contract/card.ts';
import { OUTPUT_IDS, RESOURCE_KINDS, SUPPLY_PORTS } from '../contract/flow.ts';
import {
  AGENT_KINDS,
  ASPECTS_MOST,
  decision,
  DECISIONS_MAX,
  expectation,
  limits,
  networkSettings,
} from '../document/design.ts';
import { fault, faultLink } from '../document/fault.ts';
import { tableSettings } from '../document/table.ts';
import { sharePpm } from '../document/fields.ts';
import { ACTORS_MAX, EVENTS_MAX } from './limits.ts';

const LIST_MAX = 10_000;
const NAME_MAX = 200;
const TEXT_MAX = 10_000;

const word = z.string().max(NAME_MAX);
const index = z.int().min(0);
const micros = z.int().min(0).lt(MICROS_LIMIT);
const count = z.int().min(0);
const values = z.record(word, z.json());
const reputationMilli = z.int().min(0).max(1_000);

const performanceMilli = z.int().min(0).max(1_000).optional();
const earned = z.strictObject({
  good: z.number().min(0),
  bad: z.number().min(0),
  performanceMilli,
  deeds: count,
});

const plannedAgent = z.strictObject({
  index,
  id: word,
  pool: word,
  name: word,
  kind: z.enum(AGENT_KINDS),
  parameters: values,
  reputationMilli,
  earned: earned.optional(),
});

const resources = z.strictObject({
  dataset: word.optional(),
  table: tableSettings.optional(),
  good: z
    .strictObject({
      name: word,
      reserve: z.int().min(0),
      resource: z
        .strictObject({ kind: z.enum(RESOURCE_KINDS), quantity: z.int().min(1) })
        .optional(),
    })
    .optional(),
  proposal: z
    .strictObject({
      text: z.string().max(TEXT_MAX),
      meritPpm: index,
      aspects: z
        .array(z.strictObject({ name: word, meritPpm: index }))
        .max(ASPECTS_MOST)
        .optional(),
    })
    .optional(),
});

const plannedSupply = z.strictObject({
  from: word,
  output: z.enum(OUTPUT_IDS),
  port: z.enum(SUPPLY_PORTS),
  admits: z
    .array(z.tuple([index, index]))
    .max(LIST_MAX)
    .optional(),
});

const plannedCoordination = z.strictObject({
  index,
  id: word,
  name: word,
  protocol: z.enum(PROTOCOL_IDS),
  parameters: values,
  participants: z.array(index).max(LIST_MAX),
  resources,
  network: networkSettings,
  startMicros: micros.optional(),
  supplies: z.array(plannedSupply).max(LIST_MAX).optional(),
  participantsMost: z.int().min(1).optional(),
});

export const planSchema = z.strictObject({
  name: word,
  seed: z.int().min(0),
  agents: z.array(plannedAgent).max(LIST_MAX),
  coordinations: z.array(plannedCoordination).max(500),
  faults: z.array(fault).max(LIST_MAX),
  schedule: z.array(decision).max(DECISIONS_MAX).optional(),
  limits,
  expectations: z.array(expectation).max(LIST_MAX),
  currency: z.strictObject({ symbol: word, minorPerMajor: z.int().min(1) }),
});

export const actorsSchema = z
  .array(
    z.strictObject({
      actor: index,
      role: word,
      number: index,
      agent: index.optional(),
      agentId: word,
      reputationMilli,
      competenceMilli: z.int().min(0).max(1_000).optional(),
      region: index.optional(),
      performanceMilli,
      coordination: index,
    }),
  )
  .max(ACTORS_MAX);

const targets = z.array(word).max(LIST_MAX);
const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('crash'), agents: targets }),
  z.strictObject({ kind: z.literal('restart'), agents: targets }),
  z.strictObject({ kind: z.literal('behaviour'), behaviour: word, agents: targets }),
  z.strictObject({ kind: z.literal('honest'), agents: targets }),
  z.strictObject({ kind: z.literal('slow'), delayMicros: micros, agents: targets }),
  z.strictObject({ kind: z.literal('partition'), groups: z.array(targets).max(64) }),
  z.strictObject({ kind: z.literal('heal') }),
  z.strictObject({ kind: z.literal('reboot'), agents: targets }),
  z.strictObject({
    kind: z.literal('clock'),
    ratePpm: z.int().min(-900_000).max(1_000_000),
    offsetMicros: z.int().gt(-MICROS_LIMIT).lt(MICROS_LIMIT),
    agents: targets,
  }),
  z.strictObject({ kind: z.literal('cut'), link: faultLink }),
  z.strictObject({ kind: z.literal('delay'), delayMicros: micros, link: faultLink }),
  z.strictObject({ kind: z.literal('loss'), sharePpm, link: faultLink }),
  z.strictObject({ kind: z.literal('duplication'), sharePpm, link: faultLink }),
  z.strictObject({
    kind: z.literal('reordering'),
    sharePpm,
    holdMicros: micros,
    link: faultLink,
  }),
  z.strictObject({ kind: z.literal('end'), fault: word }),
]);
export const interventionsSchema = z
  .array(z.strictObject({ afterSteps: count, at: micros, action }))
  .max(LIST_MAX);

export const statusSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('running') }),
  z.strictObject({
    phase: z.literal('finished'),
    reason: z.enum(['settled', 'quiet', 'timeLimit', 'eventLimit', 'violation']),
  }),
]);

const coordinationSummary = z.strictObject({
  id: word,
  name: word,
  protocol: word,
  status: z.enum(['running', 'completed', 'failed']),
  error: word.optional(),
  outcome: values,
  confidence: z.number(),
  participants: z.array(word).max(LIST_MAX),
  taken: z
    .array(
      z.strictObject({
        from: word,
        output: z.enum(OUTPUT_IDS),
        port: z.enum(SUPPLY_PORTS),
        words: z.string().max(TEXT_MAX),
      }),
    )
    .max(LIST_MAX)
    .optional(),
  openedMicros: micros.optional(),
  virtualMicros: micros,
  messages: count,
  bytes: count,
  cost: z.number(),
});

const invariantSummary = z.strictObject({
  name: word,
  title: z.string().max(TEXT_MAX),
  coordination: word,
  temper: z.enum(['always', 'eventually', 'sometimes']),
  held: z.boolean(),
  violatedAt: micros.optional(),
  explanation: z.string().max(TEXT_MAX).optional(),
});

const earnedReputation = z.strictObject({ agent: word, reputationMilli, ...earned.shape });

export const summarySchema = z.strictObject({
  digest: word,
  events: count.max(EVENTS_MAX),
  messages: count,
  bytes: count,
  virtualMicros: micros,
  coordinations: z.array(coordinationSummary).max(500),
  invariants: z.array(invariantSummary).max(LIST_MAX),
  reputations: z.array(earnedReputation).max(LIST_MAX).optional(),
});
