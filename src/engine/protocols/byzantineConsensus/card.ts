/**
 * What it is: what byzantine_consensus says about itself.
 * Units: times are virtual microseconds; sequences, requests and replicas are counts.
 */

import { z } from 'zod';
import { AUTHENTICATION_SCHEMES } from '../../contract/credentials.ts';
import type { ProtocolCard } from '../../contract/card.ts';
import { PBFT_EVENTS } from './events.ts';

const micros = z.int().min(1_000).max(3_600_000_000);

export const parametersSchema = z
  .object({
    requests: z.int().min(1).max(10_000).default(8).meta({
      title: 'Requests',
      description: 'How many operations the clients ask for in all.',
      unit: 'requests',
    }),
    clients: z.int().min(1).max(64).default(4).meta({
      title: 'Clients',
      description: 'Logical clients; each waits for its answer before it asks again.',
      unit: 'clients',
    }),
    requestIntervalMicros: z.int().min(0).max(3_600_000_000).default(20_000).meta({
      title: 'Request interval',
      description: 'Least time between two requests.',
      unit: 'µs',
    }),
    authentication: z.enum(AUTHENTICATION_SCHEMES).default('hmac').meta({
      title: 'Authentication',
      description:
        'How normal-case messages are sealed: authenticators of HMACs, signatures, or modelled seals for large worlds. View changes are always signed.',
    }),
    requestSeals: z.enum(['signed', 'sealed']).default('signed').meta({
      title: 'Requests are',
      description:
        'How clients prove their requests: signed, so that either all replicas are convinced or none, or sealed like other messages, which a faulty client can misuse.',
    }),
    faults: z.int().min(0).max(40).default(0).meta({
      title: 'Faults to tolerate',
      description: 'f; 0 means as many as the replicas allow: (n − 1) / 3, rounded down.',
      unit: 'replicas',
    }),
    viewTimeoutMicros: micros.default(300_000).meta({
      title: 'View timeout',
      description:
        'How long a backup waits for a request to be executed before it asks for the next view; doubles until there is progress.',
      unit: 'µs',
    }),
    clientTimeoutMicros: micros.default(200_000).meta({
      title: 'Client timeout',
      description: 'How long a client waits for f + 1 matching replies before it asks everybody.',
      unit: 'µs',
    }),
    proposalTimeoutMicros: z.int().min(0).max(3_600_000_000).default(0).meta({
      title: 'Proposal timeout',
      description:
        'How long a backup that has a request waits for the primary to propose it before it asks for the next view; doubles like the view timeout. 0: it does not, and clients ask the primary only.',
      unit: 'µs',
    }),
    retransmitMicros: micros.default(100_000).meta({
      title: 'Retransmission interval',
      description: 'After so long without progress a replica tells the others what it lacks.',
      unit: 'µs',
    }),
    checkpointInterval: z.int().min(1).max(10_000).default(16).meta({
      title: 'Checkpoint interval',
      description: 'Every so many executed sequences a replica takes a checkpoint (K).',
      unit: 'sequences',
    }),
    batchSize: z.int().min(1).max(256).default(1).meta({
      title: 'Batch size',
      description: 'How many waiting requests the primary orders at once, at most.',
      unit: 'requests',
    }),
    batchMicros: z.int().min(0).max(60_000_000).default(0).meta({
      title: 'Batch delay',
      description: 'How long the primary waits for a batch to fill; 0: it orders what is there.',
      unit: 'µs',
    }),
    window: z.int().min(2).max(20_000).default(32).meta({
      title: 'Window',
      description:
        'How far sequences may run ahead of the stable checkpoint (L); at least twice the checkpoint interval.',
      unit: 'sequences',
    }),
  })
  .refine((parameters) => parameters.window >= 2 * parameters.checkpointInterval, {
    path: ['window'],
    message: 'the window must be at least twice the checkpoint interval',
  });
export type Parameters = z.infer<typeof parametersSchema>;

/** Why a replica or the client does not act on a message. */
export const IGNORE_REASONS = {
  badSeal: 'The seal does not prove that the named sender said this.',
  badRequest: 'The request inside is not sealed by its client.',
  notPrimary: 'Only the primary of the view may send this.',
  fromPrimary: 'The primary has no vote among the prepares.',
  wrongView: 'It belongs to a view that is over.',
  inViewChange: 'The replica is changing views and takes no part in the old one.',
  outsideWindow: 'The sequence lies above the high water mark.',
  duplicate: 'The same was received before.',
  tooLate: 'What it speaks of is over: executed, answered, or below the low water mark.',
  conflictingDigest: 'The sender said something else in the same place before.',
  digestMismatch: 'The digest is not that of the request.',
  malformed: 'Its parts contradict one another.',
  misdirected: 'It is meant for somebody else.',
  invalidNewView: 'The proposals do not follow from the view changes.',
  unproven: 'Too few replicas vouch for it yet.',
} as const;
export type IgnoreReason = keyof typeof IGNORE_REASONS;

