/**
 * What it is: the design document: what people draw, save and share.
 * It holds what was decided, never what follows from it: parameters are checked against the cards of
 * protocols and agents by the planner, so the document's own schema survives new protocols.
 * Units: times are whole virtual microseconds, money whole minor units, shares and probabilities 0..1.
 * Errors: none are thrown here; reading and its problems are in read.ts.
 */

import { z } from 'zod';
import { STREAM_GENERATORS } from '../base/streamName.ts';
import { PROTOCOL_IDS } from '../contract/card.ts';
import { RESOURCE_KINDS } from '../contract/flow.ts';
import { fault } from './fault.ts';
import { agentReference, id, name, time } from './fields.ts';
import { streamSettings } from './stream.ts';
import { tableSettings } from './table.ts';

export const DESIGN_FORMAT = 'concord.design';
/** The newest schema version; older ones are migrated, newer ones refused. */
export const DESIGN_VERSION = 1;

const LIMIT_TEXT = 4_000;

const position = z.strictObject({ x: z.number(), y: z.number() });
const nodeBase = { id, name, position };

/** Where a quantity is drawn from, once for each agent, when a plan is made. */
export const distribution = z.discriminatedUnion('distribution', [
  z.strictObject({ distribution: z.literal('uniform'), from: z.number(), to: z.number() }),
  z.strictObject({
    distribution: z.literal('normal'),
    mean: z.number(),
    deviation: z.number().min(0),
  }),
]);
const parameters = z.record(z.string().max(64), z.json());

export const AGENT_KINDS = ['voter', 'model', 'bidder'] as const;
export type AgentKind = (typeof AGENT_KINDS)[number];

const earnedRecord = z.strictObject({
  index: z.int().min(0).max(999),
  good: z.number().min(0).max(1e6),
  bad: z.number().min(0).max(1e6),
  performance: z.number().min(0).max(1).optional(),
  deeds: z.int().min(0),
});
export type EarnedRecord = z.infer<typeof earnedRecord>;

const poolNode = z.strictObject({
  ...nodeBase,
  kind: z.literal('pool'),
  agent: z.enum(AGENT_KINDS),
  count: z.int().min(1).max(1_000),
  /** Parameters of the agent's kind; a number may also be a distribution. */
  template: parameters.default({}),
  /** What differs for single agents. */
  overrides: z
    .array(z.strictObject({ index: z.int().min(0).max(999), parameters }))
    .max(1_000)
    .default([]),
  /** Whether its agents begin each run with what the record says of them, or with what is stated. */
  reputation: z.enum(['stated', 'earned']).optional(),
  /** What runs have earned its agents: α and β of registry/reputation.ts. */
  record: z.array(earnedRecord).max(1_000).optional(),
});

export const FAULT_LEVELS = ['low', 'medium', 'high'] as const;
export const COORDINATION_TYPES = [
  'standard',
  'economic',
  'ml_ensemble',
  'ml_optimization',
  'ml_reasoning',
  'distributed',
] as const;

const coordinationNode = z.strictObject({
  ...nodeBase,
  kind: z.literal('coordination'),
  /** `auto`: the selector chooses for the connected participants and the requirements. */
  protocol: z.enum([...PROTOCOL_IDS, 'auto']),
  requirements: z
    .strictObject({
      type: z.enum(COORDINATION_TYPES).default('standard'),
      faultTolerance: z.enum(FAULT_LEVELS).default('low'),
    })
    .default({ type: 'standard', faultTolerance: 'low' }),
  parameters: parameters.default({}),
  /** When it opens; without: when the run begins. Those that open later know what earlier ones reported. */
  startMicros: time.optional(),
  /** Of the agents that other coordinations name as participants at most so many take part, the best ranked. */
  participantsMost: z.int().min(1).max(1_000).optional(),
});

export const latency = z.discriminatedUnion('distribution', [
  z.strictObject({ distribution: z.literal('constant'), micros: time }),
  z.strictObject({ distribution: z.literal('uniform'), fromMicros: time, toMicros: time }),
  z.strictObject({ distribution: z.literal('normal'), meanMicros: time, deviationMicros: time }),
  z.strictObject({ distribution: z.literal('exponential'), leastMicros: time, meanMicros: time }),
]);
export type Latency = z.infer<typeof latency>;

export const networkSettings = z.strictObject({
  latency: latency.default({ distribution: 'uniform', fromMicros: 5_000, toMicros: 15_000 }),
  lossPpm: z.int().min(0).max(1_000_000).default(0),
  duplicationPpm: z.int().min(0).max(1_000_000).default(0),
  /** The share of messages held back by up to `reorderMicros` more, so that later ones overtake them. */
  reorderPpm: z.int().min(0).max(1_000_000).default(0),
  reorderMicros: time.default(20_000),
});
export type NetworkSettings = z.infer<typeof networkSettings>;

export const DATASET_IDS = [
  'iris',
  'wine',
  'breast_cancer',
  'digits',
  'diabetes',
  'questions',
] as const;
/** Those whose rows have a number to be estimated; the rows of the others belong to classes. */
export const REGRESSION_IDS: readonly string[] = [
  'diabetes',
] satisfies readonly (typeof DATASET_IDS)[number][];
/** Those whose rows are questions with answers in words. */
export const TEXT_IDS: readonly string[] = [
  'questions',
] satisfies readonly (typeof DATASET_IDS)[number][];

