/**
 * What it is: what must hold of every region's group, watched from outside: election safety, append-only leaders,
 * matching logs, complete leaders, one state machine, and that a minority commits nothing.
 * Source: Ongaro and Ousterhout, USENIX ATC 2014, Figure 3.
 * Shapes: by region; logs by voter, as arrays of terms from index 1 on, what a snapshot stands for included.
 * Cost: constant for each entry appended or applied, but for elections, which compare a log with what is committed.
 */

import type { ActorIndex } from '../../../base/units.ts';
import { majority } from '../../../base/quorum.ts';
import type { Watch } from '../../../contract/protocol.ts';
import { nameOf } from '../../../contract/sentences.ts';
import { numberOf, textOf, violation, watching } from '../../../contract/watching.ts';
import type { Verdict } from '../../../contract/watching.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import type { Brief, ClusterProperty } from './watching.ts';

const electionSafety: ClusterProperty = {
  name: 'electionSafety',
  title: 'A region has at most one leader in a term',
  temper: 'always',
  watches: ['raft.leader.elected'],
  watch(brief): Watch {
    const leaders = new Map<string, ActorIndex>();
    return watching(brief, (event) => {
      const region = numberOf(event, 'region');
      const term = numberOf(event, 'term');
      const other = leaders.get(`${region}/${term}`);
      leaders.set(`${region}/${term}`, event.actor);
      if (other === undefined || other === event.actor) return undefined;
      const both = `${nameOf(brief, other)} and ${nameOf(brief, event.actor)}`;
      return violation(`${both} both lead region ${region} in term ${term}.`, event.actor, other);
    });
  },
};

/** What is known of one voter's log. */
interface KnownLog {
  /** Term of each entry; index 1 stands at place 0. */
  readonly terms: number[];
  isLeading: boolean;
}

const LOG_KINDS = ['raft.entry.appended', 'raft.log.truncated', 'raft.snapshot.installed'];

/** All that the watchers of logs follow. */
class Logs {
  readonly logs = new Map<ActorIndex, KnownLog>();
  /** The terms of committed entries, by region. */
  readonly committed = new Map<number, number[]>();

  of(actor: ActorIndex): KnownLog {
    let log = this.logs.get(actor);
    if (log === undefined) this.logs.set(actor, (log = { terms: [], isLeading: false }));
    return log;
  }

  committedIn(region: number): number[] {
    let terms = this.committed.get(region);
    if (terms === undefined) this.committed.set(region, (terms = []));
    return terms;
  }

  /** Follows an event; what a snapshot stands for is what was committed. */
  follow(event: EventRecord): void {
    const log = this.of(event.actor);
    switch (event.kind) {
      case 'raft.entry.appended':
        log.terms.length = numberOf(event, 'index') - 1;
        log.terms.push(numberOf(event, 'term'));
        return;
      case 'raft.log.truncated':
        log.terms.length = Math.max(0, numberOf(event, 'index') - 1);
        return;
      case 'raft.snapshot.installed': {
        const index = numberOf(event, 'index');
        const known = this.committedIn(numberOf(event, 'region'));
        const isMatch = log.terms[index - 1] === numberOf(event, 'term');
        for (let i = 0; i < index; i++) log.terms[i] = known[i] ?? 0;
        if (!isMatch) log.terms.length = index;
        return;
      }
      case 'raft.leader.elected':
        log.isLeading = true;
        return;
      case 'raft.leader.deposed':
      case 'agent.crashed':
        log.isLeading = false;
        return;
    }
  }
}

function watchLogs(brief: Brief, judge: (event: EventRecord, logs: Logs) => Verdict): Watch {
  const logs = new Logs();
  return watching(brief, (event) => {
    const verdict = judge(event, logs);
    logs.follow(event);
    return verdict;
  });
}

const leaderAppendOnly: ClusterProperty = {
  name: 'leaderAppendOnly',
  title: 'A leader never drops entries of its log',
  temper: 'always',
  watches: ['raft.log.truncated', 'raft.leader.elected', 'raft.leader.deposed', 'agent.crashed'],
  watch: (brief) =>
    watchLogs(brief, (event, logs) =>
      event.kind === 'raft.log.truncated' && logs.of(event.actor).isLeading
        ? violation(
            `${nameOf(brief, event.actor)} leads and drops entries of its log.`,
            event.actor,
          )
        : undefined,
    ),
};

/** An entry as the first log had it, and the term of the one before. */
interface Appended {
  readonly entry: string;
  readonly previous: number;
  readonly by: ActorIndex;
}

