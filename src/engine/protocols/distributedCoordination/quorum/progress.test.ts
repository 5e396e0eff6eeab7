import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { majority } from '../../../base/quorum.ts';
import { agreedIndex, voteStanding } from './progress.ts';

/** Directive, its voters and values, and the last line of the answer. */
interface Case {
  readonly line: string;
  readonly voters: readonly number[];
  readonly values: readonly string[];
  readonly answer: string;
}

/** The cases of etcd's data-driven tests: a directive, a ruler, an answer up to an empty line. */
function casesOf(name: string, directive: string): readonly Case[] {
  const url = new URL(`./fixtures/${name}`, import.meta.url);
  const blocks = readFileSync(url, 'utf8').split(/\n(?=(?:committed|vote)\b)/);
  return blocks
    .filter((block) => block.startsWith(directive))
    .map((block) => {
      const [line = '', ...rest] = block.split('\n').filter((one) => !one.startsWith('#'));
      const answer = rest.slice(rest.indexOf('----') + 1).filter((one) => one.trim() !== '');
      const list = (field: string): string[] =>
        new RegExp(`${field}=\\(([^)]*)\\)`)
          .exec(line)?.[1]
          ?.split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '') ?? [];
      const voters = list('cfg').map(Number);
      const values = list(directive === 'vote' ? 'votes' : 'idx');
      return { line, voters, values, answer: answer.at(-1)?.trim() ?? '' };
    });
}

test("RAFT-4 what is committed agrees with every majority case of etcd's Raft", () => {
  const cases = casesOf('majority_commit.txt', 'committed');
  expect(cases.length).toBe(16);
  for (const { line, voters, values, answer } of cases) {
    const distinct = new Set(voters);
    const indices = [...distinct].map((_, i) => (values[i] === '_' ? 0 : Number(values[i])));
    const agreed = agreedIndex(indices, majority(distinct.size));
    expect(`${line}: ${agreed}`).toBe(`${line}: ${answer.endsWith('∞') ? Infinity : answer}`);
  }
});

test("RAFT-4 votes are won and lost as in every majority case of etcd's Raft", () => {
  const cases = casesOf('majority_vote.txt', 'vote');
  expect(cases.length).toBe(22);
  const words = { won: 'VoteWon', lost: 'VoteLost', pending: 'VotePending' } as const;
  for (const { line, voters, values, answer } of cases) {
    const answers = voters.map((_, i) =>
      values[i] === undefined || values[i] === '_' ? undefined : values[i] === 'y',
    );
    const standing = voteStanding(answers, majority(voters.length));
    expect(`${line}: ${words[standing]}`).toBe(`${line}: ${answer}`);
  }
});
