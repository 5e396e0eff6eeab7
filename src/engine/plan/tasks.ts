/**
 * What it is: whether models can learn what their data set has to teach: classes, or numbers. One that cannot would only
 * decline to train, so it is named before the run.
 */

import { LEARNS_CLASSES_ONLY, LEARNS_NUMBERS_ONLY } from '../agents/cards.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { Resources } from '../contract/protocol.ts';
import { REGRESSION_IDS } from '../document/design.ts';
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
  const isRegression = lesson?.value.target.kind === 'number' || REGRESSION_IDS.includes(name);
  const dataset = table?.file ?? name;
  if (protocol === 'hyperparameter_optimization') {
    const isMeasured = parameters['measure'] === 'root_mean_square';
    if (parameters['objective'] !== 'learner' || isMeasured === isRegression) return;
    const right = isRegression ? 'root_mean_square' : 'error or log_loss';
    findings.add({
      severity: 'error',
      code: 'wrongTask',
      path: `${where.path}.parameters.measure`,
      node: where.node,
      message: `${where.name}: the data set ${dataset} has ${isRegression ? 'numbers' : 'classes'} to learn, which ${String(parameters['measure'])} does not measure: choose ${right}.`,
    });
    return;
  }
  const unable = isRegression ? LEARNS_CLASSES_ONLY : LEARNS_NUMBERS_ONLY;
  const wrong = agents.filter((agent) => unable.includes(String(agent.parameters['learner'])));
  const [first] = wrong;
  if (first === undefined) return;
  const kinds = [...new Set(wrong.map((agent) => String(agent.parameters['learner'])))];
  const words = enumerate(kinds.map((kind) => kind.replaceAll('_', ' ')));
  const able = isRegression
    ? 'ridge regression, a tree, a forest, neighbours, a network or gradient boosting'
    : 'any learner but ridge regression';
  findings.add({
    severity: 'error',
    code: 'wrongTask',
    path: where.path,
    node: where.node,
    message: `${where.name}: the data set ${dataset} has ${isRegression ? 'numbers' : 'classes'} to learn, which ${words} in ${first.pool} cannot: choose ${able}.`,
  });
}
