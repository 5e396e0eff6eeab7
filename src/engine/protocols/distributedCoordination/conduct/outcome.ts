/** What it is: the outcome of a run, as its first client was told it. */

import type { Context } from '../../../contract/protocol.ts';
import type { DistributedParameters } from '../card.ts';
import { layoutOf } from './layout.ts';
import type { CensusMessage } from './messages.ts';
import type { ClientState } from './state.ts';

export interface DistributedOutcome {
  readonly decision: string;
  readonly regions: number;
  readonly commands: number;
  /** Settled commands, as their clients know. */
  readonly decided: number;
  readonly latencyMeanMicros: number;
  readonly latencyMaxMicros: number;
  /** Leaders that answered the survey. */
  readonly leaders: number;
  /** The lowest and highest counts that a leader gave. */
  readonly alive: number;
  readonly aliveMost: number;
  readonly dead: number;
  readonly tasks: number;
  readonly placed: number;
  readonly termMax: number;
}

/** The outcome; counts of the membership are the leaders', and 0 if none answered. */
export function outcomeOf(
  client: ClientState,
  context: Context<DistributedParameters>,
): DistributedOutcome {
  const { regionCount } = layoutOf(context.seats, context.parameters);
  const reports = [...client.reports.values()];
  const sum = (of: (report: (typeof reports)[number]) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  const decided = sum(({ settled }) => settled);
  const commands = regionCount * context.parameters.commandsPerRegion;
  const censuses = [...client.censuses.values()];
  const all = (of: (census: CensusMessage) => number) => censuses.map(of);
  const alive = all((census) => census.alive);
  return {
    decision: `${decided} of ${commands} commands`,
    regions: regionCount,
    commands,
    decided,
    latencyMeanMicros:
      decided === 0 ? 0 : Math.round(sum(({ latencySum }) => latencySum) / decided),
    latencyMaxMicros: reports.reduce((most, { latencyMost }) => Math.max(most, latencyMost), 0),
    leaders: censuses.length,
    alive: alive.length === 0 ? 0 : Math.min(...alive),
    aliveMost: Math.max(0, ...alive),
    dead: Math.max(0, ...all((census) => census.dead)),
    tasks: all((census) => census.tasks).reduce((total, one) => total + one, 0),
    placed: all((census) => census.placed).reduce((total, one) => total + one, 0),
    termMax: Math.max(0, ...all((census) => census.term)),
  };
}
