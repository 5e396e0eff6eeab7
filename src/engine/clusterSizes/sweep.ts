/**
 * What it is: one hierarchical vote of a design held again and again with clusters of other sizes: what a size
 * costs in messages, load and time, and how often it distorts. Everything else is the design's: agents, faults,
 * network; run number k of every size has the design's seed plus k, so sizes are compared on the same agents.
 * Errors: a design with mistakes, or a coordination that is no hierarchical vote, gives undefined.
 * Cost: each sample is a whole run without recording: a few ms for 25 agents, some 50 ms for 625.
 */

import type { Design } from '../document/design.ts';
import { compileDesign } from '../plan/compile.ts';
import { openTrial, SHIPPED_PROTOCOLS } from '../simulation.ts';
import { addSample, emptySize } from './tally.ts';
import type { SizeSample, SizeTally } from './tally.ts';

const SIZES = [2, 3, 4, 5, 6, 8, 10, 15, 25, 50, 100];

export interface Sweep {
  readonly agents: number;
  /** The design's own size. */
  readonly ownSize: number;
  /** Which sizes are tried, ascending; the design's is among them. */
  readonly sizes: readonly number[];
  /** What came of the runs from `from` (inclusive) to `to` (exclusive) with clusters of a size. */
  run(clusterSize: number, from: number, to: number): SizeTally;
}

/** A sweep over the cluster sizes of a coordination of the design. */
export function openSweep(design: Design, coordination: string): Sweep | undefined {
  const { plan } = compileDesign(design, design.seed);
  const planned = plan?.coordinations.find(({ id }) => id === coordination);
  if (planned?.protocol !== 'hierarchical_consensus') return undefined;
  const agents = planned.participants.length;
  const ownSize = Number(planned.parameters['clusterSize']);
  const sizes = [...new Set([...SIZES, ownSize])].filter((size) => size <= agents);
  return {
    agents,
    ownSize,
    sizes: sizes.toSorted((one, other) => one - other),
    run(clusterSize, from, to) {
      const resized = withSize(design, coordination, clusterSize);
      let tally = emptySize(clusterSize);
      for (let number = from; number < to; number++) {
        const sample = sampleOf(resized, coordination, design.seed + number);
        if (sample !== undefined) tally = addSample(tally, sample);
      }
      return tally;
    },
  };
}

function withSize(design: Design, coordination: string, clusterSize: number): Design {
  const nodes = design.nodes.map((node) =>
    node.kind === 'coordination' && node.id === coordination
      ? { ...node, parameters: { ...node.parameters, clusterSize } }
      : node,
  );
  return { ...design, nodes };
}

/** Undefined if the vote did not come to an end within the design's limits. */
function sampleOf(design: Design, coordination: string, seed: number): SizeSample | undefined {
  const { plan } = compileDesign(design, seed);
  if (plan === undefined) return undefined;
  const run = openTrial(plan, SHIPPED_PROTOCOLS, { recording: 'off' });
  run.advance(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const ended = run.summary().coordinations.find(({ id }) => id === coordination);
  const outcome = ended?.outcome as Readonly<Record<string, unknown>> | undefined;
  if (ended === undefined || outcome?.['flatMessages'] === undefined) return undefined;
  return {
    levels: Array.isArray(outcome['levels']) ? outcome['levels'].length : 0,
    messages: ended.messages,
    flatMessages: Number(outcome['flatMessages']),
    loadMax: Number(outcome['loadMax']),
    micros: ended.virtualMicros,
    isDistorted: outcome['distortion'] === true,
  };
}
