/**
 * What it is: doing the work that an answer was put off for, wherever that is: in the run, or in a workshop that has
 * nothing of the run but the work.
 * Errors: work of a kind of agent that does none is our bug.
 */

import { SeededChoices } from '../base/choices.ts';
import { invariant } from '../base/invariant.ts';
import type { AgentBehaviours, Work, WorkDone } from './behaviour.ts';

/** Does the work: the same for the same work, to the bit. */
export function doWork({ kind, task, luck }: Work, behaviours: AgentBehaviours): WorkDone {
  const labour = behaviours.get(kind)?.labour;
  invariant(labour !== undefined, `agents that do no work: ${kind}`);
  const choices = new SeededChoices(luck);
  const result = labour.perform(task, choices);
  return { result, luck: choices.snapshot() };
}
