/** What it is: what distributed_coordination says about itself: parameters, roles, messages, reasons. */

import { z } from 'zod';
import type { ProtocolCard } from '../../contract/card.ts';
import { clientsOf, regionCards } from './blocks.ts';
import { DISTRIBUTED_EVENTS } from './events.ts';

const micros = (least: number, most: number) => z.int().min(least).max(most);

export const distributedParameters = z.strictObject({
  regions: z.int().min(1).max(16).default(3).meta({
    title: 'Regions',
    description: 'The cluster nodes are spread over so many regions, in blocks of equal size.',
  }),
  votersPerRegion: z.int().min(1).max(9).default(5).meta({
    title: 'Voters of a region',
    description: 'The size of its Raft group; a small region has the next smaller odd number.',
  }),
  interRegionMicros: micros(0, 10_000_000).default(30_000).meta({
    title: 'Between regions',
    description:
      'How much longer a message takes to a neighbouring region; regions lie on a circle, and further ones take as many times longer as they are steps away.',
    unit: 'µs',
  }),
  intraRegionMicros: micros(0, 10_000_000).default(0).meta({
    title: 'Within a region',
    description: 'How much longer a message takes within a region than the network says.',
    unit: 'µs',
  }),
  commandsPerRegion: z.int().min(0).max(10_000).default(10).meta({
    title: 'Commands of a region',
    description:
      'How many commands its client brings; each is decided by the regions and becomes a task.',
  }),
  commandMicros: micros(1_000, 600_000_000).default(500_000).meta({
    title: 'Between commands',
    description: 'How long a client waits before it brings its next command.',
    unit: 'µs',
  }),
  runMicros: micros(1_000_000, 3_600_000_000).default(20_000_000).meta({
    title: 'Duration',
    description: 'When the cluster stops and is judged.',
    unit: 'µs',
  }),
  periodMicros: micros(10_000, 60_000_000).default(1_000_000).meta({
    title: 'Protocol period',
    description: 'How often a member probes another one.',
    unit: 'µs',
  }),
  probeTimeoutMicros: micros(1_000, 30_000_000).default(300_000).meta({
    title: 'Probe time-out',
    description:
      'When others are asked to probe too; longer than a round trip, shorter than the period.',
    unit: 'µs',
  }),
  indirectProbes: z.int().min(0).max(20).default(3).meta({
    title: 'Indirect probes',
    description: 'How many others are asked to probe a member that did not answer.',
  }),
  probing: z.enum(['round_robin', 'random']).default('round_robin').meta({
    title: 'Whom it probes',
    description: 'Everybody once in a shuffled round, or anybody at random each time.',
  }),
  suspicionPeriods: z.int().min(1).max(1_000).default(4).meta({
    title: 'Suspicion',
    description: 'How many periods a suspected member has to refute before it counts as dead.',
  }),
  gossipFactor: z.int().min(1).max(20).default(3).meta({
    title: 'Gossip factor λ',
    description: 'Each piece of news goes along with λ log₂ N messages of a member.',
  }),
  piggyback: z.int().min(1).max(64).default(8).meta({
    title: 'News in a message',
    description: 'How many pieces of news go along with one message at most.',
  }),
  syncPeriods: z.int().min(2).max(10_000).default(30).meta({
    title: 'Full exchange',
    description: 'After so many periods a member exchanges its whole table with another one.',
  }),
  reconnectPeriods: z.int().min(1).max(10_000).default(3).meta({
    title: 'Reconnection',
    description: 'After so many periods a member tries one of those that it holds dead.',
  }),
  electionMicros: micros(10_000, 60_000_000).default(600_000).meta({
    title: 'Election time-out',
    description: 'A voter that hears no leader for one to two times as long stands for election.',
    unit: 'µs',
  }),
  heartbeatMicros: micros(1_000, 30_000_000).default(120_000).meta({
    title: 'Heartbeat',
    description: 'How often a leader shows that it is alive; well below the election time-out.',
    unit: 'µs',
  }),
  preVote: z.boolean().default(true).meta({
    title: 'Pre-vote',
    description:
      'A candidate first asks whether it could win, so that nobody cut off raises the term.',
  }),
  checkQuorum: z.boolean().default(true).meta({
    title: 'Check quorum',
    description: 'A leader that does not hear from a majority steps down.',
  }),
  snapshotEntries: z.int().min(4).max(100_000).default(64).meta({
    title: 'Snapshot after',
    description: 'How many applied entries a log holds before they become a snapshot.',
  }),
  batchEntries: z.int().min(1).max(10_000).default(64).meta({
    title: 'Entries in an append',
    description: 'How many entries a leader sends in one message at most.',
  }),
  replaceVoters: z.boolean().default(true).meta({
    title: 'Replace dead voters',
    description: 'A leader replaces a voter that counts as dead, one change at a time.',
  }),
  regionTimeoutMicros: micros(10_000, 60_000_000).default(500_000).meta({
    title: 'Region time-out',
    description:
      'When a leader repeats what another region did not answer; longer than a round trip.',
    unit: 'µs',
  }),
  virtualNodes: z.int().min(1).max(512).default(32).meta({
    title: 'Virtual nodes',
    description: 'How many places each cluster node has on the ring.',
  }),
  joiners: z.int().min(0).max(500).default(0).meta({
    title: 'Join late',
    description: 'So many of the last members join after a quarter of the run.',
  }),
  leavers: z.int().min(0).max(500).default(0).meta({
    title: 'Leave early',
    description: 'So many members before those leave after half of the run.',
  }),
});
export type DistributedParameters = z.infer<typeof distributedParameters>;

