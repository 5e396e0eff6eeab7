import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { designSchema } from '../document/design.ts';
import { compileDesign } from '../plan/compile.ts';
import type { ViewRequest } from '../projections/frame.ts';
import { openRun } from '../simulation.ts';
import { Session } from './session.ts';

const VIEW: ViewRequest = {
  charts: [],
  coordination: undefined,
  stage: true,
  window: undefined,
  stageRows: 0,
  log: undefined,
  inspect: undefined,
  histogram: 0,
};

test('the picture says the lead by batches on the way, and in the end what the outcome says', () => {
  const path = new URL('../../../scenarios/ensemble-iris.json', import.meta.url);
  const design = designSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const { plan } = compileDesign(design, 1);
  const session = Session.live(plan!, openRun);
  const view = { ...VIEW, coordination: plan!.coordinations[0]!.id };
  const membersAt = (until: number) => {
    while (!session.advance(until, 1_000));
    session.digestEvents(100_000);
    const { stage, coordinations } = session.frame(view);
    if (stage?.kind !== 'ensemble') throw new Error('no picture of an ensemble');
    return { members: stage.members, outcome: coordinations[0]?.outcome };
  };
  const early = membersAt(3_000_000);
  expect(early.members.every(({ lead }) => lead === undefined)).toBe(true);
  const late = membersAt(15_000_000);
  for (const { lead } of late.members) expect(lead![0]).toBeLessThanOrEqual(lead![1]);
  const { members, outcome } = membersAt(Number.MAX_SAFE_INTEGER);
  const best = members.find(
    ({ label }) => label === String(outcome!['bestMember']).replace('/', ' '),
  );
  expect(best?.lead).toEqual(outcome!['leadInterval']);
});
