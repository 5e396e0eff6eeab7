/** What it is: one agent at the cursor: what the stream tells of it, and its own state, re-executed to there. */

import type { Run } from '../kernel/run.ts';
import type { Inspection } from '../projections/frame.ts';
import { standingOf } from '../projections/agents.ts';
import { standingFacts } from '../projections/standing.ts';
import { sayMicros, sayWhole } from '../projections/units.ts';
import type { RunView } from './runView.ts';

/** `agentId` is an agent's id or `coordination/name`; its first actor is shown. Undefined: no such agent. */
export function inspect(
  view: RunView,
  run: Run,
  cursor: { readonly at: number; readonly seq: number },
  agentId: string,
): Inspection | undefined {
  const entry = view.actors.find((actor) => actor.agentId === agentId);
  if (entry === undefined) return undefined;
  const agents = view.agentsAt(cursor.seq);
  const last = agents.lastSeq[entry.actor] as number;
  // One who comes later has no state yet.
  const appearance = entry.actor < run.actors.length ? run.appearance(entry.actor) : {};
  return {
    agent: agentId,
    actor: entry.actor,
    role: entry.role,
    condition: view.conditionWordAt(cursor.seq, entry.actor),
    facts: [
      ['Sent', sayWhole(agents.sent[entry.actor] as number)],
      ['Received', sayWhole(agents.received[entry.actor] as number)],
      ['Ignored', sayWhole(agents.ignored[entry.actor] as number)],
      ...standingFacts(entry, (agent) => standingOf(agents, agent)),
      ['Last', last < 0 ? '–' : `${view.log.row(last).says} (${sayMicros(view.events.at(last))})`],
    ],
    state: Object.entries(appearance).map(([label, value]) => [label, sayValue(value)] as const),
  };
}

function sayValue(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
