/**
 * What it is: what a coordination of the drawing will bear and cost, for the face of a node and the advice in the
 * inspector; the arithmetic is the engine's. A drawing with mistakes has no plan, so what it looks at is read
 * from the drawing: pools are taken at their means, overrides do not count.
 */

import { AGENT_CARDS } from '../../engine/agents/cards.ts';
import type { Design, NodeOf } from '../../engine/document/design.ts';
import { networkSettings } from '../../engine/document/design.ts';
import type { Figure } from '../../engine/forecast/figure.ts';
import { compareRun, forecastOf, absences, silencedBy } from '../../engine/forecast/forecast.ts';
import type { RunSummary } from '../../engine/kernel/run.ts';
import type { Plan } from '../../engine/plan/plan.ts';
import { findNode } from './designEdits.ts';
import { participantCount, protocolOf } from './participation.ts';

type Pool = NodeOf<'pool'>;

/** The figures of a coordination as it is drawn; none when no protocol fits or nobody takes part. */
export function forecastNode(design: Design, node: NodeOf<'coordination'>): readonly Figure[] {
  const sources = design.connections
    .filter(({ target }) => target.node === node.id)
    .map(({ source }) => findNode(design, source.node));
  const pools = sources.filter((source): source is Pool => source?.kind === 'pool');
  const network = sources.find((source) => source?.kind === 'network');
  const silenced = silencedBy(design.faults, node.startMicros ?? 0);
  const count = participantCount(design, node.id);
  const thinking = pools.reduce((sum, pool) => sum + pool.count * thinkingOf(pool), 0);
  return forecastOf(protocolOf(design, node), {
    participants: count,
    parameters: node.parameters,
    network: network?.kind === 'network' ? network.settings : networkSettings.parse({}),
    thinkMicros: count === 0 ? 0 : thinking / count,
    ...absences(silenced, (agent) => pools.some(({ id }) => agent.startsWith(`${id}/`))),
  });
}

/** The figures with what a finished run came to, where it was foreseen with the same values. */
export function measuredBeside(
  figures: readonly Figure[],
  plan: Plan,
  summary: RunSummary,
  coordination: string,
): ReadonlyMap<string, number> {
  const planned = plan.coordinations.find(({ id }) => id === coordination);
  const ended = summary.coordinations.find(({ id }) => id === coordination);
  if (planned === undefined || ended === undefined) return new Map();
  const compared = compareRun(plan, planned, ended);
  return new Map(
    compared.flatMap(({ label, measure, measured }) =>
      measured !== undefined &&
      figures.some((one) => one.label === label && one.measure === measure)
        ? [[label, measured] as const]
        : [],
    ),
  );
}

/** The mean time in which an agent of the pool answers. */
function thinkingOf({ agent, template }: Pool): number {
  const stated = template['thinkMicros'];
  if (typeof stated === 'number') return stated;
  if (typeof stated === 'object' && stated !== null && !Array.isArray(stated)) {
    if ('mean' in stated) return Number(stated['mean']);
    if ('from' in stated && 'to' in stated)
      return (Number(stated['from']) + Number(stated['to'])) / 2;
  }
  const defaults = AGENT_CARDS.get(agent)?.parameters.parse({});
  return defaults !== null && typeof defaults === 'object' && 'thinkMicros' in defaults
    ? Number(defaults.thinkMicros)
    : 0;
}
