/**
 * What it is: whom a fault of a design names, wherever it keeps the names: agents, groups, the ends of a link, the
 * condition. Reading, replacing and taking them out.
 */

import type { Fault } from './fault.ts';

/** The names of those whom a fault strikes, as they are written. */
export function namesInFault(fault: Fault): readonly string[] {
  if ('groups' in fault) return fault.groups.flat();
  if ('link' in fault) return [...fault.link.from, ...(fault.link.to ?? [])];
  return fault.agents;
}

/**
 * The fault with each name of those it strikes replaced by others; the very fault when nothing was. Nothing
 * when nobody is left whom it could strike.
 */
export function withNames(
  fault: Fault,
  recipe: (name: string) => readonly string[],
): Fault | undefined {
  const replaced = (names: readonly string[]): string[] => names.flatMap(recipe);
  const isSame = namesInFault(fault).every((name) => {
    const others = recipe(name);
    return others.length === 1 && others[0] === name;
  });
  if (isSame) return fault;
  if (fault.kind === 'partition') {
    const groups = fault.groups.map(replaced).filter((group) => group.length > 0);
    return groups.length === 0 ? undefined : { ...fault, groups };
  }
  if ('link' in fault) {
    const from = replaced(fault.link.from);
    const to = fault.link.to && replaced(fault.link.to);
    if (from.length === 0 || to?.length === 0) return undefined;
    return { ...fault, link: { ...fault.link, from, to } };
  }
  const agents = replaced(fault.agents);
  return agents.length === 0 ? undefined : { ...fault, agents };
}

/** The fault without the names that go; nothing when it then strikes nobody, or waits for nobody. */
export function keepNames(fault: Fault, isKept: (name: string) => boolean): Fault | undefined {
  const left = withNames(fault, (name) => (isKept(name) ? [name] : []));
  if (left?.when?.by === undefined) return left;
  const by = left.when.by.filter(isKept);
  if (by.length === left.when.by.length) return left;
  return by.length === 0 ? undefined : { ...left, when: { ...left.when, by } };
}
