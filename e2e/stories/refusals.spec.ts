/**
 * Given an open design, when its owner opens a file that is broken, foreign, hostile or from the future, then
 * a sentence says what is wrong with it, nothing else happens, and the open design stays as it is.
 */

import { binaryFile, recording, scenario, textFile } from '../fixtures/files.ts';
import { expect, test } from '../fixtures/test.ts';

const VOTE = scenario('simple-vote');
const RUN = recording('byzantine-silent-primary');

/** The recording with other bytes from a place on. */
function altered(at: number, ...bytes: readonly number[]): Buffer {
  const copy = Buffer.from(RUN);
  copy.set(bytes, at);
  return copy;
}

const REFUSED = [
  {
    what: 'a truncated recording',
    file: binaryFile('cut.concord', RUN.subarray(0, RUN.length / 2)),
    says: /The recording is damaged: .+\./,
  },
  {
    what: 'a recording with one flipped bit',
    file: binaryFile('flipped.concord', altered(RUN.length >> 1, (RUN[RUN.length >> 1] ?? 0) ^ 4)),
    says: /The recording is damaged: .+\./,
  },
  {
    what: 'a recording of a later version',
    file: binaryFile('later.concord', altered(8, 99, 0)),
    says: /The recording has version 99; .+newer/,
  },
  {
    what: 'a picture',
    file: binaryFile('cat.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
    says: /This is not a Concord recording/,
  },
  {
    what: 'an empty file',
    file: binaryFile('nothing.concord', Buffer.alloc(0)),
    says: /This is not a Concord recording/,
  },
  {
    what: 'text that is no JSON',
    file: textFile('prose.json', '{ once upon a time'),
    says: /not valid JSON/,
  },
  {
    what: 'JSON that is no design',
    file: textFile('package.json', { name: 'something-else', version: '1.0.0' }),
    says: /This is not a Concord design/,
  },
  {
    what: 'ten megabytes of nesting',
    file: textFile('deep.json', `{"format":"concord.design","nodes":${'['.repeat(9_999_900)}`),
    says: /nested more than \d+ deep/,
  },
  {
    what: 'a text that is too long',
    file: textFile('long.json', `{"format":"concord.design","name":"${'a'.repeat(10_100_000)}"}`),
    says: /characters; at most \d+ are read/,
  },
  {
    what: 'a key that reaches for the prototype',
    file: textFile(
      'proto.json',
      JSON.stringify(VOTE).replace('"seed"', '"__proto__":{"a":1},"seed"'),
    ),
    says: /The key __proto__ is not allowed/,
  },
  {
    what: 'a design of a later version',
    file: textFile('later.json', { ...VOTE, version: 99 }),
    says: /The design has version 99; .+newer/,
  },
  {
    what: 'a design with an impossible field',
    file: textFile('invalid.json', { ...VOTE, pace: 'fast' }),
    says: /The design is not valid: pace .+\./,
  },
] as const;

test('each is refused with a sentence, and the open design and its run stay', async ({
  studio,
  page,
}) => {
  test.slow();
  await studio.open();
  await studio.load(scenario('english-auction'));
  await studio.runToEnd();
  const design = await studio.design();
  const digest = await studio.digest();
  for (const { what, file, says } of REFUSED) {
    await test.step(what, async () => {
      await studio.openFile(file);
      const notice = studio.notice(`${file.name} could not be opened`);
      await expect(notice).toContainText(says);
      await expect(notice).toHaveRole('alert');
      expect(await studio.design()).toEqual(design);
      expect(await studio.digest()).toBe(digest);
      await expect(studio.canvas.node('Auction')).toBeVisible();
      expect(await page.evaluate(() => 'a' in {})).toBe(false);
      await notice.getByRole('button', { name: 'Dismiss' }).click();
    });
  }
  // The studio works on: the design that stayed runs.
  await studio.runToEnd();
  expect((await studio.outcome()).coordinations[0]).toMatchObject({ status: 'completed' });
});
