/** What it is: agents with one rule of honest evaluation deliberately broken. Tests must find them out. */

import type { AgentBehaviour, AgentBehaviours } from '../../../agents/behaviour.ts';
import { model } from '../../../agents/model.ts';
import type { ModelMemory } from '../../../agents/model.ts';
import { AGENT_BEHAVIOURS } from '../../../agents/registry.ts';
import type { Question } from '../../../contract/consultation.ts';

/** Says of training rows what the model says that was trained on them, where the others' folds were to be asked: ENSEMBLE-12, ENSEMBLE-15. */
const inFold = (question: Question): Question =>
  question.kind === 'train' && question.probe?.kind === 'outOfFold'
    ? { ...question, probe: { kind: 'fitted', weights: question.rows.map(() => 1) } }
    : question;

const leakyModel: AgentBehaviour<ModelMemory> = {
  kind: 'model',
  open: (agent, choices) => model.open(agent, choices),
  answer: (memory, question, choices, now) => model.answer(memory, inFold(question), choices, now),
};

/** Models whose word about training rows leaks. */
export const LEAKY_BEHAVIOURS: AgentBehaviours = new Map([
  ...AGENT_BEHAVIOURS,
  // The kernel hands a behaviour only the memory that this behaviour opened.
  ['model', leakyModel as AgentBehaviour],
]);