/** Why a message changes nothing; each is recorded with message.ignored. */
export const IGNORE_REASONS = {
  lateAnswer: 'It answers a probe that is over.',
  notMember: 'The receiver has not joined or has left.',
  otherRegion: 'It is the business of another region.',
  notVoter: 'The sender or the receiver does not vote in this region.',
  leaderAlive: 'The receiver heard its leader a short while ago.',
  staleTerm: 'It belongs to a term that is over.',
  notCandidate: 'The receiver does not stand for election any more.',
  staleAppend: 'It answers an append that was answered already.',
  noLeader: 'The receiver does not lead and knows nobody who does.',
  staleBallot: 'The region has promised a higher ballot.',
  notPresiding: 'The receiver does not preside over the regions any more.',
  decided: 'The slot is decided already.',
  duplicate: 'The same was received already.',
  staleTask: 'The task was assigned anew since.',
  misdirected: 'It is not for the receiver, or not for the sender to say.',
} as const;
export type IgnoreReason = keyof typeof IGNORE_REASONS;

export const distributedCard: ProtocolCard<DistributedParameters> = {
  id: 'distributed_coordination',
  title: 'Distributed coordination',
  summary:
    'Cluster nodes in regions: membership by gossip, a leader for each region, decisions by a quorum of regions, tasks on a ring.',
  paper: {
    authors: 'Das, Gupta and Motivala; Ongaro and Ousterhout; Lamport; Karger et al.',
    title: 'SWIM; In Search of an Understandable Consensus Algorithm',
    venue: 'DSN 2002; USENIX ATC',
    year: 2014,
  },
  version: 1,
  participants: { least: 10, most: 1_000 },
  agentKinds: ['voter', 'model', 'bidder'],
  roles: [
    { id: 'member', title: 'Cluster node', isParticipant: true },
    { id: 'client', title: 'Client of a region', isParticipant: false },
  ],
  parameters: distributedParameters,
  assumptions: {
    time: 'Partially synchronous: safe at any speed, live once messages arrive within the time-outs.',
    faults:
      'Cluster nodes crash, come back, are slow or cut off, and messages are lost, doubled and reordered; nobody lies. A liar may break any promise.',
  },
  messages: [
    { kind: 'ping', title: 'Ping', phase: 'membership', hue: 7 },
    { kind: 'ack', title: 'Ack', phase: 'membership', hue: 7 },
    { kind: 'pingReq', title: 'Ping request', phase: 'membership', hue: 5 },
    { kind: 'sync', title: 'Full exchange', phase: 'membership', hue: 5 },
    { kind: 'requestVote', title: 'Request for a vote', phase: 'election', hue: 3 },
    { kind: 'vote', title: 'Vote', phase: 'election', hue: 3 },
    { kind: 'append', title: 'Append', phase: 'replication', hue: 0 },
    { kind: 'appended', title: 'Appended', phase: 'replication', hue: 0 },
    { kind: 'snapshot', title: 'Snapshot', phase: 'replication', hue: 1 },
    { kind: 'leads', title: 'Leader', phase: 'regions', hue: 4 },
    { kind: 'elsewhere', title: 'Not the leader', phase: 'regions', hue: 6 },
    { kind: 'presiding', title: 'Presiding', phase: 'regions', hue: 4 },
    { kind: 'prepare', title: 'Prepare', phase: 'regions', hue: 4 },
    { kind: 'promised', title: 'Promise', phase: 'regions', hue: 4 },
    { kind: 'accept', title: 'Accept', phase: 'regions', hue: 2 },
    { kind: 'accepted', title: 'Accepted', phase: 'regions', hue: 2 },
    { kind: 'refused', title: 'Refused', phase: 'regions', hue: 6 },
    { kind: 'forward', title: 'Forwarded commands', phase: 'regions', hue: 1 },
    { kind: 'catchUp', title: 'What did I miss', phase: 'regions', hue: 6 },
    { kind: 'decided', title: 'Decided', phase: 'regions', hue: 2 },
    { kind: 'place', title: 'Task', phase: 'placement', hue: 1 },
    { kind: 'placed', title: 'Task taken', phase: 'placement', hue: 1 },
    { kind: 'release', title: 'Give up task', phase: 'placement', hue: 6 },
    { kind: 'released', title: 'Task given up', phase: 'placement', hue: 6 },
    { kind: 'submit', title: 'Command', phase: 'clients', hue: 1 },
    { kind: 'settled', title: 'Answer', phase: 'clients', hue: 2 },
    { kind: 'report', title: 'Report', phase: 'clients', hue: 7 },
    { kind: 'survey', title: 'Survey', phase: 'clients', hue: 7 },
    { kind: 'census', title: 'Census', phase: 'clients', hue: 7 },
  ],
  behaviours: [
    {
      id: 'slander',
      title: 'Slanders',
      help: 'Says with every message that another member is suspected, however high its incarnation.',
    },
    {
      id: 'votesForAll',
      title: 'Votes for everybody',
      help: 'Grants its vote to every candidate that asks, in the same term too.',
    },
    {
      id: 'forgetsAccepted',
      title: 'Forgets what was accepted',
      help: 'As leader, keeps from one who wants to preside what its region has accepted and knows.',
    },
  ],
  events: DISTRIBUTED_EVENTS,
  decisions: ['raft.leader.elected', 'regions.value.decided'],
  ignoreReasons: IGNORE_REASONS,
  errors: {
    undecided: 'Some commands were not decided when the run was over.',
  },
  charts: [
    { id: 'membership', title: 'Membership', unit: 'members', kind: 'step' },
    { id: 'commitLatency', title: 'Command to decision', unit: 'ms', kind: 'line' },
    { id: 'latencies', title: 'Latencies of decisions', unit: 'commands', kind: 'histogram' },
    { id: 'messagesByPhase', title: 'Messages by phase', unit: 'messages', kind: 'step' },
    { id: 'gossip', title: 'Gossip load', unit: 'messages a member and period', kind: 'line' },
    { id: 'terms', title: 'Terms', unit: 'term', kind: 'step' },
    { id: 'placement', title: 'Tasks', unit: 'tasks', kind: 'step' },
  ],
  stage: 'regions',
  inputs: [],
  regions: regionCards,
  actors: clientsOf,
};
