/**
 * What it is: who may take part in a coordination: the agents of its pools, and those whom other coordinations may name.
 * An agent of a kind that the coordination takes, when named, takes part itself; of another kind it stands for the
 * agent of the same number in the one pool that is connected beside. A pool of which others may name agents is
 * restricted to those who are named.
 * Errors: none are thrown; what does not fit is a sentence.
 */

import type { AgentIndex } from '../base/units.ts';
import { present } from '../base/invariant.ts';
import type { OutputId, SupplyPort } from '../contract/flow.ts';
import { OUTPUT_IDS, SUPPLY_PORTS } from '../contract/flow.ts';
import type { Connection, NodeOf } from '../document/design.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from '../contract/sentences.ts';
import { enumerate } from './diagnostics.ts';
import type { PlannedSupply } from './plan.ts';

type Coordination = NodeOf<'coordination'>;
type Drawing = Pick<Surroundings, 'design' | 'connections' | 'catalogue'>;

/** An agent of a pool, before there are agents. */
interface Member {
  readonly pool: NodeOf<'pool'>;
  readonly number: number;
}

/** What of another coordination is connected to which input. */
interface Flow {
  readonly from: Coordination;
  readonly output: OutputId;
  readonly port: SupplyPort;
}

export interface Manning {
  /** All who may take part, in the order of the connections. */
  readonly members: readonly Member[];
  readonly supplies: readonly (Omit<PlannedSupply, 'admits'> & {
    readonly admits?: readonly (readonly [Member, Member])[];
  })[];
  /** Why agents that others may name can take no part, in a sentence. */
  readonly stranded: string | undefined;
}

/** Who may take part in a coordination, and what it takes of others; a circle of connections brings nobody. */
export function manningOf(
  drawing: Drawing,
  node: Coordination,
  below: readonly string[] = [],
): Manning {
  const pools = poolsAt(drawing, node);
  const members = new Map(pools.flatMap(membersOf).map((member) => [idOf(member), member]));
  let stranded: string | undefined;
  const supplies = flowsTo(drawing, node).map(({ from, output, port }) => {
    const supply = { from: from.id, output, port };
    if (port !== 'participants') return supply;
    const named = below.includes(from.id)
      ? []
      : manningOf(drawing, from, [...below, node.id]).members;
    const admits = named.flatMap((member): (readonly [Member, Member])[] => {
      const stands = standsFor(drawing, node, pools, member);
      if (typeof stands !== 'string') return [[member, stands]];
      stranded ??= stands;
      return [];
    });
    stranded ??= refuseCrowd(node, admits);
    for (const [, member] of admits) members.set(idOf(member), member);
    return { ...supply, admits };
  });
  return { members: [...members.values()], supplies, stranded };
}

/** The supplies with everybody as a place in the list of agents. */
export function numbered(
  supplies: Manning['supplies'],
  indexOf: ReadonlyMap<string, AgentIndex>,
): readonly PlannedSupply[] {
  const index = (member: Member): AgentIndex => present(indexOf.get(idOf(member)), idOf(member));
  return supplies.map(({ admits, ...supply }) =>
    admits === undefined
      ? supply
      : {
          ...supply,
          admits: admits.map(([named, participant]) => [index(named), index(participant)] as const),
        },
  );
}

/** The id that the agent has, or will have. */
export function idOf({ pool, number }: Member): string {
  return `${pool.id}/${number}`;
}

function membersOf(pool: NodeOf<'pool'>): readonly Member[] {
  return Array.from({ length: pool.count }, (_, number) => ({ pool, number }));
}

/** Who takes part when the member is named, or why nobody can. */
function standsFor(
  { catalogue }: Drawing,
  node: Coordination,
  pools: readonly NodeOf<'pool'>[],
  member: Member,
): Member | string {
  const card = node.protocol === 'auto' ? undefined : catalogue.protocols.get(node.protocol);
  const kinds = card?.agentKinds ?? pools.map(({ agent }) => agent);
  if (kinds.length === 0 || kinds.includes(member.pool.agent)) return member;
  const titleOf = (kind: string): string =>
    [...catalogue.agents].find(([id]) => id === kind)?.[1].title.toLowerCase() ?? kind;
  const fitting = pools.filter(({ agent }) => kinds.includes(agent));
  const [pool] = fitting;
  const wanted = enumerate([...new Set(kinds)].map(titleOf));
  if (pool === undefined || fitting.length > 1)
    return `${node.name} takes ${wanted}, and ${titleOf(member.pool.agent)} of ${member.pool.name} may be named: connect exactly one pool of ${wanted} to its participants, whose agents of the same numbers then take part.`;
  if (member.number >= pool.count)
    return `${node.name}: ${idOf(member)} may be named and stands for ${pool.id}/${member.number}, and ${pool.name} has ${counted(pool.count, 'agent')}: give it as many as ${member.pool.name}, which has ${member.pool.count}.`;
  return { pool, number: member.number };
}

/** Two who stand for the same agent would not know who of them sent it. */
function refuseCrowd(
  node: Coordination,
  admits: readonly (readonly [Member, Member])[],
): string | undefined {
  const by = new Map<string, Member>();
  for (const [named, participant] of admits) {
    const other = by.get(idOf(participant));
    if (other !== undefined)
      return `${node.name}: ${idOf(other)} and ${idOf(named)} would both stand for ${idOf(participant)}; name agents of one pool only.`;
    by.set(idOf(participant), named);
  }
  return undefined;
}

function poolsAt(
  { connections, design }: Drawing,
  { id }: Coordination,
): readonly NodeOf<'pool'>[] {
  return connections
    .filter(({ target }) => target.node === id && target.port === 'participants')
    .flatMap(({ source }) => {
      const node = design.nodes.find((one) => one.id === source.node);
      return node?.kind === 'pool' ? [node] : [];
    });
}

function flowsTo({ connections, design }: Drawing, { id }: Coordination): readonly Flow[] {
  return connections.flatMap(({ source, target }: Connection): readonly Flow[] => {
    const from = design.nodes.find((one) => one.id === source.node);
    const output = OUTPUT_IDS.find((one) => one === source.port);
    const port = SUPPLY_PORTS.find((one) => one === target.port);
    if (target.node !== id || from?.kind !== 'coordination') return [];
    return output === undefined || port === undefined ? [] : [{ from, output, port }];
  });
}
