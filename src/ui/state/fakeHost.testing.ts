/** Test helper: a host whose run is a clock with an event each 1,000 µs, answering when the test says so. */

import { failure, success } from '../../engine/base/result.ts';
import type { Failure, Result } from '../../engine/base/result.ts';
import type { Design } from '../../engine/document/design.ts';
import type { RunSummary } from '../../engine/kernel/run.ts';
import type { Frame, ViewRequest } from '../../engine/projections/frame.ts';
import type { RevisedRun, RunBrief, SeekTarget, StudioHost } from '../../workers/api.ts';
import type { StudioConnection } from '../../workers/client/connect.ts';
import type { PlaybackClock } from './playback.ts';
import { aDesign } from './designs.testing.ts';

/** The fake run's end in µs. */
export const END = 100_000;
const EVERY = 1_000;

export const A_SUMMARY: RunSummary = {
  digest: 'd1g3st',
  events: END / EVERY,
  messages: 3,
  bytes: 30,
  virtualMicros: END,
  coordinations: [],
  invariants: [],
};

export function aBrief(design: Design = aDesign(), isRecording = false): RunBrief {
  const agents = ['replicas/0', 'replicas/1', 'others/0'].map((id, index) => ({
    index,
    id,
    pool: id.split('/')[0]!,
    name: id,
    kind: 'voter' as const,
    parameters: {},
    reputationMilli: 500,
  }));
  const actors = [...agents.map((agent) => agent.id), 'agreement/client'].map((agentId, actor) => ({
    actor,
    role: 'replica',
    number: actor,
    agent: actor < agents.length ? actor : undefined,
    agentId,
    reputationMilli: 500,
    coordination: 0,
  }));
  return {
    design,
    plan: {
      name: design.name,
      seed: 1,
      agents,
      coordinations: [],
      faults: [],
      limits: { virtualMicrosMax: 1, eventsMax: 1 },
      expectations: [],
      currency: { symbol: '', minorPerMajor: 100 },
    },
    actors,
    isRecording,
    diagnostics: [],
    watched: [],
    end: undefined,
  };
}

export function aFrame(at: number, simulated: number, epoch = 1): Frame {
  const isOver = simulated >= END;
  return {
    epoch,
    cursor: { at, seq: Math.floor(at / EVERY) },
    end: { at: simulated, seq: Math.floor(simulated / EVERY) },
    status: isOver ? { phase: 'finished', reason: 'settled' } : { phase: 'running' },
    isRecording: false,
    agents: Uint8Array.of(0, 0, 0, 0),
    traffic: new Uint32Array(4),
    coordinations: [],
    histogram: undefined,
    marks: [],
    strikes: [],
    charts: [],
    stage: undefined,
    log: undefined,
    inspection: undefined,
    summary: isOver ? A_SUMMARY : undefined,
    counts: isOver ? {} : undefined,
  };
}

/** What happened at the boundary, for a test to look at. */
export class FakeHost implements StudioHost {
  readonly calls: string[] = [];
  readonly views: ViewRequest[] = [];
  inFlight = 0;
  inFlightMost = 0;
  at = 0;
  simulated = 0;
  epoch = 1;
  disposed = 0;
  refuses: Failure | undefined;
  breaks = false;
  /** How far one advance comes at most, as if its budget were used up. */
  slice = Infinity;
  onDeath: (why: string) => void = () => undefined;
  private waiting: (() => void)[] = [];
  private isHeld = false;

  connect = (onDeath: (why: string) => void): StudioConnection => {
    this.onDeath = onDeath;
    return {
      host: this,
      dispose: () => {
        this.disposed++;
        this.breaks = false;
      },
    };
  };

  /** From now on calls wait until `letGo`. */
  hold(): void {
    this.isHeld = true;
  }

  letGo(): void {
    this.isHeld = false;
    for (const go of this.waiting) go();
    this.waiting = [];
  }

  open(design: Design, seed: number): Promise<Result<RunBrief, Failure>> {
    return this.call(`open ${seed}`, () => {
      if (this.refuses !== undefined) return failure(this.refuses);
      this.at = 0;
      this.simulated = 0;
      return success(aBrief(design));
    });
  }

