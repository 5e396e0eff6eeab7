import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { designSchema } from '../document/design.ts';
import { compileDesign } from '../plan/compile.ts';
import type { Plan } from '../plan/plan.ts';
import type { Frame, ViewRequest } from '../projections/frame.ts';
import { readRecording } from '../recording/read.ts';
import { writeRecording } from '../recording/write.ts';
import { openRecording, openRun, verifyRun } from '../simulation.ts';
import { Session } from './session.ts';

const FOREVER = Number.MAX_SAFE_INTEGER;
const design = designSchema.parse(
  JSON.parse(
    readFileSync(new URL('../../../scenarios/seats-for-sale.json', import.meta.url), 'utf8'),
  ),
);
const plan: Plan = compileDesign(design).plan!;
const VIEW: ViewRequest = {
  charts: ['all'],
  coordination: 'ensemble',
  stage: true,
  window: undefined,
  stageRows: 1_000,
  log: { rows: 20, until: undefined, filter: { kinds: [], agent: '', text: '' } },
  inspect: 'models/2',
  histogram: 40,
};

/** What is shown, but for how far the run has been simulated and what was told before. */
const shownAt = (
  session: Session,
  at: number,
): Omit<Frame, 'epoch' | 'end' | 'cast' | 'status'> => {
  session.placeAtTime(at);
  const { epoch: _epoch, end: _end, cast: _cast, status: _status, ...shown } = session.frame(VIEW);
  return { ...shown, isRecording: false, histogram: undefined, marks: [], strikes: [] };
};
const seatsOf = (frame: Frame | undefined): readonly string[] =>
  (frame?.cast?.actors ?? []).filter((one) => one.coordination === 1).map((one) => one.agentId);

test('before it opens it waits by name, and then shows those who took part', () => {
  const session = Session.live(plan, openRun);
  session.advance(1_000_000, FOREVER);
  const before = session.frame(VIEW);
  expect(before.cast).toBeUndefined();
  expect(before.coordinations[1]).toMatchObject({
    status: 'waiting',
    phase: 'waits for Auction of seats',
    taken: [],
  });
  session.advance(FOREVER, FOREVER);
  const after = session.frame(VIEW);
  const four = ['models/1', 'models/2', 'models/4', 'models/6'];
  expect(seatsOf(after).filter((id) => id.startsWith('models/'))).toEqual(four);
  expect(after.coordinations[1]?.facts).toContainEqual(['Members', '4 of 4 ready']);
  expect(after.coordinations[1]?.taken).toEqual([expect.stringContaining('takes the winners of')]);
  expect(after.stage).toMatchObject({ kind: 'ensemble' });
  // What was told is not told again.
  expect(session.frame(VIEW).cast).toBeUndefined();
  expect(after.cast?.watched.some(({ coordination }) => coordination === 'ensemble')).toBe(true);
});

test('any moment shows the same live, going back, and from a recording', () => {
  const session = Session.live(plan, openRun);
  session.advance(FOREVER, FOREVER);
  const read = readRecording(writeRecording(session.recordedRun(design)));
  if (!read.ok || read.value.events === undefined) throw new Error('no recording');
  const { events } = read.value;
  const recorded = Session.recorded({ ...read.value, events }, openRun);
  for (const at of [5_000_000, 0, 2_700_000, 2_800_000, 400_000]) {
    const shown = shownAt(session, at);
    expect(shownAt(recorded, at)).toEqual(shown);
  }
});

test('what was recorded verifies, with its events and without them', () => {
  const session = Session.live(plan, openRun);
  session.advance(FOREVER, FOREVER);
  const run = session.recordedRun(design);
  expect(verifyRun(run)).toMatchObject({ ok: true, value: { isEqual: true } });
  const thin = openRecording(writeRecording(run, { isThin: true }));
  expect(thin.ok && thin.value.events.length).toBe(run.events.length);
});

test('an intervention before the opening hands on to others', () => {
  const session = Session.live(plan, openRun);
  session.advance(FOREVER, FOREVER);
  session.placeAtTime(100_000);
  session.frame(VIEW);
  expect(session.intervene({ kind: 'crash', agents: ['bidders/1', 'bidders/2'] })).toBeUndefined();
  expect(seatsOf(session.frame(VIEW))).toEqual([]);
  session.advance(FOREVER, FOREVER);
  expect(seatsOf(session.frame(VIEW)).slice(0, 4)).toEqual(
    ['models/3', 'models/4', 'models/6', 'models/0'].toSorted(),
  );
});
