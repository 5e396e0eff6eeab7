import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Design } from './document/design.ts';
import { readDesign } from './document/read.ts';
import type { Run } from './kernel/run.ts';
import { compileDesign } from './plan/compile.ts';
import { refusePlan } from './plan/foreignPlan.ts';
import type { Plan } from './plan/plan.ts';
import type { RecordedRun } from './recording/recording.ts';
import { writeRecording } from './recording/write.ts';
import {
  executeAgain,
  findDifference,
  finishRun,
  openRecording,
  openRun,
  verifyRun,
} from './simulation.ts';

function scenario(name: string): Design {
  const path = new URL(`../../scenarios/${name}.json`, import.meta.url);
  const read = readDesign(readFileSync(path, 'utf8'));
  if (!read.ok) throw new Error(read.problem.message);
  return read.value.design;
}

const design = scenario('byzantine-silent-primary');
const plan = compileDesign(design).plan!;
const END = Number.MAX_SAFE_INTEGER;

function recorded(run: Run): RecordedRun {
  const { actors, events, interventions, status, now: end } = run;
  return {
    design,
    plan: run.plan,
    actors,
    events,
    interventions,
    status,
    end,
    summary: run.summary(),
  };
}

function opened(bytes: Uint8Array) {
  const result = openRecording(bytes);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

describe('verifying', () => {
  const run = finishRun(openRun(plan));

  test('a finished run verifies, from memory and from a file', () => {
    const digest = run.digest();
    for (const candidate of [recorded(run), opened(writeRecording(recorded(run)))])
      expect(verifyRun(candidate)).toEqual({
        ok: true,
        value: { isEqual: true, recorded: digest, reexecuted: digest, firstDifference: undefined },
      });
  });

  test('another seed is found out at the first event that differs', () => {
    const other = { ...recorded(run), plan: { ...plan, seed: plan.seed + 1 } };
    const result = verifyRun(other);
    if (!result.ok) throw new Error(result.problem.message);
    const { isEqual, firstDifference } = result.value;
    expect(isEqual).toBe(false);
    const again = finishRun(openRun(other.plan));
    const at = firstDifference!;
    const rowOf = ({ events }: Run, seq: number) => {
      const { kind, at: time, actor, cause, ints, reals } = events.batch(seq, 1);
      return { kind, time, actor, cause, ints, reals };
    };
    for (let seq = 0; seq < at; seq++) expect(rowOf(run, seq)).toEqual(rowOf(again, seq));
    expect(rowOf(run, at)).not.toEqual(rowOf(again, at));
  });

  test('one stream that goes on where the other ends differs there', () => {
    const short = openRun(plan);
    short.advance(END, 10);
    expect(findDifference(run.events, short.events)).toBe(short.events.length);
    expect(findDifference(run.events, run.events)).toBeUndefined();
  });
});

describe('interventions and unfinished runs', () => {
  test('what was done at any moment is done again after the same step', () => {
    fc.assert(
      fc.property(
        fc.nat(300),
        fc.nat(60),
        fc.nat(100_000),
        fc.boolean(),
        (first, more, idle, isFinished) => {
          const run = openRun(plan);
          run.advance(END, first);
          run.advance(run.now + idle, 0);
          run.intervene({ kind: 'crash', agents: ['replicas/2'] });
          run.advance(END, more);
          run.intervene({ kind: 'restart', agents: ['replicas/2'] });
          run.intervene({ kind: 'partition', groups: [['replicas/3']] });
          run.advance(END, more);
          run.intervene({ kind: 'heal' });
          if (isFinished) finishRun(run);
          else run.advance(END, 20);
          const recording = opened(writeRecording(recorded(run)));
          expect(verifyRun(recording)).toMatchObject({ ok: true, value: { isEqual: true } });
          const thin = opened(writeRecording(recorded(run), { isThin: true }));
          expect(findDifference(thin.events, run.events)).toBeUndefined();
        },
      ),
      { numRuns: 12 },
    );
  });

  test('what cannot be done again is a failure, not a throw', () => {
    const intervention = {
      afterSteps: 5,
      at: 0,
      action: { kind: 'crash', agents: ['nobody/0'] },
    } as const;
    expect(
      executeAgain({ plan, interventions: [intervention], isFinished: true, eventCount: 1 }),
    ).toMatchObject({ ok: false, problem: { kind: 'corrupt' } });
    const late = { ...intervention, afterSteps: 1e9 };
    expect(
      executeAgain({ plan, interventions: [late], isFinished: true, eventCount: 1 }),
    ).toMatchObject({ ok: false });
  });
});

test('a thin recording whose digest this engine does not reach is refused', () => {
  const run = finishRun(openRun(plan));
  const changed = { ...recorded(run), plan: { ...plan, seed: 1234 } };
  expect(openRecording(writeRecording(changed, { isThin: true }))).toMatchObject({
    ok: false,
    problem: { kind: 'unavailable' },
  });
});

describe('a stranger’s plan', () => {
  const [agent] = plan.agents;
  const [order] = plan.coordinations;
  const withAgent = (fields: object): Plan => ({
    ...plan,
    agents: [{ ...agent!, ...fields }, ...plan.agents.slice(1)],
  });
  const withOrder = (fields: object): Plan => ({
    ...plan,
    coordinations: [{ ...order!, ...fields }],
  });
  const withFault = (behaviour: string, target: string): Plan => ({
    ...plan,
    faults: [{ id: 'f', kind: 'behaviour', behaviour, at: 0, agents: [target] }],
  });

  test('is executed when it is as sound as our own', () => {
    for (const name of ['byzantine-calm', 'simple-vote', 'ensemble-iris', 'vickrey-auction'])
      expect(refusePlan(compileDesign(scenario(name)).plan!)).toBeUndefined();
  });

  test.each<[string, Plan, RegExp]>([
    [
      'parameters of an agent',
      withAgent({ parameters: { competence: 7 } }),
      /parameters of replicas\/0/,
    ],
    ['parameters of a protocol', withOrder({ parameters: { requests: 0 } }), /parameters of order/],
    ['an unknown protocol', withOrder({ protocol: 'reasoning_consensus' }), /cannot run/],
    ['too few participants', withOrder({ participants: [0] }), /participants of order/],
    ['a participant twice', withOrder({ participants: [0, 1, 2, 2] }), /participants of order/],
    ['a fault of nobody', withFault('silent', 'x/0'), /names x\/0/],
  ])('is refused for %s', (_, foreign, words) => {
    expect(refusePlan(foreign)).toMatch(words);
    expect(
      executeAgain({ plan: foreign, interventions: [], isFinished: true, eventCount: 1 }),
    ).toMatchObject({ ok: false });
  });

  test('that only the kernel finds unsound is a failure, not a throw', () => {
    const foreign = withFault('unheardOf', 'replicas/0');
    expect(
      executeAgain({ plan: foreign, interventions: [], isFinished: true, eventCount: 1 }),
    ).toMatchObject({
      ok: false,
      problem: { kind: 'corrupt' },
    });
  });
});
