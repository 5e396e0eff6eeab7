/**
 * What it is: texts by which the plain states of actors are told apart: canonical (equal states have equal texts,
 * whatever the order of keys, entries and members), and short, because frozen objects, which are never changed, are
 * named by numbers.
 * Errors: functions, instances of classes and cycles in a state are our bugs.
 * Cost: linear in what is not frozen; what is frozen is read once.
 */

import { compareTexts, isNumberArray, isPlainObject } from '../../base/canonical.ts';
import { invariant, InvariantError } from '../../base/invariant.ts';
import { tokenClaim } from '../../kernel/credentials/modelledToken.ts';

const DEPTH_LIMIT = 200;

/** Gives texts; equal values get equal texts from the same object only. */
export class StateTexts {
  private readonly numbers = new Map<string, number>();
  private readonly names = new WeakMap<object, string>();

  textOf(value: unknown, depth = 0): string {
    switch (typeof value) {
      case 'string':
        return JSON.stringify(value);
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value);
      case 'boolean':
      case 'undefined':
        return String(value);
      case 'object':
        return value === null ? 'null' : this.textOfObject(value, depth + 1);
      case 'bigint':
      case 'function':
      case 'symbol':
        throw new InvariantError(`a ${typeof value} is not plain data`);
    }
  }

  private textOfObject(value: object, depth: number): string {
    invariant(depth < DEPTH_LIMIT, `deeper than ${DEPTH_LIMIT}: does the state lie in itself?`);
    const isFixed = Object.isFrozen(value);
    const claim = isFixed ? undefined : tokenClaim(value);
    if (claim !== undefined) return this.textOfToken(value, claim, depth);
    if (!isFixed) return this.textOfContents(value, depth);
    const known = this.names.get(value);
    if (known !== undefined) return known;
    return this.name(value, this.textOfContents(value, depth));
  }

  private textOfToken(
    token: object,
    { by, body }: { readonly by: number; readonly body: object },
    depth: number,
  ): string {
    return this.names.get(token) ?? this.name(token, `Token ${by} ${this.textOf(body, depth)}`);
  }

  private name(value: object, text: string): string {
    let number = this.numbers.get(text);
    if (number === undefined) this.numbers.set(text, (number = this.numbers.size));
    const name = `#${number}`;
    this.names.set(value, name);
    return name;
  }

  private textOfContents(value: object, depth: number): string {
    if (Array.isArray(value)) {
      let text = '[';
      for (const item of value as readonly unknown[]) text += `${this.textOf(item, depth)},`;
      return `${text}]`;
    }
    if (value instanceof Map) {
      const entries = Array.from(
        value as ReadonlyMap<unknown, unknown>,
        ([key, item]) => `${this.textOf(key, depth)}:${this.textOf(item, depth)}`,
      );
      return `Map{${entries.sort(compareTexts).join(',')}}`;
    }
    if (value instanceof Set) {
      const members = Array.from(value as ReadonlySet<unknown>, (one) => this.textOf(one, depth));
      return `Set{${members.sort(compareTexts).join(',')}}`;
    }
    if (isNumberArray(value)) return `${value[Symbol.toStringTag]}[${value.join(',')}]`;
    invariant(isPlainObject(value), 'an instance of a class is not plain data');
    let text = '{';
    for (const key of Object.keys(value).sort(compareTexts)) {
      const item = value[key];
      if (item !== undefined) text += `${key}:${this.textOf(item, depth)},`;
    }
    return `${text}}`;
  }
}
