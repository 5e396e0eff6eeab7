/** What it is: the simulation worker: the host behind Comlink, frames transferred. */

import * as Comlink from 'comlink';
import type { StudioHost } from './api.ts';
import { createStudioHost } from './host.ts';
import { connectTraining, handsFor } from './training/connectTraining.ts';
import { TrainingPool } from './training/trainingPool.ts';
import { buffersOf } from './transfer.ts';

const hands = handsFor(navigator.hardwareConcurrency);
const clock = (): number => performance.now();
const pool = new TrainingPool({ hands, spawn: connectTraining, clock });
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const host = createStudioHost(clock, pool, pause);

/** Answers whose arrays are given away. */
const transferred = async <Value>(answer: Promise<Value>): Promise<Value> => {
  const value = await answer;
  return Comlink.transfer(value as Value & object, buffersOf(value));
};

const exposed: StudioHost = {
  open: (design, seed) => host.open(design, seed),
  openRecording: (bytes) => host.openRecording(bytes),
  advance: (until, budgetMillis, view) => transferred(host.advance(until, budgetMillis, view)),
  step: (by, view) => transferred(host.step(by, view)),
  seek: (target, view) => transferred(host.seek(target, view)),
  show: (view) => transferred(host.show(view)),
  intervene: (action, view) => transferred(host.intervene(action, view)),
  revise: (design, keepsDeeds, view) => transferred(host.revise(design, keepsDeeds, view)),
  readEvents: (from, count) => transferred(host.readEvents(from, count)),
  save: () => transferred(host.save()),
  verify: () => host.verify(),
  summary: () => host.summary(),
  close: () => host.close(),
};

Comlink.expose(exposed);
