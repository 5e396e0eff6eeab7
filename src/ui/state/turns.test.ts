import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

/** Turns whose paints come when the test says so. */
function atHand() {
  const due: (() => void)[] = [];
  const turns = new Turns((callback) => due.push(callback));
  return { turns, paint: () => due.splice(0).forEach((callback) => callback()) };
}

test('one turn is taken for each paint, in the order in which they were asked for', () => {
  const { turns, paint } = atHand();
  const taken: string[] = [];
  const [one, other] = [{}, {}];
  turns.ask(one, () => taken.push('one'));
  turns.ask(other, () => taken.push('other'));
  expect(taken).toEqual([]);
  paint();
  expect(taken).toEqual(['one']);
  turns.done(one);
  paint();
  expect(taken).toEqual(['one', 'other']);
  turns.done(other);
  expect(turns.areTaken).toBe(true);
});

test('who asks again keeps the place, and only the latest is taken', () => {
  const { turns, paint } = atHand();
  const taken: string[] = [];
  const [one, other] = [{}, {}];
  turns.ask(one, () => taken.push('old'));
  turns.ask(other, () => taken.push('other'));
  turns.ask(one, () => taken.push('new'));
  paint();
  turns.done(one);
  paint();
  expect(taken).toEqual(['new', 'other']);
});

test('no turn begins before the one before is on screen, or was given up', () => {
  const { turns, paint } = atHand();
  const taken: string[] = [];
  const [one, other, third] = [{}, {}, {}];
  turns.ask(one, () => taken.push('one'));
  turns.ask(other, () => taken.push('other'));
  turns.ask(third, () => taken.push('third'));
  paint();
  paint();
  expect(taken).toEqual(['one']);
  turns.done(other);
  paint();
  expect(taken).toEqual(['one']);
  turns.leave(other);
  turns.leave(one);
  paint();
  expect(taken).toEqual(['one', 'third']);
  expect(turns.areTaken).toBe(false);
});
