import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { simpleCard } from '../protocols/simpleConsensus/card.ts';
import type { Result, Failure } from '../base/result.ts';
import { coordinationFailed } from '../events/kernelEvents.ts';
import type { EventReader } from '../events/eventReader.ts';
import { ByteReader, ByteWriter, Unreadable } from './bytes.ts';
import { ContainerReader, ContainerWriter } from './container.ts';
import { decodeBlock } from './decode.ts';
import { encodeBlock } from './encode.ts';
import { madeEvents, madeRun } from './made.testing.ts';
import { pack, unpack } from './pack.ts';
import { readRecording } from './read.ts';
import type { Recording } from './recording.ts';
import { writeRecording } from './write.ts';

const LARGE = { packedMax: 2 ** 24, bytesMax: 2 ** 25 };

/** All rows as one text: comparing thousands of small lists one by one takes seconds. */
function allRows(events: EventReader): string {
  const { kind, at, actor, cause, ints, reals } = events.batch(0, events.length);
  return [kind, at, actor, cause, ints, reals].map((column) => column.join()).join('\n');
}

function opened(result: Result<Recording, Failure>): Recording {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

/** The unpacked parts of a file, header first. */
function partsOf(bytes: Uint8Array): Uint8Array[] {
  const file = new ContainerReader(bytes);
  const parts: Uint8Array[] = [];
  while (!file.isAtEnd) parts.push(file.part(LARGE));
  return parts;
}

/** A file with right hashes over any parts, as somebody who means harm would make it. */
function sealed(parts: readonly Uint8Array[], version = 1): Uint8Array {
  const file = new ContainerWriter(version);
  for (const part of parts) file.part(part);
  return file.finish();
}

/** The header's JSON, as far as the tests change it. */
interface Loose {
  format: string;
  events: number;
  digest: string;
  readonly summary: { events: number };
  readonly keyFrames: { digest: string; at: number }[];
  readonly actors: unknown[];
  readonly plan: {
    readonly coordinations: { readonly participants: number[] }[];
    readonly agents: { readonly parameters: object }[];
  };
  shapes: { kind: string; fields: [string, string][] }[];
  readonly design: Record<string, unknown>;
}

/** The file with its header changed. */
function withHeader(bytes: Uint8Array, change: (header: Loose) => void): Uint8Array {
  const [first, ...blocks] = partsOf(bytes);
  const header = JSON.parse(new TextDecoder().decode(first)) as Loose;
  change(header);
  return sealed([new TextEncoder().encode(JSON.stringify(header)), ...blocks]);
}

/** For machines that do other things, too. */
const PATIENCE = { timeout: 30_000 };

describe('round trip', PATIENCE, () => {
  test.each([0, 1, 40, 8_192, 8_193, 20_000])(
    'a run of %i events comes back as it was',
    (count) => {
      const run = madeRun(madeEvents(count, count));
      const recording = opened(readRecording(writeRecording(run)));
      const { events, origin, digest, eventCount, keyFrames, ...rest } = recording;
      const { events: before, ...written } = run;
      expect(JSON.parse(JSON.stringify(rest))).toEqual(JSON.parse(JSON.stringify(written)));
      expect(allRows(events!) === allRows(before)).toBe(true);
      expect(events!.shapes).toEqual(before.shapes);
      expect(events!.textCount).toBe(before.textCount);
      for (let id = 0; id < before.textCount; id++) expect(events!.text(id)).toBe(before.text(id));
      expect(digest).toBe(run.summary.digest);
      expect(eventCount).toBe(count);
      expect(keyFrames.map(({ seq }) => seq)).toEqual(
        Array.from({ length: Math.ceil(count / 8_192) }, (_, block) => block * 8_192),
      );
      expect(origin).toEqual({
        engineVersion: '0.1.0',
        protocols: { simple_consensus: simpleCard.version },
      });
    },
  );

  test('any small stream of events, with any texts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.nat(),
        fc.array(fc.string({ unit: 'binary' })),
        (count, seed, texts) => {
          const events = madeEvents(count, seed);
          for (const text of texts) events.intern(text);
          const recording = opened(readRecording(writeRecording(madeRun(events))));
          expect(allRows(recording.events!)).toBe(allRows(events));
          expect(recording.events!.textCount).toBe(events.textCount);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('a thin recording has everything but the events', () => {
    const run = madeRun(madeEvents(500, 1));
    const bytes = writeRecording(run, { isThin: true });
    expect(bytes.length).toBeLessThan(writeRecording(run).length / 2);
    expect(opened(readRecording(bytes))).toMatchObject({
      events: undefined,
      eventCount: 500,
      digest: run.summary.digest,
      keyFrames: [],
    });
  });
});

describe('damage', PATIENCE, () => {
  const bytes = writeRecording(madeRun(madeEvents(300, 3)));

  test('a cut anywhere is refused in words', () => {
    const step = (length: number) => (length < 100 || length > bytes.length - 100 ? 1 : 19);
    for (let length = 0; length < bytes.length; length += step(length)) {
      const result = readRecording(bytes.subarray(0, length));
      expect(result.ok, `cut at ${length}`).toBe(false);
      if (!result.ok) expect(['notOurs', 'corrupt']).toContain(result.problem.kind);
    }
    expect(readRecording(new Uint8Array([...bytes, 0])).ok, 'something behind the end').toBe(false);
  });

  test('every flipped bit is refused in words', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const damaged = bytes.slice();
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        const result = readRecording(damaged);
        expect(result.ok).toBe(false);
        if (!result.ok) expect(result.problem.message).toMatch(/^(The|This) .{20,}\.$/);
      }),
      { numRuns: 320 },
    );
  });

  test('any bytes at all are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(readRecording(noise)).toMatchObject({ ok: false, problem: { kind: 'notOurs' } });
        const begun = new Uint8Array([...bytes.subarray(0, 10), ...noise]);
        expect(readRecording(begun)).toMatchObject({ ok: false });
      }),
    );
  });
});

