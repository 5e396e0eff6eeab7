/**
 * What it is: what a coordination will bear and cost, before it runs, and what came of it beside that.
 * Shapes: a figure with a `measure` is held against the same measure of the finished coordination.
 */

import type { Micros } from '../base/units.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { Plan, PlannedAgent, PlannedCoordination } from '../plan/plan.ts';
import type { PlannedFault } from '../plan/plannedFault.ts';
import type { Figure, Prospect } from './figure.ts';
import { FORECASTS } from './protocols.ts';

/** A figure with what the run came to. */
export interface ComparedFigure extends Figure {
  readonly measured: number | undefined;
}

/** What of a finished coordination is held against its forecast. */
export interface Measured {
  readonly messages: number;
  /** When it was concluded. */
  readonly virtualMicros: Micros;
}

const NOTHING: readonly Figure[] = [];

/** What can be said of a coordination by this protocol before it runs. */
export function forecastOf(
  protocol: ProtocolId | undefined,
  prospect: Prospect,
): readonly Figure[] {
  const forecast = protocol === undefined ? undefined : FORECASTS[protocol];
  return prospect.participants === 0 || forecast === undefined ? NOTHING : forecast(prospect);
}

/** What can be said of a planned coordination. */
export function forecastPlanned(plan: Plan, coordination: PlannedCoordination): readonly Figure[] {
  return forecastOf(coordination.protocol, prospectIn(plan, coordination));
}

/** The figures with what was measured; a figure that forecasts no measure has none. */
export function compareForecast(
  figures: readonly Figure[],
  measured: Measured,
  startMicros: Micros = 0,
): readonly ComparedFigure[] {
  return figures.map((figure) => {
    if (figure.measure === undefined) return { ...figure, measured: undefined };
    const found = measured[figure.measure];
    const isTime = figure.measure === 'virtualMicros';
    return { ...figure, measured: isTime ? found - startMicros : found };
  });
}

/** The figures of a planned coordination as it ran: with those who took part, from when it opened. */
export function compareRun(
  plan: Plan,
  planned: PlannedCoordination,
  measured: Measured & {
    readonly participants: readonly string[];
    readonly openedMicros?: Micros | undefined;
  },
): readonly ComparedFigure[] {
  const { startMicros, supplies } = planned;
  const present = new Set(measured.participants);
  const participants = planned.participants.filter((index) =>
    present.has(plan.agents[index]?.id ?? ''),
  );
  const asRun = supplies === undefined ? planned : { ...planned, participants };
  const figures = forecastPlanned(plan, asRun);
  return compareForecast(figures, measured, measured.openedMicros ?? startMicros);
}

function prospectIn(plan: Plan, coordination: PlannedCoordination): Prospect {
  const { participants, parameters, network, startMicros = 0 } = coordination;
  const agents = participants.flatMap((index) => plan.agents[index] ?? []);
  const silenced = silencedBy(plan.faults, startMicros);
  return {
    participants: participants.length,
    parameters,
    network,
    thinkMicros: meanThinking(agents),
    ...absences(silenced, (id) => agents.some((agent) => agent.id === id)),
  };
}

/** The mean time in which these agents answer; 0 for kinds that state none. */
function meanThinking(agents: readonly PlannedAgent[]): Micros {
  const times = agents.map(({ parameters }) => Number(parameters['thinkMicros'] ?? 0));
  return times.length === 0 ? 0 : times.reduce((sum, one) => sum + one, 0) / times.length;
}

/** Since when an agent is silent for good, from the opening on: 0 for those that never answer. */
export function silencedBy(
  faults: readonly SilencingFault[],
  opening: Micros,
): ReadonlyMap<string, Micros> {
  const since = new Map<string, Micros>();
  for (const fault of faults) {
    const isMute =
      fault.kind === 'crash' || (fault.kind === 'behaviour' && fault.behaviour === 'silent');
    if (!isMute || fault.until !== undefined || fault.when !== undefined) continue;
    const after = Math.max(0, fault.at - opening);
    for (const agent of fault.agents ?? [])
      since.set(agent, Math.min(after, since.get(agent) ?? Infinity));
  }
  return since;
}

/** What of a fault, planned or drawn, says whom it silences. */
type SilencingFault = Pick<PlannedFault, 'kind' | 'at' | 'when'> & {
  readonly until?: Micros | undefined;
  readonly behaviour?: string;
  readonly agents?: readonly string[];
};

/** How many of those who take part never answer, and when the others fall silent. */
export function absences(
  silenced: ReadonlyMap<string, Micros>,
  takesPart: (agent: string) => boolean,
): Pick<Prospect, 'mute' | 'leaving'> {
  const times = [...silenced].flatMap(([agent, after]) => (takesPart(agent) ? [after] : []));
  return {
    mute: times.filter((after) => after === 0).length,
    leaving: times.filter((after) => after > 0),
  };
}
