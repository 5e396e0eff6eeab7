/**
 * What it is: suggestions that are not said twice, where that can happen: in spaces without floats.
 */

import type { Choices } from '../../base/choices.ts';
import { assignmentAt } from '../space/encoding.ts';
import type { Assignment, SearchSpace } from '../space/space.ts';
import { activeParameters, isSameAssignment } from '../space/space.ts';
import type { Trial } from '../trial.ts';

/** Tries of the sampler itself, and then of chance, before a repetition is accepted. */
const OWN_TRIES = 8;
const TRIES_BY_CHANCE = 24;

/** An assignment by chance, even in the unit cube. */
export function randomAssignment(space: SearchSpace, choices: Choices): Assignment {
  const point = Float64Array.from(space.parameters, () => choices.fraction());
  return assignmentAt(space, point);
}

/** What `make` makes, made again when a trial has it already; a repetition only when all tries fail. */
export function freshAssignment(
  space: SearchSpace,
  trials: readonly Trial[],
  make: () => Assignment,
  choices: Choices,
): Assignment {
  const first = make();
  if (!isRepeated(space, trials, first)) return first;
  for (let i = 1; i < OWN_TRIES + TRIES_BY_CHANCE; i++) {
    const next = i < OWN_TRIES ? make() : randomAssignment(space, choices);
    if (!isRepeated(space, trials, next)) return next;
  }
  return first;
}

function isRepeated(space: SearchSpace, trials: readonly Trial[], assignment: Assignment): boolean {
  if (activeParameters(space, assignment).some(({ kind }) => kind === 'float')) return false;
  return trials.some((trial) => isSameAssignment(trial.assignment, assignment));
}
