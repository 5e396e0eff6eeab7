/**
 * What it is: the facts that distributed_coordination records. Regions, slots and ballots count from 0, terms,
 * lives and log indices from 1.
 */

import { defineEvent } from '../../events/shape.ts';

/** `isFirstHand`: by a probe of its own or by the end of its patience, not by hearsay. */
const view = {
  member: 'actor',
  life: 'int',
  incarnation: 'int',
  isFirstHand: 'flag',
} as const;

export const memberSuspected = defineEvent(
  'swim.member.suspected',
  view,
  'suspects {member}, incarnation {incarnation} of life {life}',
);
export const memberConfirmed = defineEvent(
  'swim.member.confirmed',
  view,
  'holds {member} dead, life {life}',
);
/** Alive after it was suspected, dead or absent. */
export const memberRevived = defineEvent(
  'swim.member.revived',
  view,
  'holds {member} alive, incarnation {incarnation} of life {life}',
);
export const memberDeparted = defineEvent(
  'swim.member.departed',
  view,
  'knows that {member} has left',
);
export const suspicionRefuted = defineEvent(
  'swim.suspicion.refuted',
  { life: 'int', incarnation: 'int' },
  'refutes its suspicion with incarnation {incarnation}',
);
/** It was restarted, joins, or has heard that it counts as dead. */
export const lifeStarted = defineEvent(
  'swim.life.started',
  { life: 'int', reason: 'text' },
  'begins life {life}: {reason}',
);
export const memberLeft = defineEvent('swim.member.left', { life: 'int' }, 'leaves');

export const electionStarted = defineEvent(
  'raft.election.started',
  { region: 'int', term: 'int', isPreVote: 'flag' },
  'stands for election in region {region}, term {term}',
);
export const voteGranted = defineEvent(
  'raft.vote.granted',
  { region: 'int', term: 'int', candidate: 'actor' },
  'votes for {candidate} in term {term} of region {region}',
);
export const leaderElected = defineEvent(
  'raft.leader.elected',
  { region: 'int', term: 'int', lastIndex: 'int' },
  'leads region {region} in term {term}',
);
export const leaderDeposed = defineEvent(
  'raft.leader.deposed',
  { region: 'int', term: 'int', reason: 'text' },
  'no longer leads region {region}: {reason}',
);
export const entryAppended = defineEvent(
  'raft.entry.appended',
  { region: 'int', index: 'int', term: 'int', entry: 'text' },
  'appends {entry} at {index}, term {term}',
);
/** Entries from `index` on are gone. */
export const logTruncated = defineEvent(
  'raft.log.truncated',
  { region: 'int', index: 'int' },
  'drops its log from {index} on',
);
/** Recorded by the leader, who has counted. */
export const commitAdvanced = defineEvent(
  'raft.commit.advanced',
  { region: 'int', index: 'int', term: 'int' },
  'commits up to {index}',
);
/** Recorded by every voter that applies it. */
export const entryCommitted = defineEvent(
  'raft.entry.committed',
  { region: 'int', index: 'int', term: 'int', entry: 'text' },
  'applies {entry} at {index}, term {term}',
);
export const snapshotTaken = defineEvent(
  'raft.snapshot.taken',
  { region: 'int', index: 'int', term: 'int' },
  'makes a snapshot of its log up to {index}',
);
export const snapshotInstalled = defineEvent(
  'raft.snapshot.installed',
  { region: 'int', index: 'int', term: 'int' },
  'takes a snapshot up to {index}',
);
/** The voters that count from now on for who records it; a JSON list of actors. */
export const votersChanged = defineEvent(
  'raft.voters.changed',
  { region: 'int', index: 'int', voters: 'text' },
  'counts with the voters {voters} from entry {index} on',
);

export const ballotOpened = defineEvent(
  'regions.ballot.opened',
  { region: 'int', ballot: 'int' },
  'wants to preside over the regions with ballot {ballot}',
);
export const presidingBegun = defineEvent(
  'regions.presiding.begun',
  { region: 'int', ballot: 'int', slot: 'int' },
  'presides over the regions with ballot {ballot}',
);
/** Recorded by every voter that applies it. */
export const ballotPromised = defineEvent(
  'regions.ballot.promised',
  { region: 'int', ballot: 'int' },
  'region {region} promises ballot {ballot}',
);
/** Recorded by every voter that applies it. */
export const valueAccepted = defineEvent(
  'regions.value.accepted',
  { region: 'int', ballot: 'int', slot: 'int', command: 'int' },
  'region {region} accepts command {command} for slot {slot}, ballot {ballot}',
);
/** Recorded by the leader that presides, when a majority of regions has accepted. */
export const valueDecided = defineEvent(
  'regions.value.decided',
  { ballot: 'int', slot: 'int', command: 'int', accepted: 'int' },
  'the regions decide command {command} for slot {slot}, accepted by {accepted}',
);
/** Recorded by every voter that applies it; `isRepeated`: the command stands in an earlier slot too. */
export const valueLearned = defineEvent(
  'regions.value.learned',
  { region: 'int', slot: 'int', command: 'int', isRepeated: 'flag' },
  'region {region} learns command {command} in slot {slot}',
);

/** Recorded by every voter of the task's home that applies it. */
export const taskAssigned = defineEvent(
  'ring.task.assigned',
  { task: 'int', node: 'actor', number: 'int', region: 'int' },
  'assigns task {task} to {node} for the {number}th time',
);
export const taskHeld = defineEvent(
  'ring.task.held',
  { task: 'int', number: 'int' },
  'takes task {task}, assignment {number}',
);
export const taskReleased = defineEvent(
  'ring.task.released',
  { task: 'int', number: 'int' },
  'gives up task {task}, assignment {number}',
);

export const commandSubmitted = defineEvent(
  'client.command.submitted',
  { command: 'int', region: 'int' },
  'brings command {command} to region {region}',
);
export const commandSettled = defineEvent(
  'client.command.settled',
  { command: 'int', slot: 'int', latency: 'micros' },
  'knows after {latency} that command {command} was decided in slot {slot}',
);

export const DISTRIBUTED_EVENTS = [
  memberSuspected,
  memberConfirmed,
  memberRevived,
  memberDeparted,
  suspicionRefuted,
  lifeStarted,
  memberLeft,
  electionStarted,
  voteGranted,
  leaderElected,
  leaderDeposed,
  entryAppended,
  logTruncated,
  commitAdvanced,
  entryCommitted,
  snapshotTaken,
  snapshotInstalled,
  votersChanged,
  ballotOpened,
  presidingBegun,
  ballotPromised,
  valueAccepted,
  valueDecided,
  valueLearned,
  taskAssigned,
  taskHeld,
  taskReleased,
  commandSubmitted,
  commandSettled,
] as const;
