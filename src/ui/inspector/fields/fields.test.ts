import { describe, expect, test } from 'vitest';
import { AGENT_CARDS } from '../../../engine/agents/cards.ts';
import { PROTOCOL_CARDS } from '../../../engine/protocols/catalog.ts';
import { converted } from './DistributionInput.tsx';
import {
  formatQuantity,
  parseQuantity,
  rangeWords,
  refuseNumber,
  scaleOf,
  stepOf,
} from './quantity.ts';
import { fieldsOf, isAsked, spoken } from './schemaFields.ts';
import { refuseWords, wordsIn } from './WordsInput.tsx';

describe('fields of a schema', () => {
  const byzantine = fieldsOf(PROTOCOL_CARDS.get('byzantine_consensus')!.parameters);

  test('are read with title, help, unit, range and default', () => {
    expect(byzantine.find((field) => field.name === 'requests')).toMatchObject({
      kind: 'number',
      title: 'Requests',
      unit: 'requests',
      isWhole: true,
      least: 1,
      most: 10_000,
      default: 8,
    });
    const choice = byzantine.find((field) => field.name === 'authentication');
    expect(choice).toMatchObject({ kind: 'choice', default: 'hmac' });
  });

  test('know lists of words and numbers without an upper bound', () => {
    const voter = fieldsOf(AGENT_CARDS.get('voter')!.parameters);
    expect(voter.find((field) => field.name === 'script')).toMatchObject({
      kind: 'words',
      words: ['agree', 'disagree', 'abstain'],
      default: [],
    });
  });

  test('of every card have a title and a sentence, and none is left a bare text by mistake', () => {
    const schemas = [...PROTOCOL_CARDS.values(), ...AGENT_CARDS.values()].map(
      (one) => one.parameters,
    );
    const fields = schemas.flatMap((schema) => fieldsOf(schema));
    expect(fields.length).toBeGreaterThan(30);
    for (const field of fields) {
      expect(field.title, field.name).not.toBe(field.name);
      expect(field.help, field.name).not.toBe('');
      expect(field.kind, field.name).not.toBe('text');
    }
  });
});

describe('what a form asks for', () => {
  const cards = [...PROTOCOL_CARDS.values(), ...AGENT_CARDS.values()];
  const heeding = cards.flatMap(({ id, parameters, heeded }) =>
    heeded === undefined ? [] : [{ id, fields: fieldsOf(parameters), heeded }],
  );

  test.each(heeding)('$id: what decides and what heeds it are in the schema', (one) => {
    const { fields, heeded } = one;
    const decides = fields.find(({ name }) => name === heeded.by);
    const choices = decides?.kind === 'choice' ? decides.choices : [];
    for (const [name, values] of Object.entries(heeded.only)) {
      expect(fields.map((field) => field.name)).toContain(name);
      expect(choices).toEqual(expect.arrayContaining([...values]));
    }
    // Some choice asks for each, and none for all.
    for (const choice of choices) {
      const asked = fields.filter(({ name }) =>
        isAsked(name, fields, { [heeded.by]: choice }, heeded),
      );
      expect(asked.length).toBeLessThan(fields.length);
    }
  });

  test('follows the choice, its default, and what is written', () => {
    const { parameters, heeded } = PROTOCOL_CARDS.get('market_coordination')!;
    const fields = fieldsOf(parameters);
    const asks = (name: string, values: object) => isAsked(name, fields, { ...values }, heeded);
    expect(asks('increment', {})).toBe(true);
    expect(asks('clockStart', {})).toBe(false);
    expect(asks('clockStart', { format: 'dutch' })).toBe(true);
    expect(asks('increment', { format: 'dutch' })).toBe(false);
    expect(asks('increment', { format: 'dutch', increment: 500 })).toBe(true);
    expect(asks('auctions', { format: 'dutch' })).toBe(true);
  });
});

describe('quantities', () => {
  const millis = scaleOf('µs', 20_000);

  test('times are entered in ms or s and stored in µs', () => {
    expect(millis.unit).toBe('ms');
    expect(scaleOf('µs', 30_000_000).unit).toBe('s');
    expect(scaleOf('µs', 50).unit).toBe('µs');
    expect(parseQuantity('12.4', millis)).toBe(12_400);
    expect(parseQuantity('1,5', millis)).toBe(1_500);
    expect(parseQuantity('2 s', millis)).toBe(2_000_000);
    expect(parseQuantity('0.3', millis)).toBe(300);
    expect(formatQuantity(12_400, millis)).toBe('12.4');
  });

  test('what is no number, or of another unit, is refused', () => {
    expect(parseQuantity('soon', millis)).toBeUndefined();
    expect(parseQuantity('', millis)).toBeUndefined();
    expect(parseQuantity('3 €', millis)).toBeUndefined();
    expect(parseQuantity('5 ms', scaleOf('requests'))).toBeUndefined();
  });

  test('money and shares', () => {
    expect(parseQuantity('12.50', scaleOf('minor units'))).toBe(1_250);
    expect(parseQuantity('2.5 %', scaleOf('ppm'))).toBe(25_000);
    expect(formatQuantity(25_000, scaleOf('ppm'))).toBe('2.5');
  });

  test('ranges are told in the unit of the field', () => {
    const bounds = { least: 1_000, most: 3_600_000_000, isWhole: true, scale: millis };
    expect(refuseNumber(500, bounds)).toBe('Write 1 to 3600000 ms.');
    expect(refuseNumber(1_000.5, bounds)).toBe('Write a whole number.');
    expect(refuseNumber(undefined, bounds)).toBe('Write a number in ms.');
    expect(refuseNumber(20_000, bounds)).toBeUndefined();
    expect(rangeWords(0, undefined, scaleOf('agents'))).toBe('at least 0 agents');
    expect(stepOf(scaleOf(''), false, 0, 1)).toBe(0.05);
    expect(stepOf(millis, true, 0, undefined)).toBe(1_000);
  });
});

test('a number becomes a distribution around it and comes back', () => {
  const share = { least: 0, most: 1, isWhole: false };
  expect(converted(0.8, 'uniform', share)).toEqual({ distribution: 'uniform', from: 0.6, to: 1 });
  expect(converted(0.8, 'normal', share)).toEqual({
    distribution: 'normal',
    mean: 0.8,
    deviation: 0.1,
  });
  expect(converted({ distribution: 'uniform', from: 0.2, to: 0.4 }, 'fixed', share)).toBe(0.3);
});

test('words are split and checked', () => {
  expect(wordsIn(' agree, disagree  abstain,')).toEqual(['agree', 'disagree', 'abstain']);
  expect(refuseWords(['agree'], { words: ['agree'], most: 1 })).toBeUndefined();
  expect(refuseWords(['maybe'], { words: ['agree'], most: 9 })).toContain('maybe');
  expect(refuseWords(['a', 'b'], { words: [], most: 1 })).toContain('At most 1');
});

test('wire words are spoken', () => {
  expect(spoken('nearest_neighbours')).toBe('Nearest neighbours');
  expect(spoken('byzantineFault')).toBe('Byzantine fault');
});
