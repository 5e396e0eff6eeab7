/** What it is: the arguments of a verb, read by Node's own parser, with sentences for what is wrong with them. */

import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { usageTrouble } from './trouble.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What was written: positionals, and options by name. Every verb takes --json and --help. */
export interface Written {
  readonly positionals: readonly string[];
  readonly isJson: boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  isSet(name: string): boolean;
  /** A whole number from `least` to `most`. */
  whole(name: string, least: number, most: number): number | undefined;
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined;
}

/** Reads `args`; throws Trouble for what is not understood. */
export function readArguments(args: readonly string[], options: Options, most = 1): Written {
  const { values, positionals } = parse(args, options);
  if (positionals.length > most)
    throw usageTrouble(`${positionals[most] ?? ''} is one argument too many.`);
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    positionals,
    isJson: values['json'] === true,
    text,
    texts: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.map(String) : [];
    },
    isSet: (name) => values[name] === true,
    whole: (name, least, greatest) => {
      const written = text(name);
      if (written === undefined) return undefined;
      const number = /^\d{1,16}$/.test(written) ? Number(written) : Number.NaN;
      if (!(Number.isSafeInteger(number) && number >= least && number <= greatest))
        throw usageTrouble(
          `--${name} is a whole number from ${least} to ${greatest}, not ${written}.`,
        );
      return number;
    },
    oneOf: (name, words) => {
      const written = text(name);
      const word = words.find((candidate) => candidate === written);
      if (written !== undefined && word === undefined)
        throw usageTrouble(`--${name} is one of ${words.join(', ')}, not ${written}.`);
      return word;
    },
  };
}

interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

function parse(args: readonly string[], options: Options): Parsed {
  try {
    return parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, ...options },
      allowPositionals: true,
      strict: true,
    });
  } catch (trouble) {
    // Node's sentence, without its advice on positionals that follow.
    const message = trouble instanceof Error ? trouble.message : String(trouble);
    throw usageTrouble(message.split('. To specify')[0]?.replace(/\.?$/, '.') ?? message);
  }
}

/** The verb's one file; throws Trouble when it is missing. */
export function fileOf({ positionals }: Written): string {
  const [file] = positionals;
  if (file === undefined) throw usageTrouble('The name of a file is missing.');
  return file;
}
