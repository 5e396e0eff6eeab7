/**
 * What it is: a hierarchical vote before it runs: its levels, its messages, and how long it votes and tells.
 * Units: virtual microseconds; losses and the replacement of a representative are not counted.
 */

import type { Micros } from '../base/units.ts';
import { counted } from '../contract/sentences.ts';
import type { Figure, Prospect } from './figure.ts';
import { numberIn } from './figure.ts';
import { hierarchyShape } from './hierarchyShape.ts';
import { lastOf, latencyDelay, thinkDelay } from './waiting.ts';

/** How often the decision is told again, before nobody waits any more, to those who were silent before and to others. */
const REPEATS = { silent: 2, heard: 5 };

/** What a hierarchy will take. */
export function forecastHierarchy(prospect: Prospect): readonly Figure[] {
  const { participants: n, network, thinkMicros, mute } = prospect;
  const size = numberIn(prospect, 'clusterSize', 5);
  const clusters = hierarchyShape(n, size, numberIn(prospect, 'maxLevels', 4));
  const seats = clusters.reduce((sum, _, level) => sum + (clusters[level - 1] ?? n), 0);
  const representatives = clusters.reduce((sum, one) => sum + one, 0);
  // Convened, asked and answering, for each seat but the representative's own; announced, reported, received;
  // and the decision on its way down, to every agent once, and its answer.
  const each = seats + 2 * (seats - representatives) + 3 * representatives + 2 * n;
  const latency = latencyDelay(network.latency);
  const wait = mute > 0 ? numberIn(prospect, 'clusterTimeoutMicros', 15_000_000) : 0;
  const levels = clusters.map((_, level) => {
    const asked = clusters[level - 1] ?? n;
    const thinking = level === 0 ? [thinkDelay(thinkMicros)] : [];
    const answered = lastOf(asked, [latency, latency, ...thinking, latency, latency]);
    return level === 0 ? Math.max(answered, wait) : answered;
  });
  const voting = levels.reduce((sum, one) => sum + one, 0);
  const lost = lossesOf(prospect, 2 * latency.mean + thinkMicros, voting);
  const telling = clusters.map((_, level) => lastOf(clusters[level - 1] ?? n, [latency, latency]));
  const told = telling.reduce((sum, one) => sum + one, lastOf(1, [latency, latency]));
  return [
    {
      label: 'Levels',
      value: clusters.length,
      why: `Clusters of ${size}, level by level: ${clusters.join(', ')}.`,
    },
    messagesOf(prospect, { clusters, levels, voting, lost, each, seats, representatives }),
    {
      label: 'A flat vote takes',
      value: 3 * n,
      why: `A question, an answer and a verdict for each agent: 3n = ${3 * n}.`,
    },
    {
      label: lost.unheard > 0 ? 'Decides after at least' : 'Decides after about',
      value: voting + told + patienceWith(prospect, lost),
      unit: 'µs',
      measure: 'virtualMicros',
      why: whyOfTime(clusters.length, lost),
    },
  ];
}

/** Who does not learn the decision: never there, gone before voting, and gone after it. */
interface Losses {
  readonly mute: number;
  readonly unheard: number;
  readonly heard: number;
}

/** Votes are there after `answered`, the decision after `voting`; who leaves later is not waited for. */
function lossesOf({ mute, leaving = [] }: Prospect, answered: Micros, voting: Micros): Losses {
  const unheard = leaving.filter((after) => after < answered).length;
  return { mute, unheard, heard: leaving.filter((after) => after < voting).length - unheard };
}

interface Course {
  readonly clusters: readonly number[];
  readonly levels: readonly Micros[];
  readonly voting: Micros;
  readonly lost: Losses;
  readonly each: number;
  readonly seats: number;
  readonly representatives: number;
}

function messagesOf(prospect: Prospect, course: Course): Figure {
  const { participants: n } = prospect;
  const { clusters, levels, voting, lost, each, seats, representatives } = course;
  // Representatives of a level beat from its opening to the decision.
  const heartbeat = numberIn(prospect, 'heartbeatMicros', 500_000);
  let opened = 0;
  const beats = clusters.reduce((sum, count, level) => {
    const since = opened;
    opened += levels[level] ?? 0;
    return sum + Math.floor((voting - since) / heartbeat) * ((clusters[level - 1] ?? n) - count);
  }, 0);
  return {
    label: 'Messages, about',
    // Whoever is down is told more often and does not answer.
    value:
      each +
      beats +
      (lost.mute + lost.unheard) * (REPEATS.silent - 1) +
      lost.heard * (REPEATS.heard - 1),
    measure: 'messages',
    why: `${seats} seats in ${counted(representatives, 'cluster')}, the decision down to ${n} and their answers, and ${beats} heartbeats.`,
  };
}

/** How long who tells the decision waits for somebody lost: a heartbeat, then twice as long, at most half a silence. */
function patienceWith(prospect: Prospect, { mute, unheard, heard }: Losses): Micros {
  if (mute + unheard + heard === 0) return 0;
  const repeats = heard > 0 ? REPEATS.heard : REPEATS.silent;
  const heartbeat = numberIn(prospect, 'heartbeatMicros', 500_000);
  const silence = numberIn(prospect, 'silenceMicros', 2_000_000);
  const most = Math.max(heartbeat, Math.floor(silence / 2));
  let wait = 0;
  for (let repeat = 0, next = heartbeat; repeat <= repeats; repeat++) {
    wait += next;
    next = Math.min(most, 2 * next);
  }
  return wait;
}

function whyOfTime(levels: number, { mute, unheard, heard }: Losses): string {
  const down = mute + unheard + heard;
  if (down === 0)
    return `Convened, asked, answered and reported at each of ${counted(levels, 'level')}, where agents think at the first; then told and answered, level by level.`;
  const again = `the decision is told again ${heard > 0 ? REPEATS.heard : REPEATS.silent} times to who is down`;
  if (unheard > 0)
    return `${counted(unheard, 'member')} will fall silent before voting: a representative is replaced after a silence, for another its cluster waits for the time-out of votes; ${again}.`;
  return mute > 0
    ? `${counted(mute, 'member')} will not answer, so the first level waits for the time-out of votes; ${again}.`
    : `${counted(heard, 'member')} will fall silent after voting: ${again}.`;
}