/** What a proposal is judged by, such as its cost or its safety, and how good it truly is there. */
export const proposalAspect = z.strictObject({
  name: z.string().min(1).max(60),
  merit: z.number().min(0).max(1),
});
export type ProposalAspect = z.infer<typeof proposalAspect>;
export const ASPECTS_MOST = 8;

export const designNode = z.discriminatedUnion('kind', [
  poolNode,
  coordinationNode,
  z.strictObject({
    ...nodeBase,
    kind: z.literal('dataset'),
    dataset: z.enum([...DATASET_IDS, ...STREAM_GENERATORS, 'table']),
    /** Of a generated stream; what is bundled has none. */
    stream: streamSettings.optional(),
    /** A user's own data, when `dataset` is `table`. */
    table: tableSettings.optional(),
  }),
  z.strictObject({
    ...nodeBase,
    kind: z.literal('good'),
    reserve: z.int().min(0).max(1e12).default(0),
    /** What each unit of it is to the rest of the design. */
    resource: z
      .strictObject({
        kind: z.enum(RESOURCE_KINDS),
        quantity: z.int().min(1).max(1e9).default(1),
      })
      .optional(),
  }),
  z.strictObject({
    ...nodeBase,
    kind: z.literal('proposal'),
    text: z.string().max(LIMIT_TEXT),
    /** How good the proposal truly is: 1 deserves agreement, 0 deserves rejection. */
    merit: z.number().min(0).max(1).default(1),
    /** If there are any, the merit is their mean. */
    aspects: z.array(proposalAspect).max(ASPECTS_MOST).optional(),
  }),
  z.strictObject({
    ...nodeBase,
    kind: z.literal('network'),
    settings: networkSettings.prefault({}),
  }),
  z.strictObject({ ...nodeBase, kind: z.literal('output') }),
]);
export type DesignNode = z.infer<typeof designNode>;
export type NodeKind = DesignNode['kind'];
export type NodeOf<Kind extends NodeKind> = Extract<DesignNode, { kind: Kind }>;

const connectionEnd = z.strictObject({ node: id, port: z.string().max(32) });
export const connection = z.strictObject({ id, source: connectionEnd, target: connectionEnd });
export type Connection = z.infer<typeof connection>;

const decisionBase = {
  /** Which coordination; absent: every one in which both take part. */
  coordination: id.optional(),
  from: agentReference,
  to: agentReference,
  /** The sender's first sending is 1; a broadcast is one sending. */
  number: z.int().min(1).max(50_000_000),
  /** Which of the messages that a lying sender makes of one; absent: all of them. */
  copy: z.int().min(1).max(1_000).optional(),
};
/** What happens to single messages on their way, in the place of the network's luck. */
export const decision = z.discriminatedUnion('kind', [
  /** It travels for exactly so long. */
  z.strictObject({ ...decisionBase, kind: z.literal('delay'), delayMicros: time }),
  z.strictObject({ ...decisionBase, kind: z.literal('drop') }),
  /** A second copy of it travels for exactly so long. */
  z.strictObject({ ...decisionBase, kind: z.literal('duplicate'), delayMicros: time }),
]);
export type Decision = z.infer<typeof decision>;
export const DECISIONS_MAX = 20_000;

const bound = {
  equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
};
export const expectation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    coordination: id,
    status: z.enum(['completed', 'failed']),
    error: z.string().optional(),
  }),
  /** `field` is a path into the outcome, such as `winner` or `weights.0`; `decision` and `confidence` too. */
  z.strictObject({
    kind: z.literal('outcome'),
    coordination: id,
    field: z.string().max(128),
    ...bound,
  }),
  z.strictObject({ kind: z.literal('property'), property: z.string().max(64), held: z.boolean() }),
  /** How often a kind of event stands in the stream. */
  z.strictObject({ kind: z.literal('events'), event: z.string().max(64), ...bound }),
  z.strictObject({
    kind: z.literal('measure'),
    measure: z.enum(['events', 'messages', 'bytes', 'virtualMicros', 'cost']),
    ...bound,
  }),
]);
export type Expectation = z.infer<typeof expectation>;

export const limits = z.strictObject({
  virtualMicrosMax: time.default(600_000_000),
  eventsMax: z.int().min(1).max(50_000_000).default(5_000_000),
});

export const designSchema = z.strictObject({
  format: z.literal(DESIGN_FORMAT),
  version: z.literal(DESIGN_VERSION),
  name,
  description: z.string().max(LIMIT_TEXT).default(''),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  /** The playback speed at which this design reads well: virtual seconds per second. */
  pace: z.number().min(0.001).max(1_000).default(1),
  nodes: z.array(designNode).max(500).default([]),
  connections: z.array(connection).max(2_000).default([]),
  faults: z.array(fault).max(1_000).default([]),
  schedule: z.array(decision).max(DECISIONS_MAX).optional(),
  limits: limits.prefault({}),
  expectations: z.array(expectation).max(200).default([]),
});
export type Design = z.infer<typeof designSchema>;