const logMatching: ClusterProperty = {
  name: 'logMatching',
  title: 'Logs with an entry of one index and term are the same up to it',
  temper: 'always',
  watches: LOG_KINDS,
  watch(brief) {
    const entries = new Map<string, Appended>();
    return watchLogs(brief, (event, logs) => {
      if (event.kind !== 'raft.entry.appended') return undefined;
      const index = numberOf(event, 'index');
      const term = numberOf(event, 'term');
      const entry = textOf(event, 'entry');
      const previous = index === 1 ? 0 : (logs.of(event.actor).terms[index - 2] ?? -1);
      const region = numberOf(event, 'region');
      const key = `${region}/${index}/${term}`;
      const known = entries.get(key);
      if (known === undefined) {
        entries.set(key, { entry, previous, by: event.actor });
        return undefined;
      }
      const where = `Entry ${index} of term ${term} in region ${region}`;
      if (known.entry !== entry)
        return violation(
          `${where} is ${entry} at ${nameOf(brief, event.actor)} and ${known.entry} at ${nameOf(brief, known.by)}.`,
          event.actor,
          known.by,
        );
      // After a snapshot the entry before may not be known by its term.
      const isSame = previous === known.previous || previous <= 0 || known.previous <= 0;
      return isSame
        ? undefined
        : violation(
            `${where} follows one of term ${previous} at ${nameOf(brief, event.actor)} and one of term ${known.previous} at ${nameOf(brief, known.by)}.`,
            event.actor,
            known.by,
          );
    });
  },
};

const leaderCompleteness: ClusterProperty = {
  name: 'leaderCompleteness',
  title: 'A leader has every entry that was committed before its term',
  temper: 'always',
  watches: [...LOG_KINDS, 'raft.entry.committed', 'raft.leader.elected'],
  watch: (brief) =>
    watchLogs(brief, (event, logs) => {
      const region = numberOf(event, 'region');
      if (event.kind === 'raft.entry.committed') {
        logs.committedIn(region)[numberOf(event, 'index') - 1] = numberOf(event, 'term');
        return undefined;
      }
      if (event.kind !== 'raft.leader.elected') return undefined;
      const { terms } = logs.of(event.actor);
      const committed = logs.committedIn(region);
      const missing = committed.findIndex(
        (term, i) => term < numberOf(event, 'term') && terms[i] !== term && terms[i] !== 0,
      );
      return missing === -1
        ? undefined
        : violation(
            `${nameOf(brief, event.actor)} leads region ${region} without the committed entry ${missing + 1}.`,
            event.actor,
          );
    }),
};

const stateMachineSafety: ClusterProperty = {
  name: 'stateMachineSafety',
  title: 'No two voters apply different entries at one index',
  temper: 'always',
  watches: ['raft.entry.committed'],
  watch(brief): Watch {
    const applied = new Map<string, { readonly what: string; readonly by: ActorIndex }>();
    return watching(brief, (event) => {
      const key = `${numberOf(event, 'region')}/${numberOf(event, 'index')}`;
      const what = `${textOf(event, 'entry')} of term ${numberOf(event, 'term')}`;
      const known = applied.get(key);
      if (known === undefined) applied.set(key, { what, by: event.actor });
      if (known === undefined || known.what === what) return undefined;
      return violation(
        `At index ${numberOf(event, 'index')} ${nameOf(brief, known.by)} applied ${known.what}, ${nameOf(brief, event.actor)} applies ${what}.`,
        event.actor,
        known.by,
      );
    });
  },
};

/** The voters that count for each actor: those its log names last, or those of the beginning. */
function votersKnownBy(brief: Brief): (actor: ActorIndex, region: number) => readonly ActorIndex[] {
  const founding = new Map<number, readonly ActorIndex[]>();
  return (_actor, region) => {
    let voters = founding.get(region);
    if (voters === undefined) {
      const members = brief.seats.filter(
        (seat) => seat.role === 'member' && seat.region === region,
      );
      const most = Math.min(brief.parameters.votersPerRegion, members.length);
      const count = most % 2 === 1 ? most : Math.max(1, most - 1);
      voters = members.slice(0, count).map(({ actor }) => actor);
      founding.set(region, voters);
    }
    return voters;
  };
}

const minorityNeverCommits: ClusterProperty = {
  name: 'minorityNeverCommits',
  title: 'What is committed lies in the logs of a majority of the voters',
  temper: 'always',
  watches: [...LOG_KINDS, 'raft.commit.advanced', 'raft.voters.changed'],
  watch(brief) {
    const founding = votersKnownBy(brief);
    const changed = new Map<ActorIndex, readonly ActorIndex[]>();
    return watchLogs(brief, (event, logs) => {
      if (event.kind === 'raft.voters.changed') {
        changed.set(event.actor, JSON.parse(textOf(event, 'voters')) as readonly ActorIndex[]);
        return undefined;
      }
      if (event.kind !== 'raft.commit.advanced') return undefined;
      const region = numberOf(event, 'region');
      const index = numberOf(event, 'index');
      const voters = changed.get(event.actor) ?? founding(event.actor, region);
      const term = logs.of(event.actor).terms[index - 1];
      const holders = voters.filter((voter) => logs.of(voter).terms[index - 1] === term);
      if (holders.length >= majority(voters.length)) return undefined;
      return violation(
        `${nameOf(brief, event.actor)} commits entry ${index} of region ${region}, which ${holders.length} of ${voters.length} voters have.`,
        event.actor,
      );
    });
  },
};

export const RAFT_PROPERTIES: readonly ClusterProperty[] = [
  electionSafety,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
  minorityNeverCommits,
];
