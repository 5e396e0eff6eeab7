/**
 * What it is: what a cluster will bear and cost when nothing goes wrong.
 * Source: SWIM, section 3.1, for the first detection and the load of the membership; messages of a log's entry and of
 * a decision are counted.
 */

import type { Figure, Prospect } from './figure.ts';
import { numberIn } from './figure.ts';

/** What is told beside an entry: to and from the client, between the chair and each other region, to the node. */
const MESSAGES_OF_COMMAND = 4;
const MESSAGES_OF_REGION = 3;
const MESSAGES_OF_TASK = 2;
const CLOSING_MICROS = 500_000;

/** The figures of distributed_coordination. */
export function forecastCluster(prospect: Prospect): readonly Figure[] {
  const { participants: n } = prospect;
  const regions = Math.min(numberIn(prospect, 'regions', 3), n);
  const most = Math.min(numberIn(prospect, 'votersPerRegion', 5), Math.floor(n / regions));
  const voters = most % 2 === 1 ? most : Math.max(1, most - 1);
  const run = numberIn(prospect, 'runMicros', 20_000_000);
  const commands = regions * numberIn(prospect, 'commandsPerRegion', 10);
  const pings = 2 * n * (run / numberIn(prospect, 'periodMicros', 1_000_000));
  const beats = run / numberIn(prospect, 'heartbeatMicros', 120_000);
  const entry = 2 * (voters - 1);
  // The command and the assignment in one region, acceptance and decision in each.
  const each =
    entry * (2 + 2 * regions) +
    MESSAGES_OF_COMMAND +
    MESSAGES_OF_REGION * (regions - 1) +
    MESSAGES_OF_TASK;
  const messages = Math.round(pings + regions * entry * beats + commands * each);
  return [
    {
      label: 'Bears crashed',
      value: `${(voters - 1) / 2} of ${voters} voters, ${Math.floor((regions - 1) / 2)} of ${regions} regions`,
      why: 'A region decides with a majority of its voters, the cluster with a majority of its regions.',
    },
    {
      label: 'A crash is found out',
      value: `in ${firstDetection(n).toFixed(2)} periods`,
      why: 'The mean until somebody picks the crashed one at random: 1/p, p = 1 − (1 − 1/(N−1))^(N−1).',
    },
    {
      label: 'Messages, about',
      value: messages,
      measure: 'messages',
      why: `Two pings a member and period, heartbeats to ${voters - 1} voters of each region, and ${each} for each of ${commands} commands.`,
    },
    {
      label: 'Takes',
      value: run + CLOSING_MICROS,
      unit: 'µs',
      measure: 'virtualMicros',
      why: 'As long as it is asked to run, and half a second to hear how it went.',
    },
  ];
}

function firstDetection(n: number): number {
  let nobody = 1;
  for (let i = 0; i < n - 1; i++) nobody *= 1 - 1 / (n - 1);
  return 1 / (1 - nobody);
}
