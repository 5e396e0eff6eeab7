/**
 * What it is: small markets made from a seed: a few bidders of all kinds with values that often tie, in a network that loses, doubles
 * and reorders, in short series; some bidders do not pay, crash and come back.
 */

import { AGENT_CARDS } from '../../../agents/cards.ts';
import { AGENT_BEHAVIOURS } from '../../../agents/registry.ts';
import { SeededChoices } from '../../../base/choices.ts';
import type { AnyProtocol } from '../../../contract/protocol.ts';
import { networkSettings } from '../../../document/design.ts';
import { openSimulation } from '../../../kernel/simulation.ts';
import type { Plan } from '../../../plan/plan.ts';
import { marketParameters } from '../card.ts';

export const MARKET_KINDS = ['sealed', 'rising', 'clock', 'units', 'bundles', 'book'] as const;
export type MarketKind = (typeof MARKET_KINDS)[number];

type Settings = Readonly<Record<string, unknown>>;

const pick = <Value>(choices: SeededChoices, values: readonly Value[]): Value =>
  values[choices.below(values.length)] as Value;

/** Round values, so that ties and reserves matter. */
const valueOf = (choices: SeededChoices): number => 500 * (8 + choices.below(16));

function formatOf(kind: MarketKind, choices: SeededChoices): Settings {
  switch (kind) {
    case 'sealed':
      return {
        format: pick(choices, ['vickrey', 'sealed_bid']),
        isWeighted: choices.below(2) === 0,
      };
    case 'rising':
      return {
        format: 'english',
        increment: pick(choices, [100, 500, 1_000]),
        isReserveHidden: choices.below(2) === 0,
        areBidsRetractable: choices.below(4) > 0,
        maxRounds: 4,
        roundMicros: 10_000_000,
      };
    case 'clock':
      return { format: 'dutch', clockStart: 12_000, clockDecrement: pick(choices, [250, 1_000]) };
    case 'units':
      return {
        format: pick(choices, ['vcg', 'uniform_price']),
        units: 1 + choices.below(4),
        unitPrice: pick(choices, ['highest_losing', 'lowest_accepted', 'highest_losing']),
      };
    case 'bundles':
      return { format: 'combinatorial', items: 2 + choices.below(3) };
    case 'book':
      return {
        format: 'double_auction',
        tick: 1_000,
        priceMost: 12_000,
        roundMicros: 10_000_000,
        isClearedByTrade: choices.below(2) === 0,
      };
  }
}

const BUYERS = ['truthful', 'truthful', 'shaded', 'jump', 'equilibrium', 'manipulator'];
/** Whoever waits is not frightened away by a bluff. */
const RAISERS = ['manipulator', 'sniping', 'sniping', 'jump'];

function agentOf(kind: MarketKind, place: number, choices: SeededChoices): Settings {
  const own = {
    valuation: valueOf(choices),
    reputation: choices.below(5) / 4,
    thinkMicros: 30_000 + choices.below(100_000),
    snipeMicros: 800_000,
    defaultShare: choices.below(4) === 0 ? 0.5 : 0,
    payMicros: choices.below(4) === 0 ? 400_000 : 0,
  };
  if (kind === 'book') {
    const side = place % 2 === 0 ? 'buyer' : 'seller';
    const strategy = pick(choices, ['zero_intelligence', 'truthful', 'zip']);
    return { ...own, side, strategy, demand: 1 + choices.below(2) };
  }
  if (kind === 'units') return { ...own, demand: 1 + choices.below(3), decline: 0.2 };
  if (kind === 'bundles')
    return { ...own, interest: 1 + choices.below(3), synergy: (choices.below(5) - 1) / 8 };
  return { ...own, strategy: pick(choices, kind === 'rising' ? RAISERS : BUYERS) };
}

/** The plan of a seed. */
export function marketPlan(kind: MarketKind, seed: number): Plan {
  const choices = SeededChoices.named(seed, `market/${kind}`);
  const count = (kind === 'book' ? 4 : 2) + choices.below(4);
  const isRough = choices.below(2) === 0;
  const agents = Array.from({ length: count }, (_, index) => {
    const id = `p/${index}`;
    const parameters = AGENT_CARDS.get('bidder')!.parameters.parse(
      agentOf(kind, index, choices),
    ) as Record<string, unknown>;
    const reputationMilli = Math.round(Number(parameters['reputation']) * 1_000);
    return { index, id, pool: 'p', name: id, kind: 'bidder' as const, parameters, reputationMilli };
  });
  const parameters = marketParameters.parse({
    ...formatOf(kind, choices),
    auctions: 1 + choices.below(3),
    settlementMicros: 1_000_000,
  });
  const reserve = choices.below(3) === 0 ? 0 : 500 * (8 + choices.below(12));
  const at = choices.below(5_000_000);
  const crashes = [
    {
      id: 'crash',
      kind: 'crash' as const,
      at,
      until: at + 2_000_000,
      agents: [`p/${choices.below(count)}`],
    },
  ];
  return {
    name: `${kind} ${seed}`,
    seed,
    agents,
    coordinations: [
      {
        index: 0,
        id: 'c',
        name: 'C',
        protocol: 'market_coordination',
        parameters,
        participants: agents.map(({ index }) => index),
        resources: { good: { name: 'a thing', reserve } },
        network: networkSettings.parse({
          latency: { distribution: 'exponential', leastMicros: 1_000, meanMicros: 20_000 },
          lossPpm: isRough ? choices.below(200_000) : 0,
          duplicationPpm: isRough ? choices.below(200_000) : 0,
          reorderPpm: isRough ? choices.below(200_000) : 0,
          reorderMicros: 60_000,
        }),
      },
    ],
    faults: isRough ? crashes : [],
    limits: { virtualMicrosMax: 3_600_000_000, eventsMax: 100_000 },
    expectations: [],
    currency: { symbol: '', minorPerMajor: 100 },
  };
}

/** The first promise that the market of a seed did not keep. */
export function brokenInMarket(
  plan: Plan,
  protocol: AnyProtocol,
  breaks: 'safety' | 'liveness',
): { readonly property: string; readonly explanation: string } | undefined {
  const protocols = new Map([['market_coordination', protocol]] as const);
  const run = openSimulation(plan, protocols, AGENT_BEHAVIOURS, { recording: 'off' });
  run.advance(Infinity, Infinity);
  const temper = breaks === 'safety' ? 'always' : 'eventually';
  const broken = run.summary().invariants.find((one) => !one.held && one.temper === temper);
  if (broken === undefined) return undefined;
  return { property: broken.name, explanation: broken.explanation ?? '' };
}
