/**
 * What it is: what must hold of the decisions of regions and of the placement of tasks, watched from outside.
 * Source: Lamport, "Paxos Made Simple", 2001; Karger et al., STOC 1997.
 */

import type { ActorIndex, Micros } from '../../../base/units.ts';
import { majority } from '../../../base/quorum.ts';
import type { Violation, Watch } from '../../../contract/protocol.ts';
import { nameOf } from '../../../contract/sentences.ts';
import { isOwn, numberOf, violation, watching } from '../../../contract/watching.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import type { Brief, ClusterProperty } from './watching.ts';
import { atQuiet, DISTURBANCES, isWhole, noteDisturbance } from './watching.ts';
import { membershipMicros } from './membership.ts';

const NO_COMMAND = -1;

const decisionAgreement: ClusterProperty = {
  name: 'decisionAgreement',
  title: 'All regions learn the same command in a slot',
  temper: 'always',
  watches: ['regions.value.decided', 'regions.value.learned'],
  watch(brief): Watch {
    const decided = new Map<number, number>();
    return watching(brief, (event) => {
      const slot = numberOf(event, 'slot');
      const command = numberOf(event, 'command');
      const known = decided.get(slot);
      if (known === undefined) decided.set(slot, command);
      if (known === undefined || known === command) return undefined;
      return violation(
        `${nameOf(brief, event.actor)} has command ${command} in slot ${slot}, others have ${known}.`,
        event.actor,
      );
    });
  },
};

const regionCountOf = (brief: Brief): number =>
  brief.seats.filter(({ role }) => role === 'client').length;

const regionQuorum: ClusterProperty = {
  name: 'regionQuorum',
  title: 'No command is decided that a majority of regions has not accepted in one ballot',
  temper: 'always',
  watches: ['regions.value.accepted', 'regions.value.decided'],
  watch(brief): Watch {
    const accepted = new Map<string, Set<number>>();
    const decided = new Set<string>();
    return watching(brief, (event) => {
      const slot = numberOf(event, 'slot');
      const key = `${slot}/${numberOf(event, 'ballot')}/${numberOf(event, 'command')}`;
      const regions = accepted.get(key) ?? new Set<number>();
      accepted.set(key, regions);
      if (event.kind === 'regions.value.accepted') {
        regions.add(numberOf(event, 'region'));
        return undefined;
      }
      // What is decided stays so: a later ballot may hear it from regions that know it and accept nothing.
      const value = `${slot}/${numberOf(event, 'command')}`;
      if (decided.has(value)) return undefined;
      decided.add(value);
      const count = regionCountOf(brief);
      if (regions.size >= majority(count)) return undefined;
      return violation(
        `${nameOf(brief, event.actor)} decides slot ${slot}, which ${regions.size} of ${count} regions have accepted.`,
        event.actor,
      );
    });
  },
};

const decidedOnce: ClusterProperty = {
  name: 'decidedOnce',
  title: 'No voter performs a command twice, and only commands that a client has brought',
  temper: 'always',
  watches: ['client.command.submitted', 'regions.value.learned'],
  watch(brief): Watch {
    const brought = new Set<number>();
    const performed = new Map<string, number>();
    return watching(brief, (event) => {
      const command = numberOf(event, 'command');
      if (event.kind === 'client.command.submitted') {
        brought.add(command);
        return undefined;
      }
      if (command === NO_COMMAND || event.fields['isRepeated'] === true) return undefined;
      const slot = numberOf(event, 'slot');
      const key = `${event.actor}/${command}`;
      const before = performed.get(key);
      performed.set(key, slot);
      if (!brought.has(command))
        return violation(
          `${nameOf(brief, event.actor)} performs command ${command} in slot ${slot}, which nobody has brought.`,
          event.actor,
        );
      // One that crashed applies its log again from its snapshot on.
      if (before === undefined || before === slot) return undefined;
      return violation(
        `${nameOf(brief, event.actor)} performs command ${command} in slots ${before} and ${slot}.`,
        event.actor,
      );
    });
  },
};

const placedOnce: ClusterProperty = {
  name: 'placedOnce',
  title: 'An assignment of a task is to one node, and only that node takes it',
  temper: 'always',
  watches: ['ring.task.assigned', 'ring.task.held'],
  watch(brief): Watch {
    const nodes = new Map<string, ActorIndex>();
    return watching(brief, (event) => {
      const key = `${numberOf(event, 'task')}/${numberOf(event, 'number')}`;
      const isHeld = event.kind === 'ring.task.held';
      const node = isHeld ? event.actor : numberOf(event, 'node');
      const known = nodes.get(key);
      if (known === undefined && !isHeld) nodes.set(key, node);
      if (known === node || (known === undefined && !isHeld)) return undefined;
      const assigned = known === undefined ? 'nobody' : nameOf(brief, known);
      return violation(
        `Task ${numberOf(event, 'task')}, assignment ${numberOf(event, 'number')}, is at ${nameOf(brief, node)} and was given to ${assigned}.`,
        ...new Set([event.actor, node]),
      );
    });
  },
};

/** How long the cluster may take after a disturbance to decide what waits. */
function decisionMicros(brief: Brief): Micros {
  const { electionMicros, regionTimeoutMicros } = brief.parameters;
  return 6 * electionMicros + (6 + 3 * regionCountOf(brief)) * 2 * regionTimeoutMicros;
}