  openRecording(): Promise<Result<RunBrief, Failure>> {
    return this.call('openRecording', () =>
      this.refuses === undefined ? success(aBrief(aDesign(), true)) : failure(this.refuses),
    );
  }

  advance(until: number, _budget: number, view: ViewRequest): Promise<Frame> {
    return this.call(
      `advance ${Math.min(until, END)}`,
      () => this.moveTo(Math.min(until, this.at + this.slice)),
      view,
    );
  }

  step(by: string, view: ViewRequest): Promise<Frame> {
    return this.call(`step ${by}`, () => this.moveTo(this.at + EVERY), view);
  }

  seek(target: SeekTarget, view: ViewRequest): Promise<Frame> {
    return this.call(
      `seek ${target.to}${target.to === 'time' ? ` ${target.at}` : ''}`,
      () => {
        this.epoch++;
        if (target.to === 'start') return this.moveTo(0);
        if (target.to === 'end') return this.moveTo(END);
        return this.moveTo(target.to === 'time' ? target.at : target.seq * EVERY);
      },
      view,
    );
  }

  show(view: ViewRequest): Promise<Frame> {
    return this.call('show', () => aFrame(this.at, this.simulated, this.epoch), view);
  }

  intervene(action: { kind: string }, view: ViewRequest): Promise<Result<Frame, Failure>> {
    return this.call(
      `intervene ${action.kind}`,
      () => {
        if (this.refuses !== undefined) return failure(this.refuses);
        this.epoch++;
        this.simulated = this.at;
        return success(aFrame(this.at, this.simulated, this.epoch));
      },
      view,
    );
  }

  revise(
    design: Design,
    keepsDeeds: boolean,
    view: ViewRequest,
  ): Promise<Result<RevisedRun, Failure>> {
    return this.call(
      keepsDeeds ? 'keep deeds' : 'revise',
      () => {
        if (this.refuses !== undefined) return failure(this.refuses);
        this.epoch++;
        this.simulated = this.at;
        return success({
          design: structuredClone(design),
          brief: aBrief(design),
          frame: aFrame(this.at, this.simulated, this.epoch),
        });
      },
      view,
    );
  }

  readEvents(): never {
    throw new Error('not asked in these tests');
  }

  save(): Promise<Result<Uint8Array, Failure>> {
    return this.call('save', () => success(Uint8Array.of(1, 2, 3)));
  }

  verify(): never {
    throw new Error('not asked in these tests');
  }

  summary(): Promise<RunSummary | undefined> {
    return this.call('summary', () => A_SUMMARY);
  }

  close(): Promise<void> {
    return this.call('close', () => undefined);
  }

  private moveTo(at: number): Frame {
    this.at = Math.min(at, END);
    this.simulated = Math.max(this.simulated, this.at);
    return aFrame(this.at, this.simulated, this.epoch);
  }

  private async call<Value>(name: string, answer: () => Value, view?: ViewRequest): Promise<Value> {
    this.calls.push(name);
    if (view !== undefined) this.views.push(view);
    this.inFlight++;
    this.inFlightMost = Math.max(this.inFlightMost, this.inFlight);
    if (this.isHeld) await new Promise<void>((go) => this.waiting.push(go));
    else await Promise.resolve();
    this.inFlight--;
    if (this.breaks) throw new Error('out of memory');
    return answer();
  }
}

/** Time that passes when the test says so; frames are painted one by one. */
export class FakeClock implements PlaybackClock {
  private time = 0;
  private callbacks: (() => void)[] = [];

  now(): number {
    return this.time;
  }

  nextFrame(callback: () => void): void {
    this.callbacks.push(callback);
  }

  /** Paints `count` frames, `millis` apart, letting every answer come in between. */
  async paint(count = 1, millis = 16): Promise<void> {
    for (let i = 0; i < count; i++) {
      this.time += millis;
      const due = this.callbacks;
      this.callbacks = [];
      for (const callback of due) callback();
      await settle();
    }
  }
}

/** Lets everything that is already answered arrive. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}
