import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import caruana from '../fixtures/caruanaSelection.json' with { type: 'json' };
import costs from '../fixtures/costOptimalSubset.json' with { type: 'json' };
import { bestWithin, findCostFront } from './costOptimal.ts';
import { selectMembers } from './selection.ts';

test('selection takes the members, step by step, that another program takes', () => {
  const members = caruana.p_class1.map((own) => Float64Array.from(own.flatMap((p) => [1 - p, p])));
  const { chosen, losses, weights } = selectMembers(members, caruana.y, 2, 10);
  expect(chosen).toEqual(caruana.chosen);
  losses.forEach((loss, step) => expect(loss).toBeCloseTo(caruana.logloss_after[step]!, 12));
  caruana.weights_at_best.forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 12));
  caruana.single_logloss.forEach((loss, i) =>
    expect(selectMembers([members[i]!], caruana.y, 2, 1).losses[0]).toBeCloseTo(loss, 12),
  );
});

describe('cost-optimal members', () => {
  const prices = costs.costs.map((price) => price * 1e6);
  const { front, isExact } = findCostFront(costs.predictions, costs.y, prices);

  test.each(costs.optimum)('within $budget the optimum is found', (wanted) => {
    const { members, price, right } = bestWithin(front, wanted.budget * 1e6)!;
    expect({ subset: members, accuracy: right / 10, cost: price / 1e6 }).toEqual({
      subset: wanted.subset,
      accuracy: wanted.accuracy,
      cost: wanted.cost,
    });
  });

  test('the front is that of enumeration', () => {
    expect(isExact).toBe(true);
    const own = front.map(({ members, price, right }) => ({
      subset: members,
      cost: price / 1e6,
      accuracy: right / 10,
    }));
    expect(own).toEqual(costs.pareto.toSorted((one, other) => one.cost - other.cost));
    expect(bestWithin(front, 1e6)).toBeUndefined();
  });

  test('is what trying every subset by definition finds', () => {
    const world = fc.record({
      members: fc.array(
        fc.record({
          price: fc.integer({ min: 0, max: 9 }),
          said: fc.array(fc.nat(2), { minLength: 12, maxLength: 12 }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      truths: fc.array(fc.nat(2), { minLength: 12, maxLength: 12 }),
      budget: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(world, ({ members, truths, budget }) => {
        const found = bestWithin(
          findCostFront(
            members.map((own) => own.said),
            truths,
            members.map((own) => own.price),
          ).front,
          budget,
        );
        let best: { right: number; price: number } | undefined;
        for (let mask = 1; mask < 1 << members.length; mask++) {
          const asked = members.filter((_, i) => ((mask >> i) & 1) === 1);
          const price = asked.reduce((sum, own) => sum + own.price, 0);
          if (price > budget) continue;
          const right = truths.filter((truth, row) => {
            const counts = [0, 1, 2].map(
              (label) => asked.filter((own) => own.said[row] === label).length,
            );
            return counts.indexOf(Math.max(...counts)) === truth;
          }).length;
          if (
            best === undefined ||
            right > best.right ||
            (right === best.right && price < best.price)
          )
            best = { right, price };
        }
        expect(found && { right: found.right, price: found.price }).toEqual(best);
      }),
      { numRuns: 60 },
    );
  });

  test('more than twenty members are climbed, and never worse than the best alone', () => {
    const truths = Array.from({ length: 40 }, (_, row) => row % 2);
    const many = Array.from({ length: 24 }, (_, i) =>
      truths.map((truth, row) => ((row * 7 + i * 5) % 11 < 3 ? 1 - truth : truth)),
    );
    const search = findCostFront(
      many,
      truths,
      many.map(() => 1),
    );
    expect(search.isExact).toBe(false);
    const alone = Math.max(
      ...many.map((own) => own.filter((said, row) => said === truths[row]).length),
    );
    expect(search.front.at(-1)!.right).toBeGreaterThan(alone);
  });
});
