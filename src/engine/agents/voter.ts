/**
 * What it is: an agent that judges proposals, as in the jury of Condorcet (1785): it is right with its
 * competence. A proposal of merit m in 0..1 deserves agreement with probability m, so a voter of competence
 * p agrees with probability m·p + (1 − m)·(1 − p); a bias b moves that towards certainty: by b·(1 − q)
 * upwards, by |b|·q downwards.
 * A voter that disagrees with a proposal of several aspects names the one it objects to: with its competence the
 * weakest, otherwise any other.
 * Confidence is 1 − calibration·(1 − competence): a calibrated voter states its competence.
 * Errors: a question of another kind is answered with `failed`.
 */

import type { Choices } from '../base/choices.ts';
import { PPM_ONE } from '../base/units.ts';
import type { Ppm } from '../base/units.ts';
import type { Aspect } from '../base/votes.ts';
import type { Answer, Consultation, Question } from '../contract/consultation.ts';
import type { PlannedAgent } from '../plan/plan.ts';
import type { AgentBehaviour } from './behaviour.ts';
import { voterParameters } from './cards.ts';
import type { VoterParameters } from './cards.ts';
import { thinkingTime } from './thinking.ts';

export interface VoterMemory {
  readonly parameters: VoterParameters;
}

type VoteQuestion = Extract<Question, { kind: 'vote' }>;
type VoteAnswer = Extract<Answer, { kind: 'vote' }>;

/** The probability, in parts per million, that such a voter agrees with a proposal of this merit. */
export function agreementPpm(
  parameters: Pick<VoterParameters, 'competence' | 'bias'>,
  merit: Ppm,
): Ppm {
  const { competence, bias } = parameters;
  const deserved = merit / PPM_ONE;
  const unbiased = deserved * competence + (1 - deserved) * (1 - competence);
  const leaning = bias >= 0 ? unbiased + bias * (1 - unbiased) : unbiased * (1 + bias);
  return Math.round(leaning * PPM_ONE);
}

function judge(parameters: VoterParameters, question: VoteQuestion, choices: Choices): VoteAnswer {
  // Both are drawn every time, so that a voter's luck in later rounds does not hang on its parameters.
  const abstains = choices.happens(Math.round(parameters.abstention * PPM_ONE));
  const agrees = choices.happens(agreementPpm(parameters, question.meritPpm));
  const confidencePpm = Math.round(
    (1 - parameters.calibration * (1 - parameters.competence)) * PPM_ONE,
  );
  const { script } = parameters;
  const scripted = script[Math.min(question.round, script.length) - 1];
  if (scripted !== undefined) {
    const confidence = scripted === 'abstain' ? 0 : confidencePpm;
    return { kind: 'vote', decision: scripted, confidencePpm: confidence, rationale: 'by script' };
  }
  if (abstains) {
    return { kind: 'vote', decision: 'abstain', confidencePpm: 0, rationale: 'would not judge' };
  }
  if (agrees)
    return { kind: 'vote', decision: 'agree', confidencePpm, rationale: 'finds it sound' };
  const objected = { kind: 'vote', decision: 'disagree', confidencePpm } as const;
  const objection = objectionTo(question.aspects ?? [], parameters.competence, choices);
  const named = question.aspects?.[objection ?? -1];
  return objection === undefined || named === undefined
    ? { ...objected, rationale: 'finds it wanting' }
    : { ...objected, rationale: `finds its ${named.name} wanting`, objection };
}

/** Which aspect such a voter objects to, by its place. */
function objectionTo(
  aspects: readonly Aspect[],
  competence: number,
  choices: Choices,
): number | undefined {
  if (aspects.length === 0) return undefined;
  const least = Math.min(...aspects.map(({ meritPpm }) => meritPpm));
  const weakest = aspects.findIndex(({ meritPpm }) => meritPpm === least);
  if (aspects.length === 1 || choices.happens(Math.round(competence * PPM_ONE))) return weakest;
  const other = choices.below(aspects.length - 1);
  return other < weakest ? other : other + 1;
}

export const voter: AgentBehaviour<VoterMemory> = {
  kind: 'voter',
  open(agent: PlannedAgent): VoterMemory {
    return { parameters: voterParameters.parse(agent.parameters) };
  },
  answer(memory: VoterMemory, question: Question, choices: Choices): Consultation {
    const duration = thinkingTime(memory.parameters.thinkMicros, choices);
    if (question.kind !== 'vote') {
      return { answer: { kind: 'failed', reason: 'notAVoter' }, duration };
    }
    return { answer: judge(memory.parameters, question, choices), duration };
  },
};
