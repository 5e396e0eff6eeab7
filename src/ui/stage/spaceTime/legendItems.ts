/**
 * What it is: what the legend lists. It stands still while a run plays: the protocol's messages in the order
 * of its card, whether or not any is in view, then the usual points, and the rare ones once there are any.
 */

import type { ProtocolId } from '../../../engine/contract/card.ts';
import { PROTOCOL_CARDS } from '../../../engine/protocols/catalog.ts';
import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';

type Kind = SpaceTimeStage['kinds'][number];

/** Messages of these phases are rare: they are listed when there are some. */
const RARE_PHASES = new Set(['checkpoint', 'catchUp']);
const USUAL_POINTS = ['pre-prepare', 'prepare', 'commit', 'execute', 'reply'];

export function legendKinds(
  stage: SpaceTimeStage,
  protocol: ProtocolId | undefined,
): readonly Kind[] {
  const card = protocol === undefined ? undefined : PROTOCOL_CARDS.get(protocol);
  const listed = (card?.messages ?? []).filter(
    ({ kind, phase }) =>
      stage.leftOut?.includes(kind) !== true &&
      (!RARE_PHASES.has(phase) || stage.kinds.some((other) => other.kind === kind)),
  );
  const rest = stage.kinds.filter(({ kind }) => !listed.some((other) => other.kind === kind));
  return [...listed, ...rest];
}

export function legendPoints(
  stage: SpaceTimeStage,
  protocol: ProtocolId | undefined,
): readonly string[] {
  const seen = new Set(stage.points.map((point) => point.kind));
  if (protocol === 'distributed_coordination') return [...seen];
  return [...USUAL_POINTS, ...[...seen].filter((kind) => !USUAL_POINTS.includes(kind))];
}

/** The phases that are drawn as strips, each once. */
export function legendPhases(
  stage: SpaceTimeStage,
): readonly { readonly title: string; readonly hue: number }[] {
  const found = new Map(stage.phases.map(({ title, hue }) => [title, hue]));
  return [...found].map(([title, hue]) => ({ title, hue })).sort((a, b) => a.hue - b.hue);
}
