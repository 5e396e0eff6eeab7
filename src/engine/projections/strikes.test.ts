import { expect, test } from 'vitest';
import { EventLog } from '../events/eventLog.ts';
import {
  agentCorrupted,
  agentCrashed,
  agentHealed,
  agentRestarted,
  agentSlowed,
  clockCorrected,
  clockSkewed,
  LATER_EVENTS,
  KERNEL_EVENTS,
  linkDisturbed,
  linkRestored,
  networkHealed,
  networkPartitioned,
  propertyViolated,
} from '../events/kernelEvents.ts';
import type { EventShape, FieldTypes, FieldValues } from '../events/shape.ts';
import type { ActorEntry } from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';
import { agentsProjection, conditionBytes, conditionWord } from './agents.ts';
import { AGENT_ACCUSED, AGENT_DISTURBED, AGENT_SKEWED } from './frame.ts';
import type { Strike } from './frame.ts';
import { StrikeIndex } from './strikes.ts';

/** A log of a few events, each a millisecond after the one before. */
class Story {
  readonly log = new EventLog([...KERNEL_EVENTS, ...LATER_EVENTS]);
  private at = 0;

  tell<Fields extends FieldTypes>(
    shape: EventShape<Fields>,
    actor: number,
    values: FieldValues<Fields>,
  ): this {
    this.log.record(shape, (this.at += 1_000), actor, -1, values);
    return this;
  }

  strikes(): readonly unknown[] {
    return this.all().map(({ fault, kind, at, until }) => [fault, kind, at, until]);
  }

  all(): readonly Strike[] {
    const index = new StrikeIndex();
    for (let seq = 0; seq < this.log.length; seq++) {
      if (index.wants(this.log.shapes[this.log.kind(seq)]!.kind)) index.feed(this.log, seq);
    }
    return index.all();
  }
}

test('a fault names all whom it struck, and one of the network nobody', () => {
  const story = new Story()
    .tell(agentCrashed, 2, { fault: 'c' })
    .tell(agentCrashed, 0, { fault: 'c' })
    .tell(networkPartitioned, -1, { groups: '[["a/0"]]', fault: 'p' });
  expect(story.all().map(({ actors }) => actors)).toEqual([[2, 0], []]);
});

test('a fault holds until it has ended for all whom it struck', () => {
  const story = new Story()
    .tell(agentCrashed, 0, { fault: 'a' })
    .tell(agentCrashed, 1, { fault: 'a' })
    .tell(agentRestarted, 0, { fault: 'a' })
    .tell(agentRestarted, 1, { fault: '' })
    .tell(agentSlowed, 2, { fault: 'b', delay: 5 })
    .tell(agentCorrupted, 2, { behaviour: 'silent', fault: 'c' })
    .tell(agentHealed, 2, { fault: 'b' })
    .tell(agentCorrupted, 2, { behaviour: 'silent', fault: 'c' })
    .tell(clockSkewed, 0, { fault: 'd', rate: 5, offset: 0 })
    .tell(clockCorrected, 0, { fault: 'd' });
  expect(story.strikes()).toEqual([
    ['a', 'crash', 1_000, 4_000],
    ['b', 'slow', 5_000, 7_000],
    ['c', 'behaviour', 6_000, undefined],
    ['d', 'clock', 9_000, 10_000],
  ]);
});

test('splits end when they are told again, by another split of a person, or with the network healed', () => {
  const split = { groups: '[]' };
  const story = new Story()
    .tell(networkPartitioned, -1, { ...split, fault: 'p' })
    .tell(networkPartitioned, -1, { ...split, fault: 'q' })
    .tell(networkPartitioned, -1, { ...split, fault: 'p' })
    .tell(networkPartitioned, -1, { ...split, fault: 'intervention/0' })
    .tell(networkHealed, -1, { fault: '' })
    .tell(linkDisturbed, -1, { fault: 'l', trouble: 'loss', links: 'a ⇄ everybody', amount: 5 })
    .tell(linkRestored, -1, { fault: 'l', trouble: 'loss' });
  expect(story.strikes()).toEqual([
    ['p', 'partition', 1_000, 3_000],
    ['q', 'partition', 2_000, 4_000],
    ['intervention/0', 'partition', 4_000, 5_000],
    ['l', 'loss', 6_000, 7_000],
  ]);
});

test('agents show troubled links and wrong clocks, and whom a violation names', () => {
  const actors = ['r/0', 'r/1', 'r/10', 'r/2'].map(
    (agentId, actor) => ({ actor, agentId, coordination: 0 }) as ActorEntry,
  );
  const { log } = new Story()
    .tell(linkDisturbed, -1, { fault: 'l', trouble: 'cut', links: 'r/0 → r/10', amount: 0 })
    .tell(clockSkewed, 1, { fault: 'd', rate: 5, offset: 0 })
    .tell(propertyViolated, 3, {
      property: 'agreement',
      explanation: 'At sequence 1 r/10 executed x, but r/2 y.',
      coordination: 0,
    });
  const projection = agentsProjection();
  const state = projection.create({ plan: { coordinations: [] } as unknown as Plan, actors });
  for (let seq = 0; seq < log.length; seq++) projection.apply(state, log, seq);
  expect([...conditionBytes(state)]).toEqual([
    AGENT_DISTURBED,
    AGENT_SKEWED,
    AGENT_DISTURBED | AGENT_ACCUSED,
    AGENT_ACCUSED,
  ]);
  expect(conditionWord(state, 1)).toBe('clock wrong');
});