describe('hostile files with right hashes', PATIENCE, () => {
  const run = madeRun(madeEvents(120, 5));
  const bytes = writeRecording(run);
  const refused = (file: Uint8Array, kind: string, words: RegExp) => {
    const result = readRecording(file);
    expect(result).toMatchObject({ ok: false, problem: { kind } });
    if (!result.ok) expect(result.problem.message).toMatch(words);
  };

  test('changed bytes of the header or of a block never throw and never hang', () => {
    const parts = partsOf(bytes);
    let refusals = 0;
    fc.assert(
      fc.property(fc.nat(parts.length - 1), fc.nat(), fc.nat(255), (part, place, byte) => {
        const changed = parts.map((bytes) => bytes.slice());
        const target = changed[part]!;
        target[place % target.length] = byte;
        const result = readRecording(sealed(changed));
        if (!result.ok) refusals++;
        else expect(result.value.eventCount).toBe(result.value.events!.length);
      }),
      { numRuns: 100 },
    );
    expect(refusals).toBeGreaterThan(75);
  });

  test('a newer version is refused as such', () => {
    refused(sealed(partsOf(bytes), 2), 'tooNew', /version 2; this Concord reads versions up to 1/);
    refused(sealed(partsOf(bytes), 0), 'corrupt', /a version that never was/);
  });

  test('a bomb is stopped at what it declares, and may not declare much', () => {
    const zeros = deflateSync(new Uint8Array(8 * 2 ** 20), { level: 9 });
    expect(zeros.length).toBeLessThan(100_000);
    expect(() => unpack(zeros, 1_000)).toThrow(Unreadable);
    const out = new ByteWriter();
    out.append(bytes.subarray(0, 10));
    const lengths = new ByteWriter();
    lengths.word(zeros.length);
    lengths.word(1_000);
    out.append(lengths.finish());
    out.append(zeros);
    const start = sha256(bytes.subarray(0, 10));
    out.append(sha256.create().update(start).update(lengths.finish()).update(zeros).digest());
    refused(out.finish(), 'tooLarge', /unpacks to more than it declares/);
    const greedy = new ByteWriter();
    greedy.append(bytes.subarray(0, 10));
    greedy.word(10);
    greedy.word(0xffffffff);
    refused(greedy.finish(), 'tooLarge', /larger than any part may be/);
  });

  test.each<[string, (header: Loose) => void, string, RegExp]>([
    ['another format', (h) => (h.format = 'x'), 'corrupt', /header is not sound: format holds "x"/],
    ['too many events', (h) => (h.events = h.summary.events = 2e9), 'corrupt', /holds 2000000000/],
    [
      'more events than blocks',
      (h) => (h.events = h.summary.events = 121),
      'corrupt',
      /fewer events/,
    ],
    [
      'fewer events than blocks',
      (h) => (h.events = h.summary.events = 100),
      'corrupt',
      /more events/,
    ],
    ['another digest', (h) => (h.digest = '0'.repeat(64)), 'corrupt', /not those of the run/],
    [
      'another key frame',
      (h) => (h.keyFrames[0]!.digest = '0'.repeat(16)),
      'corrupt',
      /block are not those/,
    ],
    ['a key frame elsewhere', (h) => (h.keyFrames[0]!.at = 3e9), 'corrupt', /does not begin when/],
    ['fewer actors', (h) => h.actors.pop(), 'corrupt', /actor that is not there|holds 3/],
    ['actors out of order', (h) => h.actors.reverse(), 'corrupt', /list of actors/],
    [
      'a participant too many',
      (h) => h.plan.coordinations[0]!.participants.push(9),
      'corrupt',
      /participant that is not there/,
    ],
    [
      'a kind that means something else',
      (h) => h.shapes.find(({ kind }) => kind === 'message.sent')!.fields.reverse(),
      'corrupt',
      /other fields of message.sent/,
    ],
    ['a kind declared twice', (h) => h.shapes.push(h.shapes[0]!), 'corrupt', /twice/],
    [
      'a field like an index',
      (h) => (h.shapes.at(-1)!.fields[0]![0] = '1'),
      'corrupt',
      /impossible name/,
    ],
    [
      'too many fields',
      (h) =>
        (h.shapes.at(-1)!.fields = [
          ['a', 'real'],
          ['b', 'real'],
          ['c', 'real'],
        ]),
      'corrupt',
      /more fields than/,
    ],
    ['no kinds', (h) => (h.shapes = h.shapes.slice(0, 3)), 'corrupt', /undeclared kind/],
    ['a broken design', (h) => (h.design['seed'] = -1), 'corrupt', /design in it is not sound/],
    [
      'a newer design',
      (h) => (h.design['version'] = 99),
      'corrupt',
      /design in it is not sound: The design has version 99/,
    ],
    [
      'a poisoned key',
      (h) =>
        Object.defineProperty(h.plan.agents[0]!.parameters, '__proto__', {
          value: 1,
          enumerable: true,
        }),
      'corrupt',
      /__proto__/,
    ],
  ])('%s is refused', (_, change, kind, words) => {
    refused(withHeader(bytes, change), kind, words);
  });

  test('a block of a hostile length, of texts without end, of a varint without end', () => {
    const header = partsOf(bytes)[0]!;
    const block = (write: (out: ByteWriter) => void) => {
      const out = new ByteWriter();
      write(out);
      return sealed([header, out.finish()]);
    };
    refused(
      block((out) => out.varint(9_000)),
      'tooLarge',
      /too many rows/,
    );
    refused(
      block((out) => [120, 3_000_000_000].forEach((n) => out.varint(n))),
      'tooLarge',
      /too many texts/,
    );
    refused(
      block((out) => [120, 1, 2 ** 40].forEach((n) => out.varint(n))),
      'tooLarge',
      /a text is too long/,
    );
    refused(
      block((out) => out.append(new Uint8Array(64).fill(0xff))),
      'corrupt',
      /too many bytes/,
    );
  });
});

