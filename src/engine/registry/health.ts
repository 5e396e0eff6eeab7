/**
 * What it is: how an agent fares, as a registry notices it: by whether it is up, whether it lags behind and how
 * much it is asked at once.
 */

import type { Health } from './scores.ts';

/** What can be noticed of an agent. */
export interface Signs {
  /** All its parts are down. */
  readonly isDown: boolean;
  /** What it sends leaves late. */
  readonly isSlow: boolean;
  /** Questions that it is thinking about now, in all its coordinations. */
  readonly questions: number;
}

/** Whoever is asked so much at once is overloaded. */
export const QUESTIONS_OVERLOADED = 3;

/** Unhealthy when down, overloaded when slow or asked too much at once, else healthy. */
export function healthOf({ isDown, isSlow, questions }: Signs): Health {
  if (isDown) return 'unhealthy';
  return isSlow || questions >= QUESTIONS_OVERLOADED ? 'overloaded' : 'healthy';
}
