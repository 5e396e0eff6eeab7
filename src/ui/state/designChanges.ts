/**
 * What it is: the difference of two designs as a change that can be applied forwards and backwards.
 * Designs are immutable and share what did not change, so a difference is found where identities differ: by field,
 * and in the lists of things with ids by id. A change holds only what differs, and applying one keeps the
 * identity of everything else, so that a canvas redraws one node after an undo and not five hundred.
 */

import { invariant } from '../../engine/base/invariant.ts';
import type { Design } from '../../engine/document/design.ts';

const LISTS = ['nodes', 'connections', 'faults'] as const;
type ListName = (typeof LISTS)[number];
type PlainName = Exclude<keyof Design, ListName>;

interface Thing {
  readonly id: string;
}

interface FieldChange {
  readonly kind: 'field';
  readonly field: PlainName;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs in a list; an undefined side means that the thing is not there. */
interface ListChange {
  readonly kind: 'list';
  readonly list: ListName;
  readonly things: readonly {
    readonly id: string;
    readonly before: Thing | undefined;
    readonly after: Thing | undefined;
  }[];
  /** Ids in order, given when the order of those on both sides or the members differ. */
  readonly order:
    { readonly before: readonly string[]; readonly after: readonly string[] } | undefined;
}

export type DesignChange = readonly (FieldChange | ListChange)[];

/** What leads from `before` to `after`; empty when they say the same. */
export function changeBetween(before: Design, after: Design): DesignChange {
  if (before === after) return [];
  const changes: (FieldChange | ListChange)[] = [];
  for (const field of fieldsOf(before, after)) {
    if (isSame(before[field], after[field])) continue;
    changes.push({ kind: 'field', field, before: before[field], after: after[field] });
  }
  for (const list of LISTS) {
    const change = listChange(list, before[list], after[list]);
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

/** The design on the other side of a change. */
export function applyChange(
  design: Design,
  change: DesignChange,
  direction: 'forwards' | 'backwards',
): Design {
  const next: Record<string, unknown> = { ...design };
  for (const part of change) {
    if (part.kind === 'field') {
      next[part.field] = direction === 'forwards' ? part.after : part.before;
    } else {
      next[part.list] = applyToList(design[part.list], part, direction);
    }
  }
  // The parts were taken from designs, field by field; the compiler cannot follow them through the record.
  return next as Design;
}

function fieldsOf(before: Design, after: Design): readonly PlainName[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const list of LISTS) names.delete(list);
  // Object.keys loses the key type; both objects are designs.
  return [...names] as PlainName[];
}

function listChange(
  list: ListName,
  before: readonly Thing[],
  after: readonly Thing[],
): ListChange | undefined {
  if (before === after) return undefined;
  const earlier = byId(before);
  const later = byId(after);
  const things: { id: string; before: Thing | undefined; after: Thing | undefined }[] = [];
  for (const thing of before) {
    const other = later.get(thing.id);
    if (!isSame(thing, other)) things.push({ id: thing.id, before: thing, after: other });
  }
  for (const thing of after) {
    if (!earlier.has(thing.id)) things.push({ id: thing.id, before: undefined, after: thing });
  }
  const idsBefore = before.map((thing) => thing.id);
  const idsAfter = after.map((thing) => thing.id);
  const hasMoved =
    idsBefore.length !== idsAfter.length || idsBefore.some((id, i) => id !== idsAfter[i]);
  if (things.length === 0 && !hasMoved) return undefined;
  const order = hasMoved ? { before: idsBefore, after: idsAfter } : undefined;
  return { kind: 'list', list, things, order };
}

function applyToList(
  list: readonly Thing[],
  change: ListChange,
  direction: 'forwards' | 'backwards',
): readonly Thing[] {
  const replaced = new Map(
    change.things.map((thing) => [thing.id, direction === 'forwards' ? thing.after : thing.before]),
  );
  if (change.order === undefined) {
    return list.map((thing) => replaced.get(thing.id) ?? thing);
  }
  const present = byId(list);
  const ids = direction === 'forwards' ? change.order.after : change.order.before;
  return ids.map((id) => {
    const thing = replaced.get(id) ?? present.get(id);
    invariant(thing !== undefined, `the tape of changes names ${id}, which is not in the design`);
    return thing;
  });
}

/** Equal as plain data; what is identical costs nothing. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  if (one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
  const left = Object.entries(one);
  const right = new Map(Object.entries(other));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
  );
}

function byId(things: readonly Thing[]): Map<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
