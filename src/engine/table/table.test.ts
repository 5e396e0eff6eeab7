import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCells } from './csv.ts';
import type { TableSource } from './lesson.ts';
import { beginName, lessonOf, tableName } from './lesson.ts';
import { PROBLEMS_MOST, sayProblem } from './problems.ts';
import { asCategories, missingIn, readTable } from './table.ts';

const problemsIn = (text: string): readonly string[] => {
  const read = readTable(text);
  return read.ok ? [] : read.problem.map((problem) => sayProblem(problem));
};

function tableIn(text: string) {
  const read = readTable(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.value;
}

describe('reading', () => {
  test('numbers, categories and gaps are told apart', () => {
    const table = tableIn('age,city,score\n31,Rome,1.5\n,Oslo,-2e3\n40,N/A,?\n');
    expect(table.rows).toBe(3);
    const [age, city, score] = table.columns;
    expect(age).toMatchObject({ kind: 'number', name: 'age' });
    expect(age?.kind === 'number' && [...age.values]).toEqual([31, Number.NaN, 40]);
    expect(city).toMatchObject({ kind: 'category', categories: ['Oslo', 'Rome'] });
    expect(city?.kind === 'category' && [...city.codes]).toEqual([1, 0, -1]);
    expect(score?.kind === 'number' && [...score.values]).toEqual([1.5, -2_000, Number.NaN]);
    expect(table.columns.map(missingIn)).toEqual([1, 1, 1]);
  });

  test.each([
    ['a byte order mark', '\uFEFFa,b\n1,2\n'],
    ['semicolons', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['line ends of another system', 'a,b\r\n1,2\r\n'],
    ['empty lines', '\na,b\n\n1,2\n\n'],
    ['quotes', '"a","b"\n"1","2"\n'],
  ])('%s make no difference', (_, text) => {
    const { columns, rows } = tableIn(text);
    expect(rows).toBe(1);
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['a', 'number'],
      ['b', 'number'],
    ]);
  });

  test('what looks like a formula is text like any other', () => {
    const { columns } = tableIn('a,b\n"=cmd|\'/c calc\'!A1",1\n@SUM(A1),2\n');
    expect(columns[0]).toMatchObject({ kind: 'category' });
  });

  test('quoted cells may hold separators, quotes and line breaks; lines are still counted rightly', () => {
    const read = readCells('a,b\n"x, ""y""\nz",1\nw,2\n');
    expect(read.ok && read.value.rows).toEqual([
      ['x, "y"\nz', '1'],
      ['w', '2'],
    ]);
    expect(read.ok && read.value.lines).toEqual([2, 4]);
  });
});

