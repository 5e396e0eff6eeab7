/**
 * What it is: the building blocks that a design is made of, as the library lists them and the canvas's
 * search finds them: made from the cards, so a new protocol appears by itself.
 */

import { AGENT_CARDS } from '../../engine/agents/cards.ts';
import { STREAM_GENERATORS, STREAMS } from '../../engine/base/streamName.ts';
import { AGENT_KINDS, DATASET_IDS, networkSettings } from '../../engine/document/design.ts';
import type { AgentKind, Design, DesignNode, NodeOf } from '../../engine/document/design.ts';
import type { FaultKind } from '../../engine/document/fault.ts';
import type { ProtocolId } from '../../engine/contract/card.ts';
import { USUAL_STREAM } from '../../engine/document/stream.ts';
import { refuseConnection } from '../../engine/document/ports.ts';
import type { ConnectionEnds } from '../../engine/document/ports.ts';
import { FAULT_CARDS } from '../../engine/faults/cards.ts';
import { PROTOCOL_CARDS } from '../../engine/protocols/catalog.ts';
import { addConnection, addNode, freshId, freshName } from './designEdits.ts';
import type { Point } from './designEdits.ts';
import { DATASETS } from './datasets.ts';

export const BLOCK_GROUPS = [
  'Agents',
  'Coordinations',
  'Inputs',
  'Network',
  'Faults',
  'Output',
] as const;
export type BlockGroup = (typeof BLOCK_GROUPS)[number];

/** What a dragged block is called on the clipboard of a drag. */
export const BLOCK_DRAG_TYPE = 'application/x-concord-block';

/** The picture of a block or a node: what kind it is, and which of the kind. */
export type GlyphId = `${'pool' | 'coordination'}.${string}` | DesignNode['kind'] | FaultKind;

interface BlockBase {
  readonly id: string;
  readonly group: BlockGroup;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  readonly glyph: GlyphId;
  /** Other words that find it. */
  readonly words: string;
}

export interface NodeBlock extends BlockBase {
  readonly kind: 'node';
  /** The node as it is when new; its id and name are fresh in the design. */
  readonly make: (design: Design, position: Point) => DesignNode;
}

export interface FaultBlock extends BlockBase {
  readonly kind: 'fault';
  readonly fault: FaultKind;
}

export type Block = NodeBlock | FaultBlock;

const FIRST_COUNTS: Readonly<Record<AgentKind, number>> = { voter: 4, model: 5, bidder: 6 };

function poolBlock(kind: AgentKind): NodeBlock {
  const card = AGENT_CARDS.get(kind);
  const title = card?.title ?? kind;
  return {
    kind: 'node',
    id: `pool.${kind}`,
    group: 'Agents',
    title,
    summary: card?.summary ?? '',
    glyph: `pool.${kind}`,
    words: `pool agents ${kind} replicas members`,
    make: (design, position) => ({
      kind: 'pool',
      id: freshId(design, `${kind}s`),
      name: freshName(design, title),
      position,
      agent: kind,
      count: FIRST_COUNTS[kind],
      // A card's suggestion is plain data of its own schema, which the document keeps as JSON.
      template: { ...card?.suggestion } as Extract<DesignNode, { kind: 'pool' }>['template'],
      overrides: [],
    }),
  };
}

/** What a coordination that is drawn anew begins with, where a first run by the card's own defaults would mislead. */
const FIRST_PARAMETERS: Readonly<Record<string, NodeOf<'coordination'>['parameters']>> = {
  // Raised by one euro at a time, everybody bids so often that all are flagged for it.
  market_coordination: { increment: 500 },
};

function coordinationBlock(
  protocol: ProtocolId | 'auto',
  title: string,
  summary: string,
): NodeBlock {
  return {
    kind: 'node',
    id: `coordination.${protocol}`,
    group: 'Coordinations',
    title,
    summary,
    glyph: `coordination.${protocol}`,
    words: `protocol ${protocol.replaceAll('_', ' ')}`,
    make: (design, position) => ({
      kind: 'coordination',
      id: freshId(design, protocol === 'auto' ? 'coordination' : protocol.replace(/_.*$/, '')),
      name: freshName(design, protocol === 'auto' ? 'Coordination' : shortTitle(title)),
      position,
      protocol,
      requirements: { type: 'standard', faultTolerance: 'low' },
      parameters: { ...FIRST_PARAMETERS[protocol] },
    }),
  };
}

/** `Byzantine consensus (PBFT)` → `Byzantine consensus`. */
function shortTitle(title: string): string {
  return title.replace(/\s*\(.*\)$/, '');
}

const INPUTS: readonly NodeBlock[] = [
  {
    kind: 'node',
    id: 'proposal',
    group: 'Inputs',
    title: 'Proposal',
    summary: 'What the voters judge, and how good it truly is.',
    glyph: 'proposal',
    words: 'text merit question',
    make: (design, position) => ({
      kind: 'proposal',
      id: freshId(design, 'proposal'),
      name: freshName(design, 'Proposal'),
      position,
      text: 'Adopt the new schema for all services.',
      merit: 1,
    }),
  },
  {
    kind: 'node',
    id: 'good',
    group: 'Inputs',
    title: 'Market good',
    summary: 'What is sold, and the least it may be sold for.',
    glyph: 'good',
    words: 'auction reserve price sell',
    make: (design, position) => ({
      kind: 'good',
      id: freshId(design, 'good'),
      name: freshName(design, 'Good'),
      position,
      reserve: 0,
    }),
  },
  datasetBlock({
    dataset: 'table',
    title: 'Your own data',
    summary: 'A CSV file of yours: choose what to predict from what.',
    words: 'csv table file upload import',
  }),
  ...DATASET_IDS.map((dataset) =>
    datasetBlock({ ...DATASETS[dataset], dataset, words: `rows classes ${dataset}` }),
  ),
  ...STREAM_GENERATORS.map((dataset) =>
    datasetBlock({
      ...STREAMS[dataset],
      dataset,
      words: `rows drift change generated ${dataset}`,
      stream: USUAL_STREAM,
    }),
  ),
];

