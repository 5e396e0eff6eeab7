import { expect, test } from 'vitest';
import type { RegionsStage } from '../../../engine/projections/regionsStage.ts';
import { lookOfMap } from './regionDraw.ts';
import { layOutMap, memberNear, sayMap, sayMember, standingOf } from './regionMap.ts';
import { lookOfArcs, lookOfTasks } from './ringDraw.ts';

function stageOf(members: number, regionCount: number): RegionsStage {
  const size = members / regionCount;
  return {
    kind: 'regions',
    members: Array.from({ length: members }, (_, actor) => ({ actor, label: `n${actor}` })),
    suspectedBy: new Uint16Array(members),
    deadBy: new Uint16Array(members),
    isAbsent: new Uint8Array(members),
    regions: Array.from({ length: regionCount }, (_, region) => ({
      from: region * size,
      to: (region + 1) * size,
      voters: [0, 1, 2].map((one) => region * size + one),
      leader: region === 0 ? 1 : undefined,
      term: 3,
      isElecting: false,
      learned: 0,
      waiting: 0,
    })),
    presider: 0,
    ballot: 256,
    decisions: [],
    decided: 0,
    virtualNodes: 8,
    tasks: [
      { task: 0, holder: 1 },
      { task: 1, holder: undefined },
    ],
  };
}

test.each([
  [30, 3, 700, 300],
  [1_000, 5, 640, 320],
  [1_000, 16, 400, 260],
  [10, 1, 300, 200],
])(
  '%i nodes in %i regions lie in their boxes, apart from one another',
  (members, regions, width, height) => {
    const stage = stageOf(members - (members % regions), regions);
    const map = layOutMap(stage.regions, stage.members.length, width, height);
    stage.regions.forEach(({ from, to }, region) => {
      const box = map.boxes[region]!;
      for (let member = from; member < to; member++) {
        expect(map.x[member]! - box.x).toBeGreaterThan(0);
        expect(map.x[member]!).toBeLessThan(box.x + box.width);
        expect(map.y[member]!).toBeLessThan(box.y + box.height);
        expect(map.radius[member]!).toBeGreaterThan(0.5);
        if (member > from) {
          const apart = Math.hypot(map.x[member]! - map.x[from]!, map.y[member]! - map.y[from]!);
          expect(apart).toBeGreaterThan(map.radius[member]!);
        }
      }
    });
  },
);

test('a pointer finds the node that it means', () => {
  const stage = stageOf(30, 3);
  const map = layOutMap(stage.regions, 30, 700, 300);
  for (const member of [0, 9, 17, 29])
    expect(memberNear(map, map.x[member]! + 1, map.y[member]! - 1)).toBe(member);
  expect(memberNear(map, -50, -50)).toBeUndefined();
});

test('a node stands as the others hold it, and is told in words', () => {
  const stage = stageOf(30, 3);
  expect(standingOf(stage, 1)).toBe('alive');
  stage.suspectedBy[1] = 2;
  expect(standingOf(stage, 1)).toBe('suspected');
  stage.deadBy[1] = 16;
  expect(standingOf(stage, 1)).toBe('dead');
  expect(sayMember(stage, 1)).toBe(
    'n1, region 0 · leader · 1 task · suspected by 2 · held dead by 16',
  );
  expect(sayMember(stage, 25)).toBe('n25, region 2');
  stage.isAbsent[4] = 1;
  expect(standingOf(stage, 4)).toBe('absent');
  expect(sayMap(stage)).toContain(
    '3 regions, 1 with a leader, region 0 presides; 30 cluster nodes',
  );
  expect(sayMap(stage)).toContain('1 held dead');
});

test('a picture is drawn again only for what is seen in it', () => {
  const stage = stageOf(30, 3);
  const agents = new Uint8Array(30);
  const map = lookOfMap({ stage, agents });
  const [arcs, tasks] = [lookOfArcs(stage), lookOfTasks(stage)];
  const later = { ...stage, ballot: 512, decided: 9 };
  expect(lookOfMap({ stage: later, agents })).toBe(map);
  expect([lookOfArcs(later), lookOfTasks(later)]).toEqual([arcs, tasks]);
  const doubted = { ...stage, suspectedBy: Uint16Array.from(agents, (_, i) => (i === 4 ? 1 : 0)) };
  expect(lookOfMap({ stage: doubted, agents })).not.toBe(map);
  expect(lookOfArcs(doubted)).toBe(arcs);
  const absent = { ...stage, isAbsent: Uint8Array.from(agents, (_, i) => (i === 4 ? 1 : 0)) };
  expect(lookOfArcs(absent)).not.toBe(arcs);
  const moved = { ...stage, tasks: [{ task: 0, holder: 2 }, ...stage.tasks.slice(1)] };
  expect(lookOfArcs(moved)).toBe(arcs);
  expect(lookOfTasks(moved)).not.toBe(tasks);
  expect(lookOfMap({ stage, agents: agents.map((_, i) => (i === 9 ? 1 : 0)) })).not.toBe(map);
  expect(lookOfMap({ stage: { ...stage, presider: 1 }, agents })).not.toBe(map);
});
