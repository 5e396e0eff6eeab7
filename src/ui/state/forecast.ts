/**
 * What it is: what a coordination will cost and bear, worked out from the drawing before anything runs:
 * the arithmetic of the protocols, for the face of a node and the advice in the inspector.
 */

import { faultsTolerated } from '../../engine/base/quorum.ts';
import type { ProtocolId } from '../../engine/contract/card.ts';

export interface Forecast {
  readonly label: string;
  readonly value: string | number;
  /** One sentence: where the number comes from. */
  readonly why: string;
}

const NOTHING: readonly Forecast[] = [];

/** What can be said of `n` participants under a protocol with these parameters. */
export function forecastOf(
  protocol: ProtocolId | undefined,
  n: number,
  parameters: Readonly<Record<string, unknown>>,
): readonly Forecast[] {
  if (n === 0) return NOTHING;
  switch (protocol) {
    case 'byzantine_consensus':
      return byzantine(n, numberOf(parameters, 'requests', 8));
    case 'simple_consensus':
      return simple(n, numberOf(parameters, 'rounds', 1));
    case 'hierarchical_consensus':
      return hierarchical(
        n,
        numberOf(parameters, 'clusterSize', 5),
        numberOf(parameters, 'maxLevels', 4),
      );
    case 'ensemble_learning':
      return ensemble(n, numberOf(parameters, 'batches', 20));
    default:
      return NOTHING;
  }
}

function byzantine(n: number, requests: number): readonly Forecast[] {
  const f = faultsTolerated(n);
  const each = 2 * n * (n - 1);
  return [
    { label: 'Bears faulty', value: `f = ${f}`, why: `n ≥ 3f + 1, so ${n} replicas bear ${f}.` },
    {
      label: 'Messages a request',
      value: each,
      why: `One pre-prepare to each, then prepares and commits among all: 2n(n − 1) = ${each}.`,
    },
    {
      label: 'In all, about',
      value: each * requests,
      why: `${requests} requests without a view change, checkpoints and replies not counted.`,
    },
  ];
}

function simple(n: number, rounds: number): readonly Forecast[] {
  return [
    { label: 'Bears faulty', value: 'none', why: 'A vote that lies counts like any other.' },
    {
      label: 'Messages a round',
      value: 2 * n,
      why: `A proposal to each voter and an answer from each: 2n = ${2 * n}.`,
    },
    {
      label: 'At most',
      value: (2 * rounds + 1) * n,
      why: `${rounds} ${rounds === 1 ? 'round' : 'rounds'} and the verdict to each voter.`,
    },
  ];
}

function hierarchical(n: number, clusterSize: number, maxLevels: number): readonly Forecast[] {
  const clusters: number[] = [];
  let members = n;
  do {
    members = clusters.length + 1 >= maxLevels ? 1 : Math.ceil(members / clusterSize);
    clusters.push(members);
  } while (members > 1);
  const seats = clusters.reduce((sum, _, level) => sum + (clusters[level - 1] ?? n), 0);
  const representatives = clusters.reduce((sum, one) => sum + one, 0);
  // Convened, asked and answering, for each seat but the representative's own; announced, reported, received.
  const each = seats + 2 * (seats - representatives) + 3 * representatives;
  return [
    {
      label: 'Levels',
      value: clusters.length,
      why: `Clusters of ${clusterSize}, level by level: ${clusters.join(', ')}.`,
    },
    {
      label: 'Messages, about',
      value: each,
      why: `${seats} seats in ${representatives} clusters, heartbeats and the way down not counted.`,
    },
    {
      label: 'A flat vote takes',
      value: 3 * n,
      why: `A question, an answer and a verdict for each agent: 3n = ${3 * n}.`,
    },
  ];
}

function ensemble(n: number, batches: number): readonly Forecast[] {
  return [
    {
      label: 'Messages a batch',
      value: 2 * n,
      why: `A batch to each member and its answer: 2n = ${2 * n}.`,
    },
    {
      label: 'In all, about',
      value: 2 * n * (batches + 1),
      why: `${batches} batches and the training before them.`,
    },
  ];
}

function numberOf(
  parameters: Readonly<Record<string, unknown>>,
  name: string,
  otherwise: number,
): number {
  const value = parameters[name];
  return typeof value === 'number' ? value : otherwise;
}
