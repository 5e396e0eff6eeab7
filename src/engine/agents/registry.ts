/** What it is: every kind of agent that a run can hold: the kernel is handed this map. */

import type { AgentKind } from '../document/design.ts';
import type { AgentBehaviour } from './behaviour.ts';
import { bidder } from './bidder.ts';
import { voter } from './voter.ts';

export const AGENT_BEHAVIOURS: ReadonlyMap<AgentKind, AgentBehaviour> = new Map<
  AgentKind,
  AgentBehaviour
>([
  ['voter', voter],
  ['bidder', bidder],
]);
