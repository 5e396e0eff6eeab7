import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeRows,
  readStreamName,
  STREAM_CHANGES,
  STREAM_GENERATORS,
  STREAMS,
  streamName,
} from '../../../base/streamName.ts';
import type { StreamSource } from '../../../base/streamName.ts';
import fixture from '../../fixtures/seaStream.json' with { type: 'json' };
import { enterLosses, hedgeRate, newExperts } from '../../online/exponentialWeights.ts';
import type { ExpertPolicy } from '../../online/exponentialWeights.ts';
import { datasetNamed } from '../named.ts';
import { conceptMoments } from './concepts.ts';
import { GENERATORS } from './generators.ts';
import { generateStream } from './stream.ts';

const SEA: StreamSource = {
  generator: 'sea',
  rows: 4_000,
  noise: 0.1,
  change: 'abrupt',
  changeRow: 1_000,
  widthRows: 0,
  everyRows: 1_000,
  seed: 1,
};

function made(wishes: Partial<StreamSource>) {
  const source = { ...SEA, ...wishes };
  return generateStream(source, streamName(source));
}

/** The fixture's rows: SEA by a linear congruential generator, which has no draw for the concept. */
function fixtureRows(): { readonly sums: readonly number[]; readonly labels: readonly number[] } {
  let state = 2_024;
  let draws = 0;
  const chance = {
    fraction: () => {
      draws += 1;
      if (draws % 5 === 0) return 0;
      state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
  };
  const makeRow = GENERATORS.sea.make(chance, 0.1, 'abrupt');
  const momentOf = conceptMoments(SEA, GENERATORS.sea.concepts);
  const features = new Float64Array(3);
  const sums: number[] = [];
  const labels = Array.from({ length: 4_000 }, (_, row) => {
    const label = makeRow(chance, momentOf(row), features, 0);
    sums.push(features[0]! + features[1]!);
    return label;
  });
  return { sums, labels };
}

describe('the SEA fixture', () => {
  const { sums, labels } = fixtureRows();
  const thresholds = [8, 9, 7, 9.5];
  const said = sums.map((sum) => thresholds.map((threshold) => Number(sum <= threshold)));

  test('its rows and what fixed experts make of them', () => {
    expect(labels.slice(0, 20)).toEqual(fixture.first20_labels);
    expect(labels.reduce((sum, label) => sum + label, 0)).toBe(fixture.label_sum);
    thresholds.forEach((_, expert) => {
      const right = labels.filter((label, row) => said[row]![expert] === label).length;
      expect(right / labels.length).toBe(fixture.experts_accuracy[expert]);
    });
  });

  /** Errors of the weighted majority whose weights are the shares, moved after every row. */
  function errorsBy(policy: ExpertPolicy): number {
    const experts = newExperts(4);
    let errors = 0;
    labels.forEach((label, row) => {
      const answers = said[row]!;
      const ones = experts.shares.reduce((sum, share, i) => sum + share * answers[i]!, 0);
      if (Number(ones > 0.5 + 1e-12) !== label) errors += 1;
      enterLosses(
        experts,
        answers.map((answer) => Number(answer !== label)),
        policy,
      );
    });
    return errors;
  }

  test('hedge never gets over the first concept, fixed share follows each', () => {
    const { results } = fixture;
    const tuned = { kind: 'hedge', rate: hedgeRate(4, 4_000) } as const;
    expect(errorsBy(tuned)).toBe(results['hedge_eta_sqrt(8lnN/T)'].errors);
    expect(errorsBy({ kind: 'hedge', rate: 0.5 })).toBe(results['hedge_eta0.5'].errors);
    expect(errorsBy({ kind: 'fixedShare', rate: 0.5, share: 0.01 })).toBe(
      results['fixed_share_eta0.5_alpha0.01'].errors,
    );
    expect(errorsBy({ kind: 'fixedShare', rate: 0.2, share: 0.005 })).toBe(
      results['fixed_share_eta0.2_alpha0.005'].errors,
    );
  });
});

describe('names', () => {
  const source = fc.record({
    generator: fc.constantFrom(...STREAM_GENERATORS),
    rows: fc.integer({ min: 1, max: 100_000 }),
    noise: fc.double({ min: 0, max: 0.5, noNaN: true }).map((noise) => noise + 0),
    change: fc.constantFrom(...STREAM_CHANGES),
    changeRow: fc.integer({ min: 0, max: 100_000 }),
    widthRows: fc.integer({ min: 0, max: 100_000 }),
    everyRows: fc.integer({ min: 0, max: 100_000 }),
    seed: fc.nat(),
  });

  test('a stream is read from its name, and its changes lie within it', () => {
    fc.assert(
      fc.property(source, (own) => {
        expect(readStreamName(streamName(own))).toEqual(own);
        expect(changeRows(own).every((row) => row > 0 && row < own.rows)).toBe(true);
      }),
    );
  });

  test.each([
    'sea',
    'iris?rows=10',
    streamName(SEA).replace('rows=4000', 'rows=4000000'),
    streamName(SEA).replace('noise=0.1', 'noise=0.10'),
    streamName(SEA).replace('noise=0.1', 'noise=0.9'),
    streamName(SEA).replace('&seed=1', ''),
    `${streamName(SEA)}&more=1`,
  ])('%s is no stream', (name) => {
    expect(readStreamName(name)).toBeUndefined();
    expect(datasetNamed(name)).toBeUndefined();
  });

  test('a data set has the same rows each time it is asked for', () => {
    const name = streamName({ ...SEA, rows: 50 });
    expect(datasetNamed(name)).toBe(datasetNamed(name));
    for (let seed = 2; seed < 9; seed++) datasetNamed(streamName({ ...SEA, rows: 50, seed }));
    expect(datasetNamed(name)).toEqual(made({ rows: 50 }));
    expect(datasetNamed('iris')?.rows).toBe(150);
  });
});

describe.each(STREAM_GENERATORS)('%s', (generator) => {
  const calm = made({ generator, change: 'none', noise: 0, rows: 2_000 });

  test('has the columns and classes that are said of it, and each class occurs', () => {
    expect(calm.columns).toBe(STREAMS[generator].features);
    expect(calm.classNames).toEqual(STREAMS[generator].classes);
    expect(new Set(calm.labels).size).toBe(calm.classNames.length);
    expect(made({ generator, rows: 300, seed: 2 }).labels).not.toEqual(
      made({ generator, rows: 300 }).labels,
    );
  });

  test('changes its concept at the chosen row and not before, with the same luck', () => {
    const wishes = { generator, noise: 0, rows: 2_000, changeRow: 1_000, everyRows: 0 } as const;
    const changed = made({ ...wishes, change: 'abrupt' });
    expect(changed.labels.slice(0, 1_000)).toEqual(calm.labels.slice(0, 1_000));
    expect(changed.features.slice(0, 1_000 * calm.columns)).toEqual(
      calm.features.slice(0, 1_000 * calm.columns),
    );
    const differs = (dataset: typeof calm, row: number): boolean =>
      dataset.labels[row] !== calm.labels[row] ||
      calm.featureNames.some(
        (_, j) =>
          dataset.features[row * calm.columns + j] !== calm.features[row * calm.columns + j],
      );
    const rows = Array.from({ length: 1_000 }, (_, i) => 1_000 + i);
    const after = rows.filter((row) => differs(changed, row)).length;
    expect(after).toBeGreaterThan(30);
    const gradual = made({ ...wishes, change: 'gradual', widthRows: 800 });
    const early = rows.slice(0, 200).filter((row) => differs(gradual, row)).length;
    const late = rows.slice(800).filter((row) => differs(gradual, row)).length;
    expect(early).toBeLessThan(late / 2);
    expect(late).toBe(rows.slice(800).filter((row) => differs(changed, row)).length);
  });

  test('recurring concepts come back', () => {
    const wishes = { generator, noise: 0, rows: 2_000, changeRow: 500, everyRows: 500 } as const;
    const dataset = made({ ...wishes, change: 'recurring' });
    expect(dataset.labels.slice(1_000, 1_500)).toEqual(calm.labels.slice(1_000, 1_500));
    expect(dataset).not.toEqual(made({ ...wishes, change: 'none' }));
  });

  test('noise is as frequent as it was asked to be', () => {
    if (generator === 'led') {
      // Without noise the seven lit columns give the digit away.
      const patterns = new Map<string, number>();
      for (let row = 0; row < calm.rows; row++)
        patterns.set(calm.features.slice(row * 24, row * 24 + 7).join(''), calm.labels[row]!);
      expect(patterns.size).toBe(10);
      return;
    }
    const noisy = made({ generator, change: 'none', noise: 0.2, rows: 2_000 });
    const flipped = noisy.labels.filter((label, row) => label !== calm.labels[row]).length;
    expect(flipped / 2_000).toBeGreaterThan(0.17);
    expect(flipped / 2_000).toBeLessThan(0.23);
  });
});

test('an incremental change moves the threshold a little with every row', () => {
  const momentOf = conceptMoments({ ...SEA, change: 'incremental', widthRows: 100 }, 4);
  expect(momentOf(999)).toEqual({ from: 0, to: 0, share: 1 });
  expect(momentOf(1_000)).toEqual({ from: 0, to: 1, share: 0.01 });
  expect(momentOf(1_099)).toEqual({ from: 0, to: 1, share: 1 });
  expect(momentOf(2_049)).toEqual({ from: 1, to: 2, share: 0.5 });
  expect(momentOf(10)).toEqual({ from: 0, to: 0, share: 1 });
});
