import { describe, expect, test } from 'vitest';
import { geometryOf } from './nodeGeometry.ts';
import { FIRST_SCENARIO, SCENARIOS, groupedScenarios, readScenario } from './scenarios.ts';

/** What the canvas shows at zoom 1 on a screen 1440 wide with all panels open, less the margin around it. */
const ROOM = { width: 800, height: 440 };

test('scenarios stand by protocol, the first visit’s before all', () => {
  const groups = groupedScenarios(SCENARIOS);
  expect(groups[0]?.scenarios[0]?.id).toBe(FIRST_SCENARIO);
  expect(new Set(groups.map(({ title }) => title)).size).toBe(groups.length);
  expect(groups.flatMap(({ scenarios }) => scenarios)).toEqual(SCENARIOS);
});

describe.each(SCENARIOS)('$id', (scenario) => {
  const read = readScenario(scenario);
  if (!read.ok) throw new Error(read.problem.message);
  const nodes = read.value.nodes.map((node) => ({ ...node.position, ...geometryOf(node) }));

  test('fits on the canvas without being made smaller', () => {
    const left = Math.min(...nodes.map(({ x }) => x));
    const top = Math.min(...nodes.map(({ y }) => y));
    expect(Math.max(...nodes.map(({ x, width }) => x + width)) - left).toBeLessThanOrEqual(
      ROOM.width,
    );
    expect(Math.max(...nodes.map(({ y, height }) => y + height)) - top).toBeLessThanOrEqual(
      ROOM.height,
    );
  });

  test('has no node over another', () => {
    const over = nodes.flatMap((one, i) =>
      nodes
        .slice(i + 1)
        .filter(
          (other) =>
            one.x < other.x + other.width &&
            other.x < one.x + one.width &&
            one.y < other.y + other.height &&
            other.y < one.y + one.height,
        ),
    );
    expect(over).toEqual([]);
  });
});