interface DatasetParts {
  readonly dataset: NodeOf<'dataset'>['dataset'];
  readonly stream?: NodeOf<'dataset'>['stream'];
  readonly title: string;
  readonly summary: string;
  readonly words: string;
}

/** A block of data: a file of one's own, a set that comes with the studio, or a generated stream. */
function datasetBlock({ dataset, title, summary, words, stream }: DatasetParts): NodeBlock {
  return {
    kind: 'node',
    id: `dataset.${dataset}`,
    group: 'Inputs',
    title,
    summary,
    glyph: 'dataset',
    words: `data set ${words}`,
    make: (design, position) => ({
      kind: 'dataset',
      id: freshId(design, dataset),
      name: freshName(design, title),
      position,
      dataset,
      ...(stream !== undefined && { stream }),
    }),
  };
}

const NETWORK: NodeBlock = {
  kind: 'node',
  id: 'network',
  group: 'Network',
  title: 'Network',
  summary: 'Latency, loss, duplication and reordering between the agents.',
  glyph: 'network',
  words: 'latency loss link delay',
  make: (design, position) => ({
    kind: 'network',
    id: freshId(design, 'network'),
    name: freshName(design, 'Network'),
    position,
    settings: networkSettings.parse({}),
  }),
};

const OUTPUT: NodeBlock = {
  kind: 'node',
  id: 'output',
  group: 'Output',
  title: 'Output',
  summary: 'Shows what a coordination decided.',
  glyph: 'output',
  words: 'outcome result decision',
  make: (design, position) => ({
    kind: 'output',
    id: freshId(design, 'output'),
    name: freshName(design, 'Output'),
    position,
  }),
};

/** All blocks in the order in which they are listed. */
export const BLOCKS: readonly Block[] = [
  ...AGENT_KINDS.map(poolBlock),
  ...[...PROTOCOL_CARDS.values()].map((card) =>
    coordinationBlock(card.id, card.title, card.summary),
  ),
  coordinationBlock(
    'auto',
    'Choose for me',
    'Takes the protocol that suits the participants and the faults to bear, and says why.',
  ),
  ...INPUTS,
  NETWORK,
  ...FAULT_CARDS.map((card): FaultBlock => ({
    kind: 'fault',
    id: `fault.${card.kind}`,
    group: 'Faults',
    title: card.title,
    summary: card.help,
    glyph: card.kind,
    words: 'fault break failure byzantine',
    fault: card.kind,
  })),
  OUTPUT,
];

export function findBlock(id: string): Block | undefined {
  return BLOCKS.find((block) => block.id === id);
}

/** The blocks whose title, sentence or words hold every word that was typed. */
export function searchBlocks(blocks: readonly Block[], typed: string): readonly Block[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return blocks;
  return blocks.filter((block) => {
    const text = `${block.title} ${block.summary} ${block.group} ${block.words}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The glyph of a node. */
export function glyphOf(node: DesignNode): GlyphId {
  if (node.kind === 'pool') return `pool.${node.agent}`;
  return node.kind === 'coordination' ? `coordination.${node.protocol}` : node.kind;
}

/** Adds a block's node; connects it to `partner` where exactly one pair of ports fits. */
export function addBlock(
  design: Design,
  block: NodeBlock,
  position: Point,
  ends?: (node: DesignNode) => ConnectionEnds | undefined,
): { readonly design: Design; readonly id: string } {
  const node = block.make(design, position);
  const added = addNode(withPaceFor(design, node), node);
  const wanted = ends?.(node);
  if (wanted === undefined || refuseConnection(added, wanted) !== undefined)
    return { design: added, id: node.id };
  const connected = addConnection(added, { id: freshId(added, 'link'), ...endsCopy(wanted) });
  return { design: connected, id: node.id };
}

/** Virtual seconds per second at which a protocol's messages can be followed; others take a second for one. */
const PACES: Partial<Readonly<Record<ProtocolId, number>>> = {
  byzantine_consensus: 0.02,
  hierarchical_consensus: 0.03,
  simple_consensus: 0.03,
};
const PACE_OF_NEW = 1;

/** With its first coordination a design gets the pace of that protocol, unless it was given another. */
function withPaceFor(design: Design, node: DesignNode): Design {
  if (node.kind !== 'coordination' || node.protocol === 'auto') return design;
  const isFirst = design.nodes.every((one) => one.kind !== 'coordination');
  const pace = PACES[node.protocol];
  if (!isFirst || design.pace !== PACE_OF_NEW || pace === undefined) return design;
  return { ...design, pace };
}

function endsCopy({ source, target }: ConnectionEnds): ConnectionEnds {
  return { source: { ...source }, target: { ...target } };
}
