import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../base/canonical.ts';
import { AUTHENTICATION_SCHEMES } from '../../contract/credentials.ts';
import type { Seat } from '../../contract/protocol.ts';
import { issueCredentials } from './issueCredentials.ts';

/** One agent in two seats, as hierarchies have it; actors do not begin at zero. */
const SEATS = ['alice', 'alice', 'bob'].map((agentId, number): Seat => ({
  actor: 5 + number,
  role: 'member',
  number,
  agent: 0,
  agentId,
  reputationMilli: 500,
}));
const BODY = { kind: 'vote' };

describe('issueCredentials', () => {
  test.each(AUTHENTICATION_SCHEMES)('gives each seat its own keys in the scheme %s', (scheme) => {
    const planned = { id: 'one', parameters: { authentication: scheme } };
    const [first, second, third] = issueCredentials(1, planned, SEATS);
    expect([first, second, third].map((each) => each?.scheme)).toEqual([scheme, scheme, scheme]);
    const seal = first!.seal(BODY, [6, 7]);
    expect([second!.check(BODY, 5, seal), third!.check(BODY, 5, seal)]).toEqual([true, true]);
    expect(third!.check(BODY, 6, { ...seal, by: 6 })).toBe(false);
  });

  test('coordinations of one run have different keys', () => {
    const sealIn = (id: string): string => {
      const planned = { id, parameters: { authentication: 'hmac' } };
      return canonicalText(issueCredentials(1, planned, SEATS)[0]!.seal(BODY, [6]));
    };
    expect(sealIn('one')).toBe(sealIn('one'));
    expect(sealIn('two')).not.toBe(sealIn('one'));
  });

  test('without a scheme the seals are modelled', () => {
    const [only] = issueCredentials(1, { id: 'one', parameters: {} }, SEATS);
    expect(only?.scheme).toBe('modelled');
  });
});
