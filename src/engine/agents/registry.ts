/** What it is: every kind of agent that a run can hold: the kernel is handed this map. */

import type { AgentBehaviour, AgentBehaviours } from './behaviour.ts';
import { bidder } from './bidding/bidder.ts';
import { model } from './model.ts';
import { voter } from './voter.ts';

export const AGENT_BEHAVIOURS: AgentBehaviours = new Map<string, AgentBehaviour>([
  ['voter', voter],
  ['bidder', bidder],
  ['model', model],
]);
