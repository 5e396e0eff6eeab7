/**
 * What it is: a counterexample with fewer messages: one that is on its way never arrives where fewer are sent for it
 * and the same goes wrong all the same. Each is a decision of the schedule, so it has to pay, and those that do not in the end are taken back.
 * Cost: a run for each message, as often as some could be spared; at most TRIALS_MOST.
 */

import type { ActorIndex, Micros } from '../../base/units.ts';
import type { Decision, Design } from '../../document/design.ts';
import type { Passage, Scheduling } from '../../network/scheduling.ts';
import { WrittenSchedule } from '../../network/writtenSchedule.ts';
import { compileDesign } from '../../plan/compile.ts';
import { finishTrial } from '../laboratory.ts';
import type { Laboratory } from '../laboratory.ts';

const TRIALS_MOST = 300;

/** How many messages a design sends until it goes wrong; undefined when it does not, or not the same. */
export type Messages = (candidate: Design) => number | undefined;

/** The design with what spares messages lost. */
export function withFewerMessages(
  design: Design,
  messagesOf: Messages,
  laboratory: Laboratory,
): Design {
  let fewest = messagesOf(design) ?? 0;
  let kept = design;
  let trials = 0;
  const keeps = (schedule: readonly Decision[], most: number): boolean => {
    trials++;
    const { schedule: _, ...rest } = kept;
    const candidate = schedule.length === 0 ? rest : { ...rest, schedule: [...schedule] };
    const messages = messagesOf(candidate) ?? Infinity;
    if (messages > most) return false;
    kept = candidate;
    fewest = messages;
    return true;
  };
  for (let before: Design | undefined; before !== kept && trials < TRIALS_MOST;) {
    before = kept;
    let waiting = transmissionsOf(kept, laboratory);
    for (let place = 0; place < waiting.length && trials < TRIALS_MOST; place++) {
      const lost = waiting[place] as Decision;
      // What was sent before stays as it was; what comes after is other messages now.
      if (keeps([...(kept.schedule ?? []), lost], fewest - 1))
        waiting = transmissionsOf(kept, laboratory);
    }
  }
  for (const lost of kept.schedule ?? []) {
    if (design.schedule?.includes(lost) === true) continue;
    keeps(
      (kept.schedule ?? []).filter((one) => one !== lost),
      fewest,
    );
  }
  return kept;
}

/** All transmissions of a run about which nothing is decided, each as if it were lost. */
function transmissionsOf(design: Design, laboratory: Laboratory): readonly Decision[] {
  const { plan } = compileDesign(design);
  if (plan === undefined) return [];
  const { actors } = laboratory.open(plan, { recording: 'off' });
  const named = actors.map(({ agentId, coordination }) => {
    return { name: agentId, coordination: plan.coordinations[coordination]?.id ?? '' };
  });
  const notes = new Notes(new WrittenSchedule(plan.schedule ?? [], named));
  finishTrial(laboratory.open(plan, { recording: 'off', scheduling: notes }));
  const isOne = plan.coordinations.length === 1;
  return notes.undecided().map(({ from, to, number, copy, isAlone }) => {
    const sender = actors[from];
    const where = plan.coordinations[sender?.coordination ?? 0]?.id;
    return {
      kind: 'drop' as const,
      ...(isOne || where === undefined ? {} : { coordination: where }),
      from: sender?.agentId ?? '',
      to: actors[to]?.agentId ?? '',
      number: number + 1,
      ...(isAlone ? {} : { copy: copy + 1 }),
    };
  });
}

interface Noted {
  readonly from: ActorIndex;
  readonly to: ActorIndex;
  readonly number: number;
  readonly copy: number;
}

/** Decides as the schedule does, and notes what it does not decide. */
class Notes implements Scheduling {
  readonly stepMicros: Micros = 0;
  private readonly written: Scheduling;
  private readonly noted: Noted[] = [];
  private readonly copies = new Map<string, number>();

  constructor(written: Scheduling) {
    this.written = written;
  }

  passage(from: ActorIndex, to: ActorIndex, number: number, copy: number): Passage | undefined {
    const passage = this.written.passage(from, to, number, copy);
    const link = `${from}/${to}/${number}`;
    this.copies.set(link, (this.copies.get(link) ?? 0) + 1);
    if (passage === undefined) this.noted.push({ from, to, number, copy });
    return passage;
  }

  release(): number {
    return -1;
  }

  undecided(): readonly (Noted & { readonly isAlone: boolean })[] {
    return this.noted.map((one) => ({
      ...one,
      isAlone: this.copies.get(`${one.from}/${one.to}/${one.number}`) === 1,
    }));
  }
}
