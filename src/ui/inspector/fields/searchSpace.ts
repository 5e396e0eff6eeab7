/** What it is: the parameters of a search space as they are edited, and choices as a line of text. */

type Value = string | number | boolean;

export interface Condition {
  readonly parameter: string;
  readonly equals: readonly Value[];
}

interface Named {
  readonly name: string;
  readonly when?: Condition;
}
export interface NumericRow extends Named {
  readonly kind: 'float' | 'integer';
  readonly low: number;
  readonly high: number;
  readonly scale: 'linear' | 'log';
}
export interface ChoiceRow extends Named {
  readonly kind: 'categorical';
  readonly choices: readonly Value[];
}
/** As the document has it. */
export type SpaceRow = NumericRow | ChoiceRow;

/** What stands in the document, as far as it is a space. */
export function rowsOf(value: unknown): readonly SpaceRow[] {
  return Array.isArray(value) ? (value as readonly SpaceRow[]) : [];
}

/** Choices in a line: `0.1, true, gini`. */
export function sayChoices(choices: readonly Value[]): string {
  return choices.map(String).join(', ');
}

/** The choices of a line; numbers and true and false are taken as such. */
export function readChoices(text: string): readonly Value[] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      if (part === 'true' || part === 'false') return part === 'true';
      const number = Number(part.replace('−', '-'));
      return Number.isFinite(number) ? number : part;
    });
}

/** The same parameter as one of another kind, with what carries over. */
export function asKind(row: SpaceRow, kind: SpaceRow['kind']): SpaceRow {
  const base = { name: row.name, ...(row.when !== undefined && { when: row.when }) };
  if (kind === 'categorical') {
    const choices = row.kind === 'categorical' ? row.choices : [row.low, row.high];
    return { kind, ...base, choices };
  }
  if (row.kind === 'categorical') return { kind, ...base, low: 1, high: 10, scale: 'linear' };
  const { low, high, scale } = row;
  if (kind === 'float') return { kind, ...base, low, high, scale };
  return { kind, ...base, low: Math.floor(low), high: Math.ceil(high), scale };
}

/** The parameter with a condition, or without. */
export function withCondition(row: SpaceRow, when: Condition | undefined): SpaceRow {
  const { when: _before, ...rest } = row;
  return when === undefined ? rest : { ...rest, when };
}

/** A name that no parameter has yet. */
export function freshName(rows: readonly SpaceRow[]): string {
  for (let i = rows.length + 1; ; i++) {
    const name = `parameter${i}`;
    if (!rows.some((row) => row.name === name)) return name;
  }
}

/** A parameter in a line: `depthMax 2 to 24, log`. */
export function sayRow(row: SpaceRow): string {
  if (row.kind === 'categorical') return `${row.name}: ${sayChoices(row.choices)}`;
  return `${row.name} ${row.low} to ${row.high}${row.scale === 'log' ? ', log' : ''}${row.kind === 'integer' ? ', whole' : ''}`;
}
