/**
 * What it is: a fault of each kind as it is first made: with a strength that can be seen, struck on those
 * who were pointed at.
 */

import type { Design } from '../../engine/document/design.ts';
import type { Fault, FaultKind } from '../../engine/document/fault.ts';
import { freshId, findNode } from './designEdits.ts';
import { behavioursFor } from './participation.ts';

const DELAY_MICROS = 100_000;
const SHARE_PPM = 200_000;
const HOLD_MICROS = 20_000;
/** Half again as fast. */
const RATE_PPM = 500_000;

/** From when until when. */
export interface FaultSpan {
  readonly at: number;
  readonly until?: number;
}

/** A new fault of the kind; a partition of a whole pool cuts off a minority. */
export function newFault(
  design: Design,
  kind: FaultKind,
  names: readonly string[],
  span: FaultSpan = { at: 0 },
): Fault {
  const base = { id: freshId(design, kind), ...span };
  const agents = [...names];
  const link = { from: agents, oneWay: false };
  switch (kind) {
    case 'crash':
      return { ...base, kind, agents };
    case 'reboot':
      return { id: base.id, at: base.at, kind, agents };
    case 'behaviour':
      return { ...base, kind, agents, behaviour: firstBehaviour(design, names) };
    case 'slow':
      return { ...base, kind, agents, delayMicros: DELAY_MICROS };
    case 'clock':
      return { ...base, kind, agents, ratePpm: RATE_PPM, offsetMicros: 0 };
    case 'partition':
      return { ...base, kind, groups: [names.flatMap((name) => minorityOf(design, name))] };
    case 'cut':
      return { ...base, kind, link };
    case 'delay':
      return { ...base, kind, link, delayMicros: DELAY_MICROS };
    case 'loss':
    case 'duplication':
      return { ...base, kind, link, sharePpm: SHARE_PPM };
    case 'reordering':
      return { ...base, kind, link, sharePpm: SHARE_PPM, holdMicros: HOLD_MICROS };
  }
}

function firstBehaviour(design: Design, names: readonly string[]): string {
  return behavioursFor(design, names[0] ?? '')[0]?.id ?? 'silent';
}

/** So many of a pool's agents that the others go on by any protocol, and at least one; an agent itself. */
function minorityOf(design: Design, name: string): readonly string[] {
  const node = findNode(design, name);
  if (node?.kind !== 'pool') return [name];
  const count = Math.max(1, Math.floor((node.count - 1) / 3));
  return Array.from({ length: count }, (_, i) => `${name}/${i}`);
}
