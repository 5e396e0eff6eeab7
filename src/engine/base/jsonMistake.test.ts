import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sayMistake } from './jsonMistake.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test('finds a mistake exactly in what JSON.parse refuses', () => {
  const noise = fc.constantFrom(
    '"',
    '\\',
    ',',
    ':',
    '{',
    '}',
    '[',
    ']',
    '0',
    '-',
    'e',
    '.',
    '\n',
    'x',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.nat({ max: 3 }),
      noise,
      (json, place, cut, put) => {
        const at = place % (json.length + 1);
        const text = json.slice(0, at) + put + json.slice(at + cut);
        expect(sayMistake(text) === undefined, text).toBe(isJson(text));
        expect(sayMistake(json)).toBeUndefined();
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each([
  ['{"format":"concord.design","na', 'it ends too soon, at line 1, column 31'],
  ['', 'it ends too soon, at line 1, column 1'],
  ['{\n  "a": 1,\n}', '} at line 3, column 1 cannot stand there'],
  ['{\n  "a": 01\n}', '1 at line 2, column 9 cannot stand there'],
  ['[1] [2]', '[2] at line 1, column 5 cannot stand there'],
  ["{'a': 1}", "'a': 1} at line 1, column 2 cannot stand there"],
  ['["a\nb"]', 'the line at line 1, column 4 ends too soon'],
  ['"\\x"', '\\x" at line 1, column 2 cannot stand there'],
])('%j: %s', (text, words) => {
  expect(sayMistake(text)).toBe(words);
});
