/** What it is: the facts that ensemble_learning records. Scores, weights and accuracies lie in 0..1. */

import { defineEvent } from '../../events/shape.ts';

export const memberTrained = defineEvent(
  'ensemble.member.trained',
  { member: 'actor', learner: 'text', rows: 'int', duration: 'micros' },
  '{member} has trained a {learner} on {rows} rows',
);
export const memberFailed = defineEvent(
  'ensemble.member.failed',
  { member: 'actor', batch: 'int', reason: 'text' },
  '{member} fails on batch {batch}: {reason}',
);
export const batchStarted = defineEvent(
  'ensemble.batch.started',
  { batch: 'int', rows: 'int' },
  'asks about batch {batch} of {rows} rows',
);
/** Once per member and batch: its share of right answers and the weight it has afterwards. */
export const memberScored = defineEvent(
  'ensemble.member.scored',
  { member: 'actor', batch: 'int', score: 'real', weight: 'real' },
  '{member} scores {score}, weighs {weight}',
);
/** The ensemble's own answer: rows answered rightly and the mean confidence. */
export const batchDecided = defineEvent(
  'ensemble.batch.decided',
  { batch: 'int', rows: 'int', correct: 'int', answered: 'int', confidence: 'real' },
  'decides batch {batch}: {correct} of {rows} right',
);
/** The ensemble took `count` rows of class `truth` for class `predicted` in this batch. */
export const confusionCounted = defineEvent(
  'ensemble.confusion.counted',
  { batch: 'int', truth: 'int', predicted: 'int', count: 'int' },
  'took {count} of class {truth} for class {predicted}',
);
/**
 * Of all rows decided so far, those whose confidence lies in one tenth, from 0: how many, how many of them rightly, and how
 * sure of them on the mean. Said of the tenths in which the batch had rows.
 */
export const calibrationCounted = defineEvent(
  'ensemble.calibration.counted',
  { batch: 'int', tenth: 'int', rows: 'int', right: 'int', confidence: 'real' },
  'is {confidence} sure of {rows} rows and right on {right}',
);
/** In this batch the two members gave the same answer on `same` of `rows` rows. */
export const agreementMeasured = defineEvent(
  'ensemble.agreement.measured',
  { one: 'actor', other: 'actor', same: 'int', rows: 'int' },
  '{one} and {other} agree on {same} of {rows}',
);

/** Which rows of the data set serve what: `training`, or the batch in which they judge. `rows` is a JSON list. */
export const rowsAssigned = defineEvent(
  'ensemble.rows.assigned',
  { purpose: 'text', batch: 'int', rows: 'text', count: 'int' },
  'sets {count} rows aside for {purpose}',
);
/** The budget does not reach to ask this member about the batch. */
export const memberSpared = defineEvent(
  'ensemble.member.spared',
  { member: 'actor', batch: 'int', spent: 'real', budget: 'real' },
  'does not ask {member} about batch {batch}: {spent} of {budget} credits are spent',
);

/** What a member's vote counts from now on, by the strategy; `error` is its share of errors that this rests on. */
export const sayFixed = defineEvent(
  'ensemble.say.fixed',
  { member: 'actor', say: 'real', error: 'real' },
  'gives {member} a say of {say}, at an error of {error}',
);
/** One of the best sets of members for its price: `members` is a JSON list of agents' ids; cost is for a batch. */
export const subsetFound = defineEvent(
  'ensemble.subset.found',
  { members: 'text', cost: 'real', accuracy: 'real', isChosen: 'int', isExact: 'int' },
  'finds that {members} reach {accuracy} for {cost} credits a batch',
);

/** The meta-learner is given what the others, out of fold, say of the training rows. */
export const metaTaught = defineEvent(
  'ensemble.meta.taught',
  { member: 'actor', rows: 'int', columns: 'int' },
  'has {member} learn to combine from {rows} rows of {columns} numbers',
);

/**
 * The ensemble's own estimates of a batch: `estimates` is a JSON list of [truth, estimate, uncertainty] for each row
 * that was answered; `squares` is the sum of their squared errors, `uncertainty` the mean of their uncertainties.
 */