test('an outcome that is no JSON is refused', () => {
  const events = madeEvents(50, 2);
  events.record(coordinationFailed, 2 ** 40, -1, -1, { coordination: 0, error: 'x', outcome: '{' });
  expect(readRecording(writeRecording(madeRun(events)))).toMatchObject({
    ok: false,
    problem: {
      kind: 'corrupt',
      message: 'The recording is damaged: an event holds a text that should be JSON and is not.',
    },
  });
});

test('an effect may not come before its cause, nor one time before another', () => {
  const events = madeEvents(20, 1);
  const columns = events.batch(0, 20);
  const place = { from: 0, time: 0, kinds: events.shapes.length, textUnits: 0 };
  const decoded = decodeBlock(encodeBlock(columns), place);
  expect(decoded.columns.cause).toEqual(columns.cause);
  const early = new ByteWriter();
  // One row of kind 0 at time 0; one kind without further columns; its cause is event 5.
  for (const value of [1, 0, 0, 0, 1, 0, 0, 1, 1, 10, 0, 1, 0]) early.varint(value);
  expect(() => decodeBlock(early.finish(), place)).toThrow('an event comes before its cause');
  expect(() => decodeBlock(encodeBlock(events.batch(0, 20)), { ...place, time: 2 ** 47 })).toThrow(
    /time runs backwards/,
  );
});

test('numbers of every size survive, and no number has more than eight bytes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.maxSafeNat()),
      fc.array(fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 })),
      (whole, signed) => {
        const out = new ByteWriter(1);
        for (const value of whole) out.varint(value);
        for (const value of signed) out.signed(value);
        const input = new ByteReader(out.finish());
        expect(whole.map(() => input.varint())).toEqual(whole);
        expect(signed.map(() => input.signed())).toEqual(signed);
        expect(input.left).toBe(0);
      },
    ),
  );
});

test('packing is undone by unpacking, and a wrong size is noticed either way', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
      const packed = pack(bytes);
      expect(unpack(packed, bytes.length)).toEqual(bytes);
      expect(() => unpack(packed, bytes.length + 1)).toThrow(Unreadable);
      if (bytes.length > 0) expect(() => unpack(packed, bytes.length - 1)).toThrow(Unreadable);
    }),
  );
});
