import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDesign } from '../../document/read.ts';
import type { Run } from '../../kernel/run.ts';
import { compileDesign } from '../../plan/compile.ts';
import { finishRun, openRun } from '../../simulation.ts';
import type { FaceBrief, StageMoment } from '../face.ts';
import type { TreeStage } from '../frame.ts';
import { Dispatcher } from '../projection.ts';
import { hierarchicalView } from './hierarchical.ts';

/** A scenario to its end, and how it looks before an event. */
function watch(scenario: string) {
  const url = new URL(`../../../../scenarios/${scenario}.json`, import.meta.url);
  const read = readDesign(readFileSync(url, 'utf8'));
  if (!read.ok) throw new Error(read.problem.message);
  const { plan } = compileDesign(read.value.design);
  const run: Run = finishRun(openRun(plan!));
  const brief: FaceBrief = {
    coordination: plan!.coordinations[0]!,
    actors: run.actors,
    own: run.actors,
  };
  const at = (seq: number) => {
    const state = hierarchicalView.create(brief);
    const dispatcher = new Dispatcher(hierarchicalView.handlers);
    for (let i = 0; i < seq; i++) dispatcher.dispatch(state, run.events, i);
    const moment = { brief, events: run.events } as StageMoment;
    const stage = hierarchicalView.stage(state, moment) as TreeStage;
    return { state, stage, face: hierarchicalView.face(state, brief) };
  };
  const firstOf = (kind: string): number => {
    const id = run.events.kindId(kind);
    let seq = 0;
    while (run.events.kind(seq) !== id) seq++;
    return seq;
  };
  return { at, firstOf, end: run.events.length };
}

test('a representative that crashes is shown as replaced, and its successor represents', () => {
  const { at, firstOf, end } = watch('hierarchy-crash');
  const before = at(firstOf('hierarchy.representative.replaced')).stage.levels[0]!.clusters[0]!;
  expect(before).toMatchObject({ replaced: [], reported: 'waiting' });
  const { stage, face } = at(end);
  const after = stage.levels[0]!.clusters[0]!;
  expect(after.replaced).toEqual([0]);
  expect(after.representative).not.toBe(0);
  expect(after.members.find(({ actor }) => actor === 0)?.decision).toBe('abstain');
  expect(stage.levels.map(({ clusters }) => clusters.length)).toEqual([5, 1]);
  expect(stage.levels[1]!.clusters[0]).toMatchObject({ agents: 25 });
  expect(stage.levels[1]!.clusters[0]!.members.map(({ source }) => source)).toEqual([
    0, 1, 2, 3, 4,
  ]);
  expect(stage).toMatchObject({ decision: 'agree', flatDecision: 'agree', flatMessages: 75 });
  expect(face).toMatchObject({ phase: 'decided', progress: 1 });
  expect(face.facts).toContainEqual(['Replaced', '1']);
});

test('a lie is seen where the word differs from the votes, and as distortion', () => {
  const { at, firstOf, end } = watch('hierarchy-liar');
  const { stage, face } = at(end);
  const lies = stage.levels.flatMap(({ clusters }) =>
    clusters.filter(({ decided, reported }) => decided !== reported),
  );
  expect(lies.length).toBeGreaterThan(0);
  expect(lies.every(({ representative }) => representative === 0)).toBe(true);
  expect(face.facts).toContainEqual(['Flat vote', 'agree, distorted']);
  expect(at(0).face).toMatchObject({ phase: 'waiting', progress: 0 });
  expect(at(firstOf('hierarchy.level.decided')).face.phase).toBe('level 1');
});

test('votes are seen as they arrive: counted, and their shares, before anything is decided', () => {
  const { at, firstOf, end } = watch('hierarchy-crash');
  const open = at(firstOf('hierarchy.cluster.reported')).stage.levels[0]!;
  expect(open.decision).toBe('waiting');
  expect(open.counted).toBeGreaterThan(4);
  expect(open.counted).toBeLessThan(25);
  expect(open.agreeShare).toBeGreaterThan(0);
  expect(open.agreeShare).toBeLessThanOrEqual(open.counted / 25);
  expect(open.load).toBeUndefined();
  const { stage, face } = at(end);
  expect(stage.levels.map(({ counted }) => counted)).toEqual([25, 5]);
  expect(stage.levels[0]!.load!.most).toBeGreaterThan(stage.levels[0]!.load!.mean);
  expect(stage.told).toBe(24);
  expect(face.facts).toContainEqual(['Told', '24 of 25']);
});

test('a copy does not change with what it was copied from', () => {
  const { at, end } = watch('hierarchy-crash');
  const { state } = at(end - 1);
  const copy = hierarchicalView.copy(state);
  expect(copy).toEqual(state);
  state.levels[0]!.clusters[0]!.members[0]!.decision = 'disagree';
  expect(copy).not.toEqual(state);
});
