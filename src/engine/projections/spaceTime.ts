/**
 * What it is: a window of the space–time diagram: lanes, journeys, bands and points, in columns to transfer.
 * When a window holds more journeys than asked for, evenly spaced ones are given and the whole number told.
 * Cost: a pass over the rows of the window that touches two columns; what is given is copied.
 */

import { PROTOCOL_CARDS } from '../protocols/catalog.ts';
import type { StageMoment } from './face.ts';
import { labelOf } from './face.ts';
import type { SpaceTimeStage } from './frame.ts';
import { FATE_IN_FLIGHT } from './messages.ts';
import type { MessageIndex } from './messages.ts';
import type { Milestone } from './milestones.ts';

interface LaneBand {
  readonly actor: number;
  readonly from: number;
  /** -1 while it lasts. */
  readonly to: number;
  readonly label: string;
  readonly kind: SpaceTimeStage['bands'][number]['kind'];
}

const POINTS_MOST = 2_000;
/** With more points than this some may have been left out, and a stretch between two could skip one. */
const PHASES_MOST = POINTS_MOST / 2;

/** The stage of one coordination in the asked window, at the cursor. */
export function spaceTimeStage(
  moment: StageMoment,
  bands: readonly LaneBand[],
  isShown: (kind: string) => boolean = () => true,
): SpaceTimeStage {
  const { brief, cursor, view } = moment;
  // A client at the top, replicas below it, as papers draw it.
  const ordered = brief.own.toSorted(
    (a, b) => Number(a.agent !== undefined) - Number(b.agent !== undefined) || a.actor - b.actor,
  );
  const lanes = ordered.map((actor) => ({
    actor: actor.actor,
    label: labelOf(actor),
    role: actor.role,
  }));
  const laneOf = new Map(lanes.map((lane, index) => [lane.actor, index]));
  const from = view.window?.from ?? 0;
  const to = Math.min(view.window?.to ?? Infinity, cursor.at + 1);
  const found = moment.milestones
    .between(moment.events, from, to, cursor.seq, POINTS_MOST)
    .filter(({ actor }) => laneOf.has(actor));
  return {
    kind: 'spaceTime',
    lanes,
    ...journeys(moment, laneOf, from, to, isShown),
    bands: bands
      .filter(
        (band) => laneOf.has(band.actor) && band.from < to && (band.to === -1 || band.to >= from),
      )
      .map((band) => ({
        lane: laneOf.get(band.actor) ?? 0,
        from: band.from,
        to: band.to === -1 ? cursor.at : band.to,
        label: band.label,
        kind: band.kind,
      })),
    phases: found.length > PHASES_MOST ? [] : phasesOf(found, laneOf),
    points: found.map(({ actor, at, seq, kind, label }) => ({
      lane: laneOf.get(actor) ?? 0,
      at,
      seq,
      kind,
      label,
    })),
  };
}

/** A stretch between two milestones of one request at one replica, as far as both are in the window. */
function phasesOf(
  found: readonly Milestone[],
  laneOf: ReadonlyMap<number, number>,
): SpaceTimeStage['phases'] {
  const phases: SpaceTimeStage['phases'][number][] = [];
  const since = new Map<string, number>();
  for (const { actor, slot, at, ends } of found) {
    if (slot === undefined) continue;
    const place = `${actor}:${slot}`;
    const from = since.get(place);
    if (ends !== undefined && from !== undefined)
      phases.push({ lane: laneOf.get(actor) ?? 0, from, to: at, slot, ...ends });
    since.set(place, at);
  }
  return phases;
}

/** Which rows of the window are drawn: those of the lanes that had not ended before it, evenly thinned. */
function rowsShown(
  moment: StageMoment,
  laneOf: ReadonlyMap<number, number>,
  from: number,
  to: number,
  isShown: (kind: string) => boolean,
): { readonly shown: Int32Array; readonly total: number } {
  const { messages, cursor, view, events } = moment;
  const shownKinds = new Map<number, boolean>();
  const isShownKind = (kind: number): boolean => {
    let isIt = shownKinds.get(kind);
    if (isIt === undefined) shownKinds.set(kind, (isIt = isShown(events.text(kind))));
    return isIt;
  };
  const { first, last } = messages.rowsIn(from, to, cursor.seq);
  const isWanted = (row: number): boolean => {
    if (!laneOf.has(messages.from.values[row] as number)) return false;
    if (!laneOf.has(messages.to.values[row] as number)) return false;
    if (!isShownKind(messages.kind.values[row] as number)) return false;
    const end = messages.endSeq.values[row] as number;
    return end < 0 || end >= cursor.seq || (messages.endAt.values[row] as number) >= from;
  };
  let total = 0;
  for (let row = first; row < last; row++) if (isWanted(row)) total++;
  const stride = Math.max(1, Math.ceil(total / Math.max(1, view.stageRows)));
  const shown = new Int32Array(Math.ceil(total / stride));
  let wanted = 0;
  for (let row = first; row < last; row++) {
    if (!isWanted(row)) continue;
    if (wanted % stride === 0) shown[wanted / stride] = row;
    wanted++;
  }
  return { shown, total };
}

function journeys(
  moment: StageMoment,
  laneOf: ReadonlyMap<number, number>,
  from: number,
  to: number,
  isShown: (kind: string) => boolean,
): Pick<SpaceTimeStage, 'messages' | 'kinds'> {
  const { messages, cursor } = moment;
  const { shown, total } = rowsShown(moment, laneOf, from, to, isShown);
  const { kinds, placeOf } = kindsOf(moment, messages, shown);
  const columns = {
    count: shown.length,
    total,
    seq: new Int32Array(shown.length),
    from: new Int16Array(shown.length),
    to: new Int16Array(shown.length),
    sentAt: new Float64Array(shown.length),
    endAt: new Float64Array(shown.length),
    kind: new Uint8Array(shown.length),
    fate: new Uint8Array(shown.length),
  };
  shown.forEach((row, i) => {
    const fate = messages.fateAt(row, cursor.seq);
    columns.seq[i] = messages.sentSeq.values[row] as number;
    columns.from[i] = laneOf.get(messages.from.values[row] as number) ?? 0;
    columns.to[i] = laneOf.get(messages.to.values[row] as number) ?? 0;
    columns.sentAt[i] = messages.startAt.values[row] as number;
    columns.endAt[i] = fate === FATE_IN_FLIGHT ? -1 : (messages.endAt.values[row] as number);
    columns.kind[i] = placeOf.get(messages.kind.values[row] as number) ?? 0;
    columns.fate[i] = fate;
  });
  return { messages: columns, kinds };
}

/** The kinds of the shown messages, in order of appearance; what the card does not name gets some colour. */
function kindsOf(
  { events, brief }: StageMoment,
  messages: MessageIndex,
  shown: Int32Array,
): {
  readonly kinds: SpaceTimeStage['kinds'];
  readonly placeOf: ReadonlyMap<number, number>;
} {
  const card = PROTOCOL_CARDS.get(brief.coordination.protocol);
  const kinds: SpaceTimeStage['kinds'][number][] = [];
  const placeOf = new Map<number, number>();
  for (const row of shown) {
    const text = messages.kind.values[row] as number;
    if (placeOf.has(text)) continue;
    const word = events.text(text);
    const hue = kinds.length % 8;
    placeOf.set(text, kinds.length);
    const known = card?.messages.find((message) => message.kind === word);
    kinds.push(known ?? { kind: word, title: word, phase: word, hue });
  }
  return { kinds, placeOf };
}
