/** What it is: the view of distributed_coordination: its face, its map of regions, its lanes of voters. */

import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import { labelOf } from '../face.ts';
import { distributedCard } from '../../protocols/distributedCoordination/card.ts';
import type { SpaceTimeStage } from '../frame.ts';
import type { RegionsStage } from '../regionsStage.ts';
import type { MilestoneRules } from '../milestones.ts';
import { spaceTimeStage } from '../spaceTime.ts';
import { sayMicros } from '../units.ts';
import { sayCommand } from './commandWords.ts';
import { distributedCharts } from './distributedCharts.ts';
import { copyLook, createLook, lookHandlers } from './distributedLook.ts';
import type { DistributedLook } from './distributedLook.ts';

const milestones: MilestoneRules = {
  'raft.election.started': (events, seq) => ({
    kind: 'election',
    label: `stands in term ${events.int(seq, 1)}${events.int(seq, 2) === 1 ? ' (pre-vote)' : ''}`,
  }),
  'raft.leader.elected': (events, seq) => ({
    kind: 'leader',
    label: `leads in term ${events.int(seq, 1)}`,
  }),
  'raft.leader.deposed': (events, seq) => ({
    kind: 'deposed',
    label: `deposed: ${events.text(events.int(seq, 2))}`,
  }),
  'raft.commit.advanced': (events, seq) => ({
    kind: 'commit',
    label: `commits up to ${events.int(seq, 1)}`,
  }),
  'regions.value.decided': (events, seq) => ({
    kind: 'decision',
    label: `slot ${events.int(seq, 1)}: command ${sayCommand(events.int(seq, 2))}`,
  }),
};

/** Whom most others hold dead. */
function deadCount({ deadBy, members }: DistributedLook): number {
  return deadBy.reduce((sum, by) => sum + (2 * by > members ? 1 : 0), 0);
}

function face(look: DistributedLook, brief: FaceBrief): Face {
  const wanted = Number(brief.coordination.parameters['commandsPerRegion']) * look.regions.length;
  const leaders = look.regions.filter(({ leader }) => leader !== undefined).length;
  const term = look.regions.reduce((most, region) => Math.max(most, region.term), 0);
  const waiting = look.regions.reduce((sum, region) => sum + region.waiting, 0);
  const phases = look.regions.some(({ isElecting }) => isElecting) ? 'election' : 'deciding';
  const isIdle = look.presider !== undefined && waiting === 0 && phases === 'deciding';
  return {
    phase: look.presider === undefined ? 'election' : isIdle ? 'steady' : phases,
    progress: wanted === 0 ? 0 : Math.min(1, look.settled / wanted),
    facts: [
      ['Leaders', `${leaders} of ${look.regions.length}, term ${term}`],
      ['Decided', `${look.settled} of ${wanted}`],
      ['Latency', look.settled === 0 ? '–' : sayMicros(look.latencySum / look.settled)],
      ['Held dead', `${deadCount(look)} of ${look.members}`],
      ['Elections', String(look.elections)],
    ],
  };
}

function latestHolder(holders: ReadonlyMap<number, number>): number | undefined {
  let holder: number | undefined;
  let highest = -1;
  for (const [member, number] of holders) {
    if (number > highest) [holder, highest] = [member, number];
  }
  return holder;
}

/** Most lanes of the space–time diagram. */
const LANES_MOST = 45;
const LEFT_OUT = distributedCard.messages
  .filter(({ phase }) => ['membership', 'placement', 'clients'].includes(phase))
  .map(({ kind }) => kind);

/** The voters as lanes; what they say about membership and tasks would hide all else. */
function lanes(look: DistributedLook, moment: StageMoment): SpaceTimeStage {
  const { brief } = moment;
  const voters = look.regions.flatMap((region) => region.voters).slice(0, LANES_MOST);
  const own = voters.flatMap((voter) => brief.own[voter] ?? []);
  const isShown = (kind: string): boolean => !LEFT_OUT.includes(kind);
  const drawn = spaceTimeStage({ ...moment, brief: { ...brief, own } }, look.bands, isShown);
  return { ...drawn, leftOut: LEFT_OUT };
}

function stage(look: DistributedLook, moment: StageMoment): RegionsStage | SpaceTimeStage {
  const { brief, view } = moment;
  if (view.asSpaceTime === true) return lanes(look, moment);
  const members = brief.own.slice(0, look.members);
  return {
    kind: 'regions',
    members: members.map((entry) => ({ actor: entry.actor, label: labelOf(entry) })),
    suspectedBy: look.suspectedBy.slice(),
    deadBy: look.deadBy.slice(),
    isAbsent: look.isAbsent.slice(),
    regions: look.regions.map((region, number) => ({
      ...region,
      from: look.regionOf.indexOf(number),
      to: look.regionOf.lastIndexOf(number) + 1,
    })),
    presider: look.presider,
    ballot: look.ballot,
    decisions: [...look.decisions.values()]
      .map(({ accepted, command, ...decision }) => ({
        ...decision,
        command: sayCommand(command),
        accepted: [...accepted],
      }))
      .toSorted((a, b) => a.slot - b.slot),
    decided: look.decided,
    virtualNodes: Number(brief.coordination.parameters['virtualNodes'] ?? 32),
    tasks: [...look.holders].map(([task, holders]) => ({ task, holder: latestHolder(holders) })),
  };
}

/** The view of distributed_coordination. */
export const distributedView: ProtocolView<DistributedLook> = {
  chartRules: distributedCharts,
  milestones,
  create: createLook,
  handlers: lookHandlers,
  copy: copyLook,
  face,
  stage,
};