export const batchEstimated = defineEvent(
  'ensemble.batch.estimated',
  {
    batch: 'int',
    rows: 'int',
    answered: 'int',
    estimates: 'text',
    squares: 'real',
    uncertainty: 'real',
  },
  'estimates {answered} of {rows} rows of batch {batch}',
);
/** How far off a member was: the root of its mean squared error on the batch. */
export const memberErred = defineEvent(
  'ensemble.member.erred',
  { member: 'actor', batch: 'int', rows: 'int', error: 'real' },
  '{member} is off by {error} on {rows} rows',
);

/** What else there is to say of an answer in words. */
export interface TextDetails {
  readonly row: number;
  /** What counts as right, in its usual wording. */
  readonly truth: string;
  readonly isRight: boolean;
  /** All that was said, the heaviest first, each with its share of the weight or its support. */
  readonly alternatives: readonly (readonly [answer: string, share: number])[];
}

/**
 * What the ensemble answers to a question in words; `likeness` is the F1 of the words that it shares with the right answer, `details`
 * is JSON, a TextDetails.
 */
export const textDecided = defineEvent(
  'ensemble.text.decided',
  {
    batch: 'int',
    question: 'text',
    answer: 'text',
    details: 'text',
    likeness: 'real',
    confidence: 'real',
  },
  'answers “{answer}” to “{question}”',
);

/** A weight that moved although its member was not asked: the weights of hedge and fixed share sum to 1. */
export const weightMoved = defineEvent(
  'ensemble.weight.moved',
  { member: 'actor', batch: 'int', weight: 'real' },
  '{member} now weighs {weight}',
);
/** What following a member at random by the weights has lost more than the best member, in batches; and the most that it can be. */
export const regretMeasured = defineEvent(
  'ensemble.regret.measured',
  { batch: 'int', best: 'actor', regret: 'real', bound: 'real' },
  'has a regret of {regret} against {best}, at most {bound}',
);

/** `newest`: the last batch whose rows it has; -1: only the first rows. */
export const lessonGiven = defineEvent(
  'ensemble.lesson.given',
  { member: 'actor', lesson: 'int', rows: 'int', newest: 'int' },
  'teaches {member} {rows} rows, up to batch {newest}',
);
/** The member's errors may be rising: their shares before and after where its record was cut; `row` is the row of the stream. */
export const driftWarned = defineEvent(
  'ensemble.drift.warned',
  { member: 'actor', batch: 'int', row: 'int', since: 'int', before: 'real', after: 'real' },
  'sees signs of drift in {member}: {before} of rows wrong, {after} in the last {since}',
);
export const driftDetected = defineEvent(
  'ensemble.drift.detected',
  { member: 'actor', batch: 'int', row: 'int', since: 'int', before: 'real', after: 'real' },
  'finds that {member} drifts: {before} of rows wrong, {after} in the last {since}',
);
export const backgroundStarted = defineEvent(
  'ensemble.background.started',
  { spare: 'actor', member: 'actor', batch: 'int' },
  'has {spare} learn beside {member}, in case it drifts',
);
export const backgroundDropped = defineEvent(
  'ensemble.background.dropped',
  { spare: 'actor', member: 'actor', batch: 'int' },
  'sends {spare} back: {member} did not drift',
);
/** `delay`: from when its drift was found. */
export const memberReplaced = defineEvent(
  'ensemble.member.replaced',
  { member: 'actor', successor: 'actor', batch: 'int', delay: 'micros' },
  'replaces {member} by {successor}, {delay} after its drift was found',
);

export const ENSEMBLE_EVENTS = [
  memberTrained,
  memberFailed,
  batchStarted,
  memberScored,
  batchDecided,
  confusionCounted,
  agreementMeasured,
  rowsAssigned,
  memberSpared,
  sayFixed,
  subsetFound,
  metaTaught,
  weightMoved,
  regretMeasured,
  batchEstimated,
  memberErred,
  lessonGiven,
  driftWarned,
  driftDetected,
  backgroundStarted,
  backgroundDropped,
  memberReplaced,
  calibrationCounted,
  textDecided,
] as const;
