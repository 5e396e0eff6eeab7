/**
 * What it is: a window of the space–time diagram: lanes, journeys, bands and points, in columns to transfer.
 * When a window holds more journeys than asked for, evenly spaced ones are given and the whole number told.
 */

import { PROTOCOL_CARDS } from '../protocols/catalog.ts';
import type { StageMoment } from './face.ts';
import { labelOf } from './face.ts';
import type { SpaceTimeStage } from './frame.ts';
import { FATE_IN_FLIGHT } from './messages.ts';

interface LaneBand {
  readonly actor: number;
  readonly from: number;
  /** -1 while it lasts. */
  readonly to: number;
  readonly label: string;
  readonly kind: SpaceTimeStage['bands'][number]['kind'];
}

const POINTS_MOST = 2_000;

/** The stage of one coordination in the asked window, at the cursor. */
export function spaceTimeStage(moment: StageMoment, bands: readonly LaneBand[]): SpaceTimeStage {
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
  return {
    kind: 'spaceTime',
    lanes,
    ...journeys(moment, laneOf, from, to),
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
    points: moment.milestones
      .between(moment.events, from, to, cursor.seq, POINTS_MOST)
      .filter((point) => laneOf.has(point.actor))
      .map(({ actor, at, seq, kind, label }) => ({
        lane: laneOf.get(actor) ?? 0,
        at,
        seq,
        kind,
        label,
      })),
  };
}

function journeys(
  moment: StageMoment,
  laneOf: ReadonlyMap<number, number>,
  from: number,
  to: number,
): Pick<SpaceTimeStage, 'messages' | 'kinds'> {
  const { messages, events, cursor, view, brief } = moment;
  const card = PROTOCOL_CARDS.get(brief.coordination.protocol);
  const { first, last } = messages.rowsIn(from, to, cursor.seq);
  const rows: number[] = [];
  for (let row = first; row < last; row++) {
    if (!laneOf.has(messages.from.values[row] as number)) continue;
    const isOpen = messages.fateAt(row, cursor.seq) === FATE_IN_FLIGHT;
    if (isOpen || (messages.endAt.values[row] as number) >= from) rows.push(row);
  }
  const stride = Math.max(1, Math.ceil(rows.length / Math.max(1, view.stageRows)));
  const shown = stride === 1 ? rows : rows.filter((_, i) => i % stride === 0);
  const kinds: { kind: string; title: string; phase: string; hue: number }[] = [];
  const kindOf = new Map<number, number>();
  const columns = {
    count: shown.length,
    total: rows.length,
    seq: new Int32Array(shown.length),
    from: new Int16Array(shown.length),
    to: new Int16Array(shown.length),
    sentAt: new Float64Array(shown.length),
    endAt: new Float64Array(shown.length),
    kind: new Uint8Array(shown.length),
    fate: new Uint8Array(shown.length),
  };
  shown.forEach((row, i) => {
    const text = messages.kind.values[row] as number;
    let kind = kindOf.get(text);
    if (kind === undefined) {
      const word = events.text(text);
      kind = kinds.length;
      // What the card does not name is drawn all the same, in some colour.
      const known = card?.messages.find((message) => message.kind === word);
      kinds.push(known ?? { kind: word, title: word, phase: word, hue: kind % 8 });
      kindOf.set(text, kind);
    }
    const fate = messages.fateAt(row, cursor.seq);
    columns.seq[i] = messages.sentSeq.values[row] as number;
    columns.from[i] = laneOf.get(messages.from.values[row] as number) ?? 0;
    columns.to[i] = laneOf.get(messages.to.values[row] as number) ?? 0;
    columns.sentAt[i] = messages.startAt.values[row] as number;
    columns.endAt[i] = fate === FATE_IN_FLIGHT ? -1 : (messages.endAt.values[row] as number);
    columns.kind[i] = kind;
    columns.fate[i] = fate;
  });
  return { messages: columns, kinds };
}