describe('refusals say where', () => {
  const five = '1,1\n2,2\n3,3\n4,4\n5,5\n';
  test.each([
    ['nothing', '', 'Line 1: The file is empty.'],
    ['names alone', 'a,b\n', 'Line 1: There are no rows below the names of the columns.'],
    ['one column', 'a\n1\n', 'Line 1: There is one column only'],
    ['a nameless column', 'a,,c\n1,2,3\n', 'Line 1, column 2: The column has no name'],
    ['a name twice', 'a,b,a\n1,2,3\n', 'Line 1, column 3: Column 1 is called “a” too'],
    ['a short row', `a,b\n${five}6\n`, 'Line 7: There is one value for 2 columns'],
    ['a long row', `a,b\n1,1,1\n`, 'Line 2: There are 3 values for 2 columns'],
    ['a word among numbers', `a,b\n${five}6,x6\n`, 'Line 7, column 2: “x6” is no number'],
    ['too large a number', `a,b\n${five}1e999,6\n`, 'Line 7, column 1: “1e999” is no number'],
    ['an open quotation mark', 'a,b\n1,2\n3,"4\n', 'Line 3: A quotation mark is not closed'],
    [
      'a huge cell',
      `a,b\nx,${'y'.repeat(2_000)}\n`,
      'Line 2, column 2: A value has 2000 characters',
    ],
    ['bytes that are no text', 'a,b\n1,2\n\0,3\n', 'Line 3: There are bytes that are no text'],
    ['a wrong encoding', 'a,b\n1,\uFFFD\n', 'Line 2: There are bytes that are no text'],
  ])('%s', (_, text, words) => {
    expect(problemsIn(text)[0]).toContain(words);
  });

  test('a million columns and too many rows are refused, not attempted', () => {
    const wide = ','.repeat(999_999);
    expect(problemsIn(`${wide}\n1,2\n`)[0]).toContain('There are 1000000 columns, and at most 500');
    const tall = `a,b\n${'1,2\n'.repeat(100_001)}`;
    expect(problemsIn(tall)).toEqual([
      'Line 100002: There are 100001 rows, and at most 100000 can be taken: leave some out.',
    ]);
    expect(problemsIn('x'.repeat(8_000_001))[0]).toContain('more than 8 million characters');
  });

  test('a hundred thousand rows are taken', () => {
    expect(tableIn(`a,b\n${'1,2\n'.repeat(100_000)}`).rows).toBe(100_000);
  });

  test('a file that is wrong throughout gets a list with an end', () => {
    expect(problemsIn(`a,b\n${'1\n'.repeat(500)}`)).toHaveLength(PROBLEMS_MOST);
  });

  test('any text is read or refused with a line, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc
            .array(fc.constantFrom('a', '1', ',', ';', '"', '\n', '\r', ' ', '\0', '='))
            .map((all) => all.join('')),
        ),
        (text) => {
          const read = readTable(text);
          if (read.ok) expect(read.value.columns.length).toBeGreaterThan(1);
          else for (const { line } of read.problem) expect(line).toBeGreaterThan(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('lessons', () => {
  const text = `x,y,kind,note\n${Array.from({ length: 20 }, (_, i) => `${i},${i % 2},${i % 4 === 0 ? '' : i % 2 ? 'odd' : 'even'},n${i}`).join('\n')}\n`;
  const source: TableSource = {
    file: 'numbers.csv',
    text,
    target: 'kind',
    missing: 'mean',
    asCategories: [],
    ignored: ['note'],
  };

  test('rows without the predicted value do not take part; what is ignored is no feature', () => {
    const lesson = lessonOf(source);
    expect(lesson.ok && lesson.value.rows).toHaveLength(15);
    expect(lesson.ok && lesson.value.features.map(({ name }) => name)).toEqual(['x', 'y']);
  });

  test('numbers can be names, in order of their size', () => {
    const lesson = lessonOf({ ...source, target: 'y', asCategories: ['y'] });
    expect(lesson.ok && lesson.value.target).toMatchObject({ categories: ['0', '1'] });
    const column = asCategories({
      kind: 'number',
      name: 'n',
      values: Float64Array.of(10, 9, Number.NaN, 10),
    });
    expect(column.categories).toEqual(['9', '10']);
    expect([...column.codes]).toEqual([1, 0, -1, 1]);
  });

  test('leaving rows out with gaps leaves none', () => {
    const lesson = lessonOf({ ...source, target: 'x', missing: 'drop', ignored: ['note'] });
    expect(lesson.ok && lesson.value.rows).toHaveLength(15);
  });

  test.each([
    ['gone', { target: 'gone' }, 'no column “gone” to predict; the columns are x, y, kind, note.'],
    ['nothing left', { ignored: ['x', 'y', 'note'] }, 'No column is left to predict from.'],
  ])('%s is said', (_, change, words) => {
    const lesson = lessonOf({ ...source, ...change });
    expect(lesson.ok ? '' : lesson.problem[0]).toContain(words);
  });

  test('too few rows, one class, one number and too many categories are said', () => {
    const said = (own: string, target: string, change: object = {}): string => {
      const lesson = lessonOf({ ...source, text: own, target, ignored: [], ...change });
      return lesson.ok ? '' : (lesson.problem[0] ?? '');
    };
    expect(said('a,b\n1,x\n2,y\n', 'b')).toContain('Only 2 rows have all that is needed');
    expect(said(`a,b\n${'1,x\n'.repeat(20)}`, 'b')).toContain('has one class only');
    expect(said(`a,b\n${'1,x\n'.repeat(20)}`, 'a')).toContain('has the same number in every row');
    const many = Array.from({ length: 200 }, (_, i) => `${i},v${i}`).join('\n');
    expect(said(`a,b\n${many}\n`, 'b')).toContain(
      'has 200 different values, and at most 100 classes',
    );
    expect(said(`a,b\n${many}\n`, 'a')).toContain('each would become a column: leave it out');
  });

  test('a name stands for one source', () => {
    expect(tableName(source)).toMatch(/^table:[0-9a-f]{16}$/);
    expect(tableName({ ...source })).toBe(tableName(source));
    expect(tableName({ ...source, file: 'other.csv' })).toBe(tableName(source));
    expect(tableName({ ...source, missing: 'mode' })).not.toBe(tableName(source));
  });
});

test('a name is the hash of all that is said, whether or not the text was hashed before, and wherever it is cut', () => {
  const whole = (source: TableSource): string => {
    const { text, target, missing, asCategories: named, ignored } = source;
    const said = JSON.stringify([text, target, missing, named, ignored]);
    return `table:${createHash('sha256').update(said).digest('hex').slice(0, 16)}`;
  };
  const rest = { file: 'own.csv', missing: 'mean', asCategories: [], ignored: ['b'] } as const;
  // A character of two units lies on the first cut, and things that JSON escapes on others.
  const text = `a,b\n${'x'.repeat(65_531)}\u{1F600}"\n"${'é\n"'.repeat(60_000)}`;
  for (const target of ['a', 'b']) {
    const source = { ...rest, text, target };
    expect(tableName(source)).toBe(whole(source));
  }
  const other = { ...rest, text: `${text}!`, target: 'a' };
  expect([...beginName(other.text)].length).toBeGreaterThan(3);
  expect([...beginName(other.text)]).toEqual([]);
  expect(tableName(other)).toBe(whole(other));
});