export const card = {
  id: 'byzantine_consensus',
  title: 'Byzantine consensus (PBFT)',
  summary:
    'Replicas agree on one order of requests although up to a third of them lie, and replace a primary that fails.',
  paper: {
    authors: 'Miguel Castro, Barbara Liskov',
    title: 'Practical Byzantine Fault Tolerance',
    venue: 'OSDI',
    year: 1999,
  },
  version: 4,
  participants: { least: 4, most: 128 },
  agentKinds: ['voter', 'model', 'bidder'],
  roles: [
    { id: 'replica', title: 'Replica', isParticipant: true },
    { id: 'client', title: 'Client', isParticipant: false },
  ],
  parameters: parametersSchema,
  assumptions: {
    time: 'Safe in an asynchronous network; live once delays stay below the growing timeouts.',
    faults: 'At most f of n ≥ 3f + 1 replicas are Byzantine, whoever they collude with.',
  },
  messages: [
    { kind: 'request', title: 'Request', phase: 'request', hue: 5 },
    { kind: 'prePrepare', title: 'Pre-prepare', phase: 'prePrepare', hue: 0 },
    { kind: 'prepare', title: 'Prepare', phase: 'prepare', hue: 1 },
    { kind: 'commit', title: 'Commit', phase: 'commit', hue: 2 },
    { kind: 'reply', title: 'Reply', phase: 'reply', hue: 3 },
    { kind: 'checkpoint', title: 'Checkpoint', phase: 'checkpoint', hue: 4 },
    { kind: 'viewChange', title: 'View change', phase: 'viewChange', hue: 6 },
    { kind: 'newView', title: 'New view', phase: 'viewChange', hue: 7 },
    { kind: 'status', title: 'Status', phase: 'catchUp', hue: 4 },
    { kind: 'fill', title: 'Fill', phase: 'catchUp', hue: 4 },
    { kind: 'state', title: 'State', phase: 'catchUp', hue: 4 },
  ],
  behaviours: [
    {
      id: 'equivocate',
      title: 'Equivocating primary',
      help: 'As primary it proposes one order of requests to half of the replicas and another to the rest.',
    },
    {
      id: 'conflictingVotes',
      title: 'Conflicting votes',
      help: 'It prepares and commits different digests towards different replicas.',
    },
    {
      id: 'forge',
      title: 'Forged sender',
      help: 'Beside its own votes it sends votes in the name of another replica, which it cannot seal.',
    },
    {
      id: 'corruptDigest',
      title: 'Corrupted digest',
      help: 'It sends proposals, votes and checkpoints with digests of nothing.',
    },
    {
      id: 'lieInViewChange',
      title: 'Lying in a view change',
      help: 'It hides what it has prepared from some, invents certificates for others, and as new primary proposes what does not follow.',
    },
    {
      id: 'slowPrimary',
      title: 'Slow primary',
      help: 'As primary it holds each proposal back until it would send it again, which is late, but not too late for the view timeout.',
    },
    {
      id: 'bigMac',
      title: 'Inconsistent authenticators',
      help: 'For the client: the first logical client seals its requests so that only every second replica is convinced.',
    },
    {
      id: 'lieToClient',
      title: 'Lying to the client',
      help: 'It answers the client with a wrong result.',
    },
    {
      id: 'equivocateOn',
      title: 'Equivocating across views',
      help: 'As primary it equivocates, and in a view change it claims to have prepared what it told only some.',
    },
    {
      id: 'proposeTwice',
      title: 'Proposing twice',
      help: 'As primary it proposes the same order to all, and then another for the same sequences to half of them.',
    },
    {
      id: 'repeatRequests',
      title: 'Repeating requests',
      help: 'As primary it proposes every second request at two sequences.',
    },
    {
      id: 'inventRequests',
      title: 'Inventing requests',
      help: 'As primary it proposes requests that no client made.',
    },
    {
      id: 'leap',
      title: 'Leaping over sequences',
      help: 'As primary it leaves gaps in the order and proposes above the high water mark.',
    },
    {
      id: 'repeatVotes',
      title: 'Repeating votes',
      help: 'It sends each of its prepares and commits three times.',
    },
    {
      id: 'stuffNewView',
      title: 'Stuffing a new view',
      help: 'As new primary it proves its view by copies of one view change, its own, which claims another order.',
    },
    {
      id: 'lieInTransfer',
      title: 'Lying to who lags',
      help: 'It hands false states and false decisions to replicas that have fallen behind.',
    },
    {
      id: 'collude',
      title: 'Colluding',
      help: 'A primary of the coalition equivocates, and all of the coalition vote towards each replica for what that replica was told.',
    },
  ],
  events: PBFT_EVENTS,
  decisions: ['pbft.request.executed', 'pbft.view.changed', 'pbft.reply.accepted'],
  ignoreReasons: IGNORE_REASONS,
  errors: {
    insufficient_nodes: 'More faults are to be tolerated than 3f + 1 replicas allow.',
    stalled: 'Nothing was left to happen before every request was answered.',
  },
  charts: [
    { id: 'phaseDurations', title: 'Phase durations', unit: 'ms', kind: 'line' },
    { id: 'messagesByPhase', title: 'Messages by phase', unit: 'messages', kind: 'step' },
    { id: 'latency', title: 'Latency of requests', unit: 'ms', kind: 'line' },
    {
      id: 'latencyHistogram',
      title: 'How long requests take',
      unit: 'requests',
      kind: 'histogram',
    },
    { id: 'view', title: 'View of each replica', unit: 'view', kind: 'step' },
  ],
  stage: 'spaceTime',
  inputs: [],
} as const satisfies ProtocolCard<Parameters>;
