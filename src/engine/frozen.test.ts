/**
 * Recordings of every released version of the file, which are never changed and must be readable for ever.
 * Whether this engine would still make the same run is another question, which no promise is made about.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Session } from './session/session.ts';
import { RECORDING_VERSION } from './recording/recording.ts';
import { openRecording, openRun } from './simulation.ts';

const FOLDER = new URL('../../e2e/recordings/', import.meta.url);

/** What each file is known to hold. */
const FROZEN = [
  {
    version: 1,
    events: 3_094,
    digest: '94d13ac59a82ba876a3a0cd431904005c0cd99205fd2ab667b8318a9e3514e06',
    interventions: 7,
    decisions: ['executed 8 requests as 253f9bf1796c', 'sold', 'accuracy 0.922', 'agree'],
  },
];

test('every version of the file has a frozen recording', () => {
  expect(FROZEN.map(({ version }) => version)).toEqual(
    Array.from({ length: RECORDING_VERSION }, (_, place) => place + 1),
  );
});

test.each(FROZEN)('the recording of version $version plays as it did', (frozen) => {
  const bytes = readFileSync(new URL(`v${frozen.version}.concord`, FOLDER));
  const opened = openRecording(bytes);
  if (!opened.ok) throw new Error(opened.problem.message);
  const recording = opened.value;
  expect(recording.events.length).toBe(frozen.events);
  expect(recording.digest).toBe(frozen.digest);
  expect(recording.interventions).toHaveLength(frozen.interventions);
  expect(recording.summary.coordinations.map(({ outcome }) => outcome['decision'])).toEqual(
    frozen.decisions,
  );

  const session = Session.recorded(recording, openRun);
  session.placeAtEvent(recording.events.length);
  const frame = session.frame({
    charts: [],
    coordination: recording.plan.coordinations[0]?.id,
    stage: true,
    window: undefined,
    stageRows: 100,
    log: { rows: 20, until: undefined, filter: { kinds: [], agent: '', text: '' } },
    inspect: undefined,
    histogram: 20,
  });
  expect(frame.coordinations.map(({ decision }) => decision)).toEqual(frozen.decisions);
  expect(frame.log?.rows).toHaveLength(20);
});
