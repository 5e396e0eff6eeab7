/**
 * What it is: a protocol whose steps a test writes out, for rules that need an exact example.
 * All participants are *players*; their state is the list of inputs that they have seen, as words.
 */

import { z } from 'zod';
import type { AnyProtocol, Context, Message, Outbox, Property } from '../../contract/protocol.ts';
import type { Input, Mutator } from '../../contract/protocol.ts';
import { reputationUpdated } from '../../events/registryEvents.ts';
import { defineEvent } from '../../events/shape.ts';
import { openSimulation } from '../simulation.ts';
import type { RunOptions, Simulation } from '../simulation.ts';
import { aPlan, TEST_AGENTS } from './aPlan.testing.ts';
import type { PingPlan } from './aPlan.testing.ts';

export const noted = defineEvent('script.noted', { word: 'text' }, 'notes {word}');

export interface Word extends Message {
  readonly kind: 'word';
  readonly word: string;
}

export interface ScriptState {
  readonly inputs: string[];
}

export type ScriptStep = (
  input: Input<Word>,
  context: Context<unknown>,
  outbox: Outbox<Word>,
  state: ScriptState,
) => void;

export interface Script {
  readonly step: ScriptStep;
  readonly mutators?: Readonly<Record<string, Mutator<Word, unknown>>>;
  readonly properties?: readonly Property<unknown>[];
  /** How far players are from each other, each in a region of its own. */
  readonly distance?: (from: number, to: number) => number;
}

/** A word to send. */
export function word(text: string): Word {
  return { kind: 'word', word: text };
}

/** An input as a word, such as "delivered hello from 2". */
function sayInput(input: Input<Word>): string {
  switch (input.kind) {
    case 'delivered':
      return `delivered ${input.message.word} from ${input.from}`;
    case 'expired':
      return `expired ${input.timer}`;
    case 'answered':
      return `answered ${input.answer.kind === 'vote' ? input.answer.rationale : ''}`;
    case 'restarted':
      return `restarted ${JSON.stringify(input.persisted)}`;
    case 'started':
      return 'started';
  }
}

function protocolOf(script: Script): AnyProtocol {
  return {
    card: {
      id: 'simple_consensus',
      title: 'Script',
      summary: 'Does what a test says.',
      paper: { authors: 'none', title: 'none', venue: 'none', year: 2000 },
      version: 1,
      participants: { least: 1, most: 1_000 },
      agentKinds: ['voter'],
      roles: [{ id: 'player', title: 'Player', isParticipant: true }],
      parameters: z.object({}),
      assumptions: { time: 'none', faults: 'none' },
      messages: [{ kind: 'word', title: 'Word', phase: 'word', hue: 0 }],
      behaviours: [],
      events: [noted, reputationUpdated],
      ignoreReasons: {},
      errors: {},
      decisions: [],
      charts: [],
      stage: 'votes',
      inputs: [],
    },
    conduct: {
      cast: (_parameters, count) =>
        Array.from({ length: count }, (_, i) => ({
          role: 'player',
          participant: i,
          name: `player${i}`,
          ...(script.distance && { region: i }),
        })),
      ...(script.distance && {
        regionLatency: (_parameters: unknown, from: number, to: number) =>
          script.distance?.(from, to) ?? 0,
      }),
      start: (): ScriptState => ({ inputs: [] }),
      step(state, input, context, outbox) {
        const own = state as ScriptState;
        const seen = input as Input<Word>;
        own.inputs.push(`${context.now} ${sayInput(seen)}`);
        script.step(seen, context, outbox, own);
      },
      detail: (message) => (message as Word).word,
      bytes: (message) => (message as Word).word.length,
      appearance: (state) => ({ inputs: (state as ScriptState).inputs.join('; ') }),
      mutators: (script.mutators ?? {}) as unknown as AnyProtocol['conduct']['mutators'],
    },
    properties: script.properties ?? [],
  };
}

/** Opens a run of a script; latency is 1 ms unless the wishes say otherwise. */
function openScript(
  script: Script,
  wishes: PingPlan = {},
  options: RunOptions = { recording: 'on' },
): Simulation {
  const latency = { distribution: 'constant' as const, micros: 1_000 };
  const plan = aPlan({ ...wishes, network: { latency, ...wishes.network } });
  const protocols = new Map([['simple_consensus', protocolOf(script)]] as const);
  return openSimulation(plan, protocols, TEST_AGENTS, options);
}

/** Runs a script to its end. */
export function runScript(script: Script, wishes: PingPlan = {}, options?: RunOptions): Simulation {
  const run = openScript(script, wishes, options);
  run.advance(Infinity, Infinity);
  return run;
}

/** What an actor has seen, one line for each input. */
export function inputsOf(run: Simulation, actor: number): readonly string[] {
  const inputs = String(run.appearance(actor)['inputs']);
  return inputs === '' ? [] : inputs.split('; ');
}
