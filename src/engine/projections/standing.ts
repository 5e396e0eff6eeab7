/**
 * What it is: what the registry knows of an agent at the cursor: its record, its health, and how fit it is to
 * coordinate others, with the parts that make up each.
 */

import type { AgentIndex } from '../base/units.ts';
import type { ActorEntry } from '../kernel/run.ts';
import { healthOf, QUESTIONS_OVERLOADED } from '../registry/health.ts';
import type { Evidence } from '../registry/reputation.ts';
import { reputationOf } from '../registry/reputation.ts';
import type { Health } from '../registry/scores.ts';
import { availabilityScore, coordinationScore } from '../registry/scores.ts';
import { sayWhole } from './units.ts';

/** What is known of an agent: its record, and the signs of its health. */
export interface Standing {
  readonly evidence: Evidence;
  readonly isDown: boolean;
  readonly isSlow: boolean;
  readonly questions: number;
}

/** Label and value of each thing known; none for an actor that is no agent. */
export function standingFacts(
  entry: ActorEntry,
  standingOf: (agent: AgentIndex) => Standing,
): readonly (readonly [label: string, value: string])[] {
  if (entry.agent === undefined) return [];
  const standing = standingOf(entry.agent);
  const { evidence } = standing;
  const reputationMilli = reputationOf(evidence);
  const { performanceMilli } = evidence;
  const health = healthOf(standing);
  const score = coordinationScore({ health, performanceMilli, reputationMilli });
  const parts = [0.5, (performanceMilli ?? 500) / 1_000, reputationMilli / 1_000];
  const availability = availabilityScore(health);
  return [
    ['Reputation', `${share(reputationMilli)} = ${sayEvidence(evidence)}`],
    ['Performance', sayPerformance(evidence)],
    ['Availability', `${availability} (${health}${why(standing, health)})`],
    [
      'Coordination score',
      `${score.toFixed(3)} = mean of ${[...parts.map((part) => part.toFixed(2)), availability].join(', ')}`,
    ],
  ];
}

const share = (milli: number): string => (milli / 1_000).toFixed(2);

function sayEvidence({ good, bad, deeds }: Evidence): string {
  const sum = `${good.toFixed(1)} for, ${bad.toFixed(1)} against`;
  return `${sum} (${deeds === 0 ? 'as stated' : `deeds reported: ${sayWhole(deeds)}`})`;
}

function sayPerformance({ performanceMilli, deeds }: Evidence): string {
  if (performanceMilli === undefined) return '0.50 (nothing is known)';
  return `${share(performanceMilli)} (${deeds === 0 ? 'its competence, as stated' : 'of its latest deeds'})`;
}

function why({ isSlow, questions }: Standing, health: Health): string {
  if (health === 'healthy') return '';
  if (health === 'unhealthy') return ': down';
  return isSlow
    ? ': slow'
    : `: ${questions} questions at once, from ${QUESTIONS_OVERLOADED} it is overloaded`;
}
