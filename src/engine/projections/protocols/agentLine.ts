/** What it is: the line that a chart draws for an agent: named as the stage names it, in the colour of its dot. */

import type { ActorIndex } from '../../base/units.ts';
import type { ChartSink, LineName } from '../charts.ts';
import { labelOf } from '../face.ts';

/** The line of an actor; an actor that the run does not know has its number for a name. */
export function agentLine(sink: ChartSink, actor: ActorIndex): LineName {
  const entry = sink.actors[actor];
  const title = entry === undefined ? String(actor) : labelOf(entry);
  return { id: entry?.agentId ?? title, title, hue: actor, actor };
}
