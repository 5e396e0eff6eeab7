import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, refuseKeys } from './safeJson.ts';

const limits = { charsMax: 1_000_000, depthMax: 64 };

test('what JSON.parse reads is read alike', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (text) => {
      const hasForbidden = /__proto__|constructor|prototype/.test(text);
      const result = parseJson(text, limits);
      expect(result.ok || hasForbidden).toBe(true);
      if (result.ok) expect(result.value).toEqual(JSON.parse(text));
    }),
  );
});

test('nesting is bounded before parsing, and brackets inside texts do not count', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(parseJson(deep(64), limits).ok).toBe(true);
  expect(parseJson(deep(65), limits)).toMatchObject({ ok: false, problem: { kind: 'corrupt' } });
  expect(parseJson('['.repeat(900_000), limits)).toMatchObject({ ok: false });
  expect(parseJson(`"${'['.repeat(100)}\\"${'{'.repeat(100)}"`, limits).ok).toBe(true);
});

test('keys that reach a prototype are refused, escaped or not, at any depth', () => {
  for (const text of [
    '{"__proto__":1}',
    '{"a":[{"\\u005f_proto__":{}}]}',
    '{"constructor":{}}',
    '[{"prototype":0}]',
  ])
    expect(parseJson(text, limits), text).toMatchObject({
      ok: false,
      problem: { kind: 'corrupt' },
    });
  expect(parseJson('{"a":"__proto__"}', limits).ok).toBe(true);
});

test('too long a text, a mark of byte order, and what is no JSON', () => {
  expect(parseJson(' '.repeat(1_000_001), limits)).toMatchObject({ problem: { kind: 'tooLarge' } });
  expect(parseJson('\ufeff{"a":1}', limits)).toEqual({ ok: true, value: { a: 1 } });
  for (const text of ['', '{', 'PK\u0003', 'undefined'])
    expect(parseJson(text, limits)).toMatchObject({ ok: false, problem: { kind: 'notOurs' } });
});

test('a cyclic value is refused, not walked for ever', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  expect(refuseKeys(cyclic, 64)).toMatchObject({ ok: false });
});
