import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hmac, hmacKey, hmacOfDigest, scheduleOfDigest } from './hmac.ts';
import { bytesOfWords, sha256Hex, sha256Words } from './sha256.ts';

const repeated = (hex: string, count: number): string => hex.repeat(count);

describe('sha256Words', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('FIPS 180 example "%s"', (text, digest) => {
    expect(bytesToHex(bytesOfWords(sha256Words(utf8ToBytes(text))))).toBe(digest);
  });

  test('agrees with an independent implementation at every length around the block boundaries', () => {
    for (let length = 0; length <= 200; length++) {
      const message = Uint8Array.from({ length }, (_, i) => (i * 151 + length) & 255);
      expect(bytesToHex(bytesOfWords(sha256Words(message)))).toBe(bytesToHex(nobleSha256(message)));
    }
  });
});

describe('sha256Hex', () => {
  test('agrees with an independent implementation for ASCII around the block boundaries, and for other texts', () => {
    for (let length = 0; length <= 200; length++) {
      const text = Array.from({ length }, (_, i) =>
        String.fromCharCode((i * 91 + length) & 127),
      ).join('');
      for (const one of [text, `${text}é`, `😀${text}`]) {
        expect(sha256Hex(one)).toBe(bytesToHex(nobleSha256(utf8ToBytes(one))));
      }
    }
  });
});

describe('hmac', () => {
  // RFC 4231, sections 4.2 to 4.8: key, data, tag (the fifth is cut to 128 bits).
  test.each([
    [
      repeated('0b', 20),
      '4869205468657265',
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      '4a656665',
      '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      repeated('aa', 20),
      repeated('dd', 50),
      '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
    ],
    [
      '0102030405060708090a0b0c0d0e0f10111213141516171819',
      repeated('cd', 50),
      '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    ],
    [
      repeated('0c', 20),
      '546573742057697468205472756e636174696f6e',
      'a3b6167473100ee06e0c796c2955552b',
    ],
    [
      repeated('aa', 131),
      bytesToHex(utf8ToBytes('Test Using Larger Than Block-Size Key - Hash Key First')),
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
    [
      repeated('aa', 131),
      bytesToHex(
        utf8ToBytes(
          'This is a test using a larger than block-size key and a larger than block-size data. ' +
            'The key needs to be hashed before being used by the HMAC algorithm.',
        ),
      ),
      '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    ],
  ])('RFC 4231 vector with key %s', (key, data, tag) => {
    const full = bytesToHex(bytesOfWords(hmac(hmacKey(hexToBytes(key)), hexToBytes(data))));
    expect(full.slice(0, tag.length)).toBe(tag);
  });

  test('agrees with an independent implementation for any key and message', () => {
    const bytes = fc.uint8Array({ maxLength: 150 });
    fc.assert(
      fc.property(bytes, bytes, (key, message) => {
        const ours = bytesToHex(bytesOfWords(hmac(hmacKey(key), message)));
        expect(ours).toBe(bytesToHex(nobleHmac(nobleSha256, key, message)));
      }),
    );
  });

  test('the short way for digests is the same tag, and one schedule serves many keys', () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes, bytes, fc.uint8Array(), (first, second, body) => {
        const digest = sha256Words(body);
        const schedule = scheduleOfDigest(digest, new Int32Array(64));
        for (const key of [first, second, first]) {
          const expected = nobleHmac(nobleSha256, key, nobleSha256(body));
          const tag = hmacOfDigest(hmacKey(key), schedule, new Int32Array(8));
          expect(bytesToHex(bytesOfWords(tag))).toBe(bytesToHex(expected));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a cut tag is the beginning of the whole', () => {
    const words = sha256Words(utf8ToBytes('abc'));
    expect(bytesOfWords(words, 4)).toEqual(bytesOfWords(words).slice(0, 16));
  });
});
