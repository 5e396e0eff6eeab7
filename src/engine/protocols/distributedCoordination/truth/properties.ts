/** What it is: all that is watched in every run of a cluster. */

import { MEMBERSHIP_PROPERTIES } from './membership.ts';
import { RAFT_PROPERTIES } from './raft.ts';
import { REGION_PROPERTIES } from './regions.ts';
import { leaderStays } from './stability.ts';
import type { ClusterProperty } from './watching.ts';

export const DISTRIBUTED_PROPERTIES: readonly ClusterProperty[] = [
  ...RAFT_PROPERTIES,
  leaderStays,
  ...REGION_PROPERTIES,
  ...MEMBERSHIP_PROPERTIES,
];
