/**
 * What it is: whether models can learn what their data set has to teach: classes, numbers, or answers in words. One that cannot would only
 * decline to train, so it is named before the run.
 */

import { LEARNS_CLASSES_ONLY, LEARNS_NUMBERS_ONLY, LEARNS_WORDS_ONLY } from '../agents/cards.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { Resources } from '../contract/protocol.ts';
import { REGRESSION_IDS, TEXT_IDS } from '../document/design.ts';
import { lessonOf } from '../table/lesson.ts';
import type { Findings } from './diagnostics.ts';
import { enumerate } from './diagnostics.ts';
import type { PlannedAgent } from './plan.ts';

/** Where to point to. */
interface Where {
  readonly path: string;
  readonly node: string;
  readonly name: string;
}

/** Adds a finding when the protocol, or one of the agents, cannot learn from the data set. */
export function checkTasks(
  findings: Findings,
  where: Where,
  protocol: ProtocolId,
  { dataset: name, table }: Resources,
  agents: readonly PlannedAgent[],
  parameters: Readonly<Record<string, unknown>>,
): void {
  if (name === undefined) return;
  const lesson = table && lessonOf(table);
  if (lesson?.ok === false) return;
  const task =
    lesson?.value.target.kind === 'number' || REGRESSION_IDS.includes(name)
      ? 'numbers'
      : TEXT_IDS.includes(name)
        ? 'words'
        : 'classes';
  const add = (path: string, message: string): void => {
    findings.add({ severity: 'error', code: 'wrongTask', path, node: where.node, message });
  };
  const taught = `${where.name}: the data set ${table?.file ?? name} has ${TO_LEARN[task]} to learn`;
  if (protocol === 'hyperparameter_optimization') {
    const isMeasured = parameters['measure'] === 'root_mean_square';
    if (parameters['objective'] !== 'learner') return;
    if (task === 'words')
      return add(
        where.path,
        `${taught}, which a search has no measure for: choose another data set.`,
      );
    if (isMeasured === (task === 'numbers')) return;
    const right = task === 'numbers' ? 'root_mean_square' : 'error or log_loss';
    return add(
      `${where.path}.parameters.measure`,
      `${taught}, which ${String(parameters['measure'])} does not measure: choose ${right}.`,
    );
  }
  if (task === 'words' && parameters['strategy'] !== 'weighted_voting')
    add(
      `${where.path}.parameters.strategy`,
      `${taught}, which ${String(parameters['strategy'])} cannot combine: choose weighted_voting.`,
    );
  const wrong = agents.filter((agent) => !canLearn(String(agent.parameters['learner']), task));
  const [first] = wrong;
  if (first === undefined) return;
  const kinds = [...new Set(wrong.map((agent) => String(agent.parameters['learner'])))];
  const words = enumerate(kinds.map((kind) => kind.replaceAll('_', ' ')));
  add(where.path, `${taught}, which ${words} in ${first.pool} cannot: choose ${ABLE[task]}.`);
}

type Task = 'classes' | 'numbers' | 'words';
const TO_LEARN: Readonly<Record<Task, string>> = {
  classes: 'classes',
  numbers: 'numbers',
  words: 'answers in words',
};
const ABLE: Readonly<Record<Task, string>> = {
  classes: 'any learner but ridge regression and those that answer in words',
  numbers: 'ridge regression, a tree, a forest, neighbours, a network or gradient boosting',
  words: LEARNS_WORDS_ONLY.map((kind) => kind.replaceAll('_', ' ')).join(', '),
};

function canLearn(learner: string, task: Task): boolean {
  if (task === 'words' || LEARNS_WORDS_ONLY.includes(learner))
    return task === 'words' && LEARNS_WORDS_ONLY.includes(learner);
  return !(task === 'numbers' ? LEARNS_CLASSES_ONLY : LEARNS_NUMBERS_ONLY).includes(learner);
}
