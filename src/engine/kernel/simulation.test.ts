import { describe, expect, test } from 'vitest';
import { readRecord } from '../events/say.ts';
import type { EventRecord } from '../events/eventReader.ts';
import { runPing } from './testing/aPlan.testing.ts';
import type { Simulation } from './simulation.ts';

function eventsOf(run: Simulation, kind?: string): EventRecord[] {
  const records = Array.from({ length: run.events.length }, (_, seq) =>
    readRecord(run.events, seq),
  );
  return kind === undefined ? records : records.filter((one) => one.kind === kind);
}

describe('Simulation', () => {
  test('runs', () => {
    const run = runPing();
    expect(run.status).toEqual({ phase: 'finished', reason: 'settled' });
    expect(eventsOf(run, 'message.sent')).toHaveLength(40);
  });
});
