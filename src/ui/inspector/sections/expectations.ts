/** What it is: expectations in words, new ones of each kind, and the bounds of one as they are entered. */

import { useMemo } from 'react';
import type { Design, Expectation } from '../../../engine/document/design.ts';
import { checkExpectations } from '../../../engine/expectations/check.ts';
import type { ExpectationResult } from '../../../engine/expectations/check.ts';
import { LATER_EVENTS, KERNEL_EVENTS } from '../../../engine/events/kernelEvents.ts';
import { useFrame } from '../../state/frameStore.ts';
import { cardOf } from '../../state/participation.ts';
import { formatSetting } from '../../widgets/format.ts';

type ExpectationKind = Expectation['kind'];
export type Bounded = Extract<Expectation, { kind: 'outcome' | 'events' | 'measure' }>;
export type BoundName = 'equals' | 'atLeast' | 'atMost';

export const EXPECTATION_KINDS: readonly {
  readonly kind: ExpectationKind;
  readonly title: string;
}[] = [
  { kind: 'status', title: 'A coordination completes or fails' },
  { kind: 'outcome', title: 'A value of its outcome' },
  { kind: 'property', title: 'A property holds or is violated' },
  { kind: 'events', title: 'How often something happens' },
  { kind: 'measure', title: 'What the run takes and costs' },
];

export const MEASURE_TITLES = {
  events: 'Events',
  messages: 'Messages',
  bytes: 'Bytes sent',
  virtualMicros: 'Virtual time',
  cost: 'Cost',
} as const;

/** An expectation of the kind that says something at once; undefined where the design has nothing to expect it of. */
export function newExpectation(kind: ExpectationKind, design: Design): Expectation | undefined {
  const coordination = design.nodes.find((node) => node.kind === 'coordination')?.id;
  switch (kind) {
    case 'status':
      return coordination === undefined ? undefined : { kind, coordination, status: 'completed' };
    case 'outcome':
      return coordination === undefined
        ? undefined
        : { kind, coordination, field: 'confidence', atLeast: 0.5 };
    case 'property':
      return { kind, property: 'agreement', held: true };
    case 'events':
      return { kind, event: 'message.dropped', equals: 0 };
    case 'measure':
      return { kind, measure: 'virtualMicros', atMost: 60_000_000 };
  }
}

/** The kinds of event that a run of the design may record, the protocols' own first. */
export function eventKinds(design: Design): readonly string[] {
  const own = design.nodes.flatMap((node) =>
    node.kind === 'coordination' ? (cardOf(design, node)?.events ?? []) : [],
  );
  return [...new Set([...own, ...KERNEL_EVENTS, ...LATER_EVENTS].map((shape) => shape.kind))];
}

/** The kinds of message that the protocols of the design send. */
export function messageKinds(design: Design): readonly string[] {
  const own = design.nodes.flatMap((node) =>
    node.kind === 'coordination' ? (cardOf(design, node)?.messages ?? []) : [],
  );
  return [...new Set(own.map((card) => card.kind))];
}

/** What was typed as the value that something should equal: a number or yes and no where it is one. */
export function readEquals(text: string): string | number | boolean | undefined {
  const word = text.trim();
  if (word === '') return undefined;
  if (word === 'true' || word === 'false') return word === 'true';
  const number = Number(word);
  return Number.isFinite(number) ? number : word;
}

/** The expectation with one bound set, or taken out with undefined. */
export function withBound<Some extends Bounded>(
  expected: Some,
  name: BoundName,
  value: string | number | boolean | undefined,
): Some {
  const { [name]: _before, ...rest } = expected;
  return (value === undefined ? rest : { ...rest, [name]: value }) as Some;
}

/**
 * How the run that is open met the expectations; undefined while it goes on, or when it is a run of
 * something else, such as the recording of another design.
 */
export function useVerdicts(design: Design): readonly ExpectationResult[] | undefined {
  const brief = useFrame((state) => state.brief);
  const summary = useFrame(({ frame }) => frame?.summary);
  const counts = useFrame(({ frame }) => frame?.counts);
  const { expectations, nodes } = design;
  return useMemo(() => {
    if (brief === undefined || summary === undefined || counts === undefined) return undefined;
    if (idsOf(brief.design.nodes) !== idsOf(nodes)) return undefined;
    return checkExpectations(expectations, { summary, countOf: (kind) => counts[kind] ?? 0 });
  }, [brief, summary, counts, expectations, nodes]);
}

function idsOf(nodes: Design['nodes']): string {
  return nodes.map(({ id }) => id).join(' ');
}

/** An expectation in words. */
export function sayExpectation(expected: Expectation): string {
  switch (expected.kind) {
    case 'status': {
      const error = expected.error === undefined ? '' : ` with ${expected.error}`;
      return `${expected.coordination} ${expected.status === 'completed' ? 'completes' : `fails${error}`}`;
    }
    case 'outcome':
      return `${expected.coordination}: ${expected.field} ${sayBound(expected, String)}`;
    case 'property':
      return `${expected.property} ${expected.held ? 'holds' : 'is violated'}`;
    case 'events':
      if (expected.equals === 0) return `${expected.event} never happens`;
      return `${expected.event} happens ${sayBound(expected, String).replace('= ', '')} times`;
    case 'measure': {
      const say = expected.measure === 'virtualMicros' ? formatSetting : String;
      return `${MEASURE_TITLES[expected.measure]} ${sayBound(expected, say)}`;
    }
  }
}

function sayBound({ equals, atLeast, atMost }: Bounded, say: (value: number) => string): string {
  if (equals !== undefined) return `= ${typeof equals === 'number' ? say(equals) : String(equals)}`;
  const least = atLeast === undefined ? '' : `≥ ${say(atLeast)}`;
  const most = atMost === undefined ? '' : `≤ ${say(atMost)}`;
  return [least, most].filter(Boolean).join(' and ') || '…';
}
