/**
 * What it is: how a design can be made smaller, one kind of cut after another. Each tries its candidates
 * with `keeps` and gives the smallest design that it let pass.
 */

import type { Decision, Design, DesignNode, NetworkSettings } from '../../document/design.ts';
import type { Fault } from '../../document/fault.ts';
import { keepNames } from '../../document/faultNames.ts';
import { meanOf } from '../strategies/randomWalk.ts';
import { reduceList } from './reduceList.ts';

/** Whether a design still does what it is to show. */
export type Keeps = (candidate: Design) => boolean;
export type Cut = (design: Design, keeps: Keeps) => Design;

/** Tries one candidate after another, each made of the design so far. */
function tryAll(
  design: Design,
  keeps: Keeps,
  changes: readonly ((design: Design) => Design | undefined)[],
): Design {
  let kept = design;
  for (const change of changes) {
    const candidate = change(kept);
    if (candidate !== undefined && keeps(candidate)) kept = candidate;
  }
  return kept;
}

/** Fewer faults. */
const fewerFaults: Cut = (design, keeps) => {
  const faults = reduceList(design.faults, (fewer) => keeps({ ...design, faults: [...fewer] }));
  return { ...design, faults: [...faults] };
};

/** Fewer agents in each fault, and fewer sides of a split. */
const fewerCulprits: Cut = (design, keeps) =>
  tryAll(
    design,
    keeps,
    design.faults.map((_, place) => (kept) => {
      const fault = kept.faults[place];
      if (fault === undefined) return undefined;
      const withFault = (other: Fault): Design => ({
        ...kept,
        faults: kept.faults.with(place, other),
      });
      if (fault.kind === 'partition') {
        const groups = reduceList(
          fault.groups,
          (fewer) => fewer.length > 0 && keeps(withFault({ ...fault, groups: [...fewer] })),
        );
        return withFault({ ...fault, groups: [...groups] });
      }
      if ('link' in fault) {
        const { link } = fault;
        const from = reduceList(
          link.from,
          (fewer) =>
            fewer.length > 0 && keeps(withFault({ ...fault, link: { ...link, from: [...fewer] } })),
        );
        return withFault({ ...fault, link: { ...link, from: [...from] } });
      }
      const agents = reduceList(
        fault.agents,
        (fewer) => fewer.length > 0 && keeps(withFault({ ...fault, agents: [...fewer] })),
      );
      return withFault({ ...fault, agents: [...agents] });
    }),
  );

/** Faults that wait for nothing and hold from the beginning, and to the end. */
const plainerFaults: Cut = (design, keeps) =>
  tryAll(
    design,
    keeps,
    design.faults.flatMap((_, place) => {
      const change =
        (plainer: (fault: Fault) => Fault | undefined) =>
        (kept: Design): Design | undefined => {
          const fault = kept.faults[place];
          const other = fault === undefined ? undefined : plainer(fault);
          return other === undefined
            ? undefined
            : { ...kept, faults: kept.faults.with(place, other) };
        };
      return [
        change(({ when, ...fault }) => (when === undefined ? undefined : fault)),
        change((fault) => (fault.at === 0 ? undefined : { ...fault, at: 0 })),
        change(({ until, ...fault }) =>
          until === undefined || fault.kind === 'crash' ? undefined : fault,
        ),
      ];
    }),
  );

/** Fewer decisions, and drops in the place of delays that only keep a message away. */
const fewerDecisions: Cut = (design, keeps) => {
  const { schedule = [], ...rest } = design;
  if (schedule.length === 0) return design;
  const withDecisions = (decisions: readonly Decision[]): Design =>
    decisions.length === 0 ? rest : { ...rest, schedule: [...decisions] };
  return withDecisions(reduceList(schedule, (fewer) => keeps(withDecisions(fewer))));
};

/** Fewer requests, clients, rounds: whatever whole number a protocol counts. */
const smallerParameters: Cut = (design, keeps) =>
  tryAll(
    design,
    keeps,
    design.nodes.flatMap((node, place) => {
      if (node.kind !== 'coordination') return [];
      return Object.keys(node.parameters).flatMap((name) =>
        [1, 2, 3, 4].map((size) => (kept: Design): Design | undefined => {
          const now = kept.nodes[place];
          if (now?.kind !== 'coordination') return undefined;
          const value = now.parameters[name];
          if (typeof value !== 'number' || !Number.isInteger(value) || value <= size)
            return undefined;
          const parameters = { ...now.parameters, [name]: size };
          return { ...kept, nodes: kept.nodes.with(place, { ...now, parameters }) };
        }),
      );
    }),
  );

/** Fewer agents: the last of a pool go first, and with them what names them. */
const fewerAgents: Cut = (design, keeps) =>
  tryAll(
    design,
    keeps,
    design.nodes.flatMap((node, place) => {
      if (node.kind !== 'pool') return [];
      return Array.from({ length: Math.min(node.count - 1, 64) }, () => (kept: Design) => {
        const pool = kept.nodes[place];
        if (pool?.kind !== 'pool' || pool.count === 1) return undefined;
        return withoutAgent(kept, place, { ...pool, count: pool.count - 1 });
      });
    }),
  );

function withoutAgent(
  design: Design,
  place: number,
  pool: Extract<DesignNode, { kind: 'pool' }>,
): Design {
  const gone = `${pool.id}/${pool.count}`;
  const stays = (name: string): boolean => name !== gone && name !== `${gone}-twin`;
  const faults = design.faults.flatMap((fault): readonly Fault[] => {
    const left = keepNames(fault, stays);
    return left === undefined ? [] : [left];
  });
  const overrides = pool.overrides.filter(({ index }) => index < pool.count);
  const nodes = design.nodes.with(place, { ...pool, overrides });
  const schedule = design.schedule?.filter(({ from, to }) => stays(from) && stays(to));
  return { ...design, nodes, faults, ...(schedule === undefined ? {} : { schedule }) };
}

/** A network that does less: no losses, no copies, one latency for all. */
const calmerNetwork: Cut = (design, keeps) =>
  tryAll(
    design,
    keeps,
    design.nodes.flatMap((node, place) => {
      if (node.kind !== 'network') return [];
      const calmer: readonly ((settings: NetworkSettings) => NetworkSettings)[] = [
        (settings) => ({ ...settings, lossPpm: 0 }),
        (settings) => ({ ...settings, duplicationPpm: 0 }),
        (settings) => ({ ...settings, reorderPpm: 0 }),
        (settings) => {
          const micros = Math.floor(meanOf(settings.latency));
          return { ...settings, latency: { distribution: 'constant', micros } };
        },
      ];
      return calmer.map((change) => (kept: Design): Design | undefined => {
        const network = kept.nodes[place];
        if (network?.kind !== 'network') return undefined;
        const settings = change(network.settings);
        if (JSON.stringify(settings) === JSON.stringify(network.settings)) return undefined;
        return { ...kept, nodes: kept.nodes.with(place, { ...network, settings }) };
      });
    }),
  );

/** From what saves most to what saves least. Thrifty ones are made only if no more messages are sent. */
export const CUTS: readonly { readonly cut: Cut; readonly isThrifty: boolean }[] = [
  { cut: fewerFaults, isThrifty: false },
  { cut: fewerAgents, isThrifty: false },
  { cut: fewerDecisions, isThrifty: false },
  { cut: fewerCulprits, isThrifty: false },
  { cut: smallerParameters, isThrifty: true },
  { cut: calmerNetwork, isThrifty: true },
  { cut: plainerFaults, isThrifty: true },
];
