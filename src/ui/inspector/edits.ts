/** What it is: the edits that the inspector's fields make: one gesture per field, so that typing is one step. */

import type { z } from 'zod';
import type { Design, Expectation, NodeKind, NodeOf } from '../../engine/document/design.ts';
import type { Fault } from '../../engine/document/fault.ts';
import { updateFault, updateNode, updateNodeOf } from '../state/designEdits.ts';
import { documentStore } from '../state/documentStore.ts';

type Values = Readonly<Record<string, unknown>>;
/** Parameters as the document keeps them; what a form gives is JSON. */
type Parameters = Record<string, z.core.util.JSONType>;

/** Changes a node of a kind through one of its fields. */
export function editNode<Kind extends NodeKind>(
  id: string,
  kind: Kind,
  field: string,
  recipe: (node: NodeOf<Kind>) => NodeOf<Kind>,
): void {
  documentStore.edit(
    `Change ${field} of ${nameOf(id)}`,
    (design) => updateNodeOf(design, id, kind, recipe),
    { gesture: `field:${id}.${field}` },
  );
}

export function renameNode(id: string, name: string): void {
  documentStore.edit(
    `Rename ${nameOf(id)}`,
    (design) => updateNode(design, id, (node) => ({ ...node, name })),
    { gesture: `field:${id}.name` },
  );
}

function nameOf(id: string): string {
  return documentStore.getState().design.nodes.find((node) => node.id === id)?.name ?? id;
}

/** The values with one set, or taken out with undefined. */
export function withValue(values: Values, name: string, value: unknown): Parameters {
  const { [name]: _before, ...rest } = values;
  // A form's values are numbers, words, lists and distributions: plain JSON.
  return (value === undefined ? rest : { ...values, [name]: value }) as Parameters;
}

/** Sets what differs for one agent of a pool; without anything left its entry goes. */
export function withOverride(
  pool: NodeOf<'pool'>,
  index: number,
  name: string,
  value: unknown,
): NodeOf<'pool'> {
  const before = pool.overrides.find((one) => one.index === index)?.parameters ?? {};
  const parameters = withValue(before, name, value);
  const others = pool.overrides.filter((one) => one.index !== index);
  const overrides =
    Object.keys(parameters).length === 0 ? others : [...others, { index, parameters }];
  return { ...pool, overrides: overrides.toSorted((one, other) => one.index - other.index) };
}

/** Changes a fault through one of its fields. */
export function editFault(id: string, field: string, recipe: (fault: Fault) => Fault): void {
  documentStore.edit(`Change a fault`, (design) => updateFault(design, id, recipe), {
    gesture: `field:${id}.${field}`,
  });
}

/** Changes the design itself through one of its fields. */
export function editDesign(field: string, recipe: (design: Design) => Design): void {
  documentStore.edit(`Change ${field} of the design`, recipe, { gesture: `field:design.${field}` });
}

/** Changes the expectation at a place of the list, while it is of the kind. */
export function editExpectation<Kind extends Expectation['kind']>(
  place: number,
  kind: Kind,
  field: string,
  recipe: (expected: Extract<Expectation, { kind: Kind }>) => Expectation,
): void {
  const isOfKind = (one: Expectation): one is Extract<Expectation, { kind: Kind }> =>
    one.kind === kind;
  documentStore.edit(
    'Change an expectation',
    (design) => ({
      ...design,
      expectations: design.expectations.map((one, i) =>
        i === place && isOfKind(one) ? recipe(one) : one,
      ),
    }),
    { gesture: `field:expectations.${place}.${field}` },
  );
}

export function removeExpectation(place: number): void {
  documentStore.edit('Remove an expectation', (design) => ({
    ...design,
    expectations: design.expectations.filter((_, i) => i !== place),
  }));
}