/** Judges at the end, unless the cluster was disturbed a short while before or is still. */
function atRest(
  brief: Brief,
  time: (brief: Brief) => Micros,
  follow: (event: EventRecord) => void,
  mistake: (end: Micros) => Violation | undefined,
): Watch {
  const quiet = atQuiet();
  let end = brief.parameters.runMicros;
  return {
    observe(event) {
      end = Math.max(end, event.at);
      noteDisturbance(quiet, event);
      if (isOwn(brief, event.actor)) follow(event);
      return undefined;
    },
    conclude() {
      const isDue = isWhole(quiet) && end - quiet.since >= time(brief);
      return (isDue ? mistake(end) : undefined) ?? 'observed';
    },
  };
}

/** Whether so many actors of a region are down that its group cannot decide, or too many such regions. */
function canDecide(brief: Brief, region: number): boolean {
  const { regions, votersPerRegion } = brief.parameters;
  const isAble = (one: number): boolean => {
    const voters = brief.seats
      .filter((seat) => seat.role === 'member' && seat.region === one)
      .slice(0, votersPerRegion);
    const up = voters.filter(({ actor }) => !brief.isCrashed(actor)).length;
    return up >= majority(voters.length);
  };
  const count = Math.min(regions, regionCountOf(brief));
  const able = Array.from({ length: count }, (_, one) => one).filter(isAble);
  return isAble(region) && able.length >= majority(count);
}

const commandsDecided: ClusterProperty = {
  name: 'commandsDecided',
  title: 'What clients bring is decided once messages arrive in time',
  temper: 'eventually',
  watches: ['client.command.submitted', 'client.command.settled', ...DISTURBANCES],
  watch(brief): Watch {
    const open = new Map<number, { readonly at: Micros; readonly region: number }>();
    return atRest(
      brief,
      decisionMicros,
      (event) => {
        const command = numberOf(event, 'command');
        if (event.kind === 'client.command.settled') open.delete(command);
        else if (event.kind === 'client.command.submitted')
          open.set(command, { at: event.at, region: numberOf(event, 'region') });
      },
      (end) => {
        for (const [command, { at, region }] of open) {
          if (end - at < decisionMicros(brief) || !canDecide(brief, region)) continue;
          const client = brief.seats.find(
            (seat) => seat.role === 'client' && seat.region === region,
          );
          if (client !== undefined && brief.isCrashed(client.actor)) continue;
          return violation(
            `Command ${command} of ${client?.agentId ?? `region ${region}`} was not decided.`,
            ...(client === undefined ? [] : [client.actor]),
          );
        }
        return undefined;
      },
    );
  },
};

const placementConverges: ClusterProperty = {
  name: 'placementConverges',
  title: 'Once nothing changes, every task is held by one node, the one it was assigned to last',
  temper: 'eventually',
  watches: ['ring.task.assigned', 'ring.task.held', 'ring.task.released', ...DISTURBANCES],
  watch(brief): Watch {
    const assigned = new Map<
      number,
      { node: ActorIndex; number: number; region: number; at: Micros }
    >();
    const held = new Map<number, Map<ActorIndex, number>>();
    return atRest(
      brief,
      (one) => membershipMicros(one) + decisionMicros(one),
      (event) => {
        // What a node held is gone with its crash.
        if (event.kind === 'agent.restarted')
          for (const holders of held.values()) holders.delete(event.actor);
        if (DISTURBANCES.includes(event.kind)) return;
        const task = numberOf(event, 'task');
        const number = numberOf(event, 'number');
        if (event.kind === 'ring.task.assigned') {
          if (number >= (assigned.get(task)?.number ?? 0)) {
            const region = numberOf(event, 'region');
            assigned.set(task, { node: numberOf(event, 'node'), number, region, at: event.at });
          }
          return;
        }
        const holders = held.get(task) ?? new Map<ActorIndex, number>();
        held.set(task, holders);
        if (event.kind === 'ring.task.held') holders.set(event.actor, number);
        else holders.delete(event.actor);
      },
      (end) => {
        for (const [task, { node, number, region, at }] of assigned) {
          if (end - at < decisionMicros(brief) || !canDecide(brief, region)) continue;
          const holders = [...(held.get(task) ?? [])].filter(([actor]) => !brief.isCrashed(actor));
          const [holder] = holders;
          if (holders.length === 1 && holder?.[0] === node && holder[1] === number) continue;
          const names = holders.map(([actor]) => nameOf(brief, actor)).join(', ') || 'nobody';
          return violation(
            `Task ${task} was assigned to ${nameOf(brief, node)} and is held by ${names}.`,
            ...new Set([node, ...holders.map(([actor]) => actor)]),
          );
        }
        return undefined;
      },
    );
  },
};

const sometimes = (name: string, title: string, kind: string): ClusterProperty => ({
  name,
  title,
  temper: 'sometimes',
  watches: [kind],
  watch: (brief) => watching(brief, () => 'observed'),
});

export const REGION_PROPERTIES: readonly ClusterProperty[] = [
  decisionAgreement,
  regionQuorum,
  decidedOnce,
  placedOnce,
  commandsDecided,
  placementConverges,
  sometimes('regionDecided', 'The regions decide a command', 'regions.value.decided'),
  sometimes('leaderChanged', 'A leader is deposed', 'raft.leader.deposed'),
  sometimes('memberConfirmed', 'A member is given up', 'swim.member.confirmed'),
];
