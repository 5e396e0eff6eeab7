/**
 * What it is: a design in which the counts that a protocol takes from its defaults are written out, so that
 * they can be cut down.
 */

import type { Design } from '../../document/design.ts';
import { compileDesign } from '../../plan/compile.ts';

/** The same design with every whole number among its protocols' parameters written out. */
export function countsMadePlain(design: Design): Design {
  const { plan } = compileDesign(design);
  if (plan === undefined) return design;
  const nodes = design.nodes.map((node) => {
    const planned = plan.coordinations.find(({ id }) => id === node.id);
    if (node.kind !== 'coordination' || planned === undefined) return node;
    const counts = Object.fromEntries(
      Object.entries(planned.parameters).filter(
        (entry): entry is [string, number] =>
          Number.isInteger(entry[1]) && Number(entry[1]) > 1 && !entry[0].endsWith('Micros'),
      ),
    );
    return { ...node, parameters: { ...counts, ...node.parameters } };
  });
  return { ...design, nodes };
}
