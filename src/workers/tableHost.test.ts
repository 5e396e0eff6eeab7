import { expect, test } from 'vitest';
import { lookAt } from './dataLook.ts';
import { readTableBytes } from './tableHost.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('the last column is predicted; whole numbers that come again are classes', () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i / 2},${i % 3}`).join('\n');
  const read = readTableBytes('own.csv', bytes(`size,kind\n${rows}\n`));
  expect(read.ok && read.value.form).toMatchObject({
    file: 'own.csv',
    target: 'kind',
    missing: 'mean',
    asCategories: ['kind'],
    ignored: [],
  });
  const measured = readTableBytes(
    'own.csv',
    bytes(`kind,size\n${rows.replaceAll(/^(.*),(.*)$/gm, '$2,$1')}\n`),
  );
  expect(measured.ok && measured.value.form.asCategories).toEqual([]);
});

test('a file that is not UTF-8, or is broken, is refused in words', () => {
  const latin = readTableBytes('own.csv', Uint8Array.of(0x61, 0x2c, 0x62, 0x0a, 0xe9, 0x2c, 0x31));
  expect(latin.ok ? '' : latin.problem[0]).toContain('It is no UTF-8 text');
  const rows = Array.from({ length: 9 }, (_, i) => `${i},${i}`).join('\n');
  const broken = readTableBytes('own.csv', bytes(`a,b\n${rows}\n9,nine\n`));
  expect(broken.ok ? '' : broken.problem[0]).toBe(
    'Line 11, column 2: “nine” is no number, as the other values of “b” are: mend it, or leave it empty.',
  );
});

test('a look at data says how they are spread, what the first rows are, and under which licence they come', () => {
  const look = lookAt('iris');
  expect(look?.licence).toContain('CC BY 4.0');
  expect(look?.columns).toHaveLength(4);
  expect(look?.columns[0]?.counts.reduce((sum, count) => sum + count, 0)).toBe(150);
  expect(look?.rows[0]).toHaveLength(5);
  expect(look?.rows[0]?.at(-1)).toBe('setosa');
  expect(lookAt('diabetes')?.target).toBe('progression after a year');
  expect(lookAt('nothing of the kind')).toBeUndefined();
});
