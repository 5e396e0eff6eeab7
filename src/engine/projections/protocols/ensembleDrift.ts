/** What it is: what is noted of members that drift and of what is done about it. */

import type { EventReader } from '../../events/eventReader.ts';
import type { EnsembleState, Noted } from './ensembleState.ts';
import { memberOf } from './ensembleState.ts';

/** More would not fit beside the picture. */
const ADAPTATIONS_MOST = 40;

function note(state: EnsembleState, adaptation: Noted): void {
  state.adaptations.unshift(adaptation);
  state.adaptations.length = Math.min(state.adaptations.length, ADAPTATIONS_MOST);
}

/** A warning or a drift, whose events have the same fields. */
function noteSigns(kind: 'warning' | 'drift') {
  return (state: EnsembleState, events: EventReader, seq: number) => {
    const member = events.int(seq, 0);
    if (kind === 'drift') memberOf(state, member).drifts++;
    note(state, {
      seq,
      at: events.at(seq),
      batch: events.int(seq, 1),
      kind,
      member,
      other: undefined,
      errors: [events.real(seq, 0), events.real(seq, 1)],
      delay: undefined,
    });
  };
}

/** The handlers of events about drift. */
export const driftHandlers = {
  'ensemble.drift.warned': noteSigns('warning'),
  'ensemble.drift.detected': noteSigns('drift'),
  'ensemble.background.started': (state: EnsembleState, events: EventReader, seq: number) => {
    memberOf(state, events.int(seq, 0)).duty = 'learns beside';
  },
  'ensemble.background.dropped': (state: EnsembleState, events: EventReader, seq: number) => {
    const [other, member] = [events.int(seq, 0), events.int(seq, 1)];
    memberOf(state, other).duty = 'waits';
    const [at, batch] = [events.at(seq), events.int(seq, 2)];
    const rest = { errors: undefined, delay: undefined };
    note(state, { seq, at, batch, kind: 'allClear', member, other, ...rest });
  },
  'ensemble.member.replaced': (state: EnsembleState, events: EventReader, seq: number) => {
    const [member, other] = [events.int(seq, 0), events.int(seq, 1)];
    memberOf(state, member).duty = 'waits';
    memberOf(state, other).duty = 'serves';
    const [at, batch, delay] = [events.at(seq), events.int(seq, 2), events.real(seq, 0)];
    note(state, { seq, at, batch, kind: 'replacement', member, other, errors: undefined, delay });
  },
} as const;
