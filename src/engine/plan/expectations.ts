/** What it is: whether a design's expectations speak of something that its runs will have. */

import type { Expectation } from '../document/design.ts';
import { distance } from '../document/values.ts';
import { LATER_EVENTS, KERNEL_EVENTS } from '../events/kernelEvents.ts';
import type { Surroundings } from './surroundings.ts';
import { enumerate } from './diagnostics.ts';

/** Adds what is wrong with the expectations to the findings. */
export function checkExpectationReferences({ design, catalogue, findings }: Surroundings): void {
  const coordinations = design.nodes.filter((node) => node.kind === 'coordination');
  const kinds = [
    ...[...KERNEL_EVENTS, ...LATER_EVENTS].map((shape) => shape.kind),
    ...[...catalogue.protocols.values()].flatMap((card) => card.events.map((shape) => shape.kind)),
  ];
  design.expectations.forEach((expectation, place) => {
    const path = `expectations.${place}`;
    if (
      'coordination' in expectation &&
      !coordinations.some((node) => node.id === expectation.coordination)
    )
      findings.add({
        severity: 'error',
        code: 'unknownCoordination',
        path: `${path}.coordination`,
        message: `An expectation names the coordination ${expectation.coordination}; ${coordinations.length === 0 ? 'the design has none' : `write one of ${enumerate(coordinations.map((node) => node.id))}`}.`,
      });
    if (expectation.kind === 'events' && !kinds.includes(expectation.event)) {
      const near = kinds.find((kind) => distance(kind, expectation.event) <= 3);
      findings.add({
        severity: 'error',
        code: 'unknownEvent',
        path: `${path}.event`,
        message: `An expectation counts events of kind ${expectation.event}, which no run records${near === undefined ? '' : `; did you mean ${near}`}.`,
      });
    }
    if (hasNoBound(expectation))
      findings.add({
        severity: 'error',
        code: 'missingBound',
        path,
        message: `An expectation of kind ${expectation.kind} has no bound; write equals, atLeast or atMost.`,
      });
  });
}

function hasNoBound(expectation: Expectation): boolean {
  if (expectation.kind === 'status' || expectation.kind === 'property') return false;
  const { equals, atLeast, atMost } = expectation;
  return equals === undefined && atLeast === undefined && atMost === undefined;
}
