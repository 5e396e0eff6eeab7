/**
 * What it is: text to UTF-8, because the engine has no TextEncoder.
 * Source: RFC 3629. A surrogate without its partner becomes U+FFFD, as TextEncoder does it.
 */

const REPLACEMENT = 0xfffd;

/** How many bytes `text` takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Two bytes for both units of a pair together make the four that a pair takes.
    if (unit >= 0x80) length += unit < 0x800 || isPairAt(text, i) || isPairAt(text, i - 1) ? 1 : 2;
  }
  return length;
}

/** The bytes of `text` in UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i);
    if (point < 0x80) {
      bytes[at++] = point;
      continue;
    }
    if (point >= 0xd800 && point < 0xe000) {
      if (isPairAt(text, i)) point = text.codePointAt(i++) ?? REPLACEMENT;
      else point = REPLACEMENT;
    }
    if (point < 0x800) {
      bytes[at++] = 0xc0 | (point >> 6);
    } else {
      if (point < 0x10000) {
        bytes[at++] = 0xe0 | (point >> 12);
      } else {
        bytes[at++] = 0xf0 | (point >> 18);
        bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
      }
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
    }
    bytes[at++] = 0x80 | (point & 0x3f);
  }
  return bytes;
}

/** Whether the units at `i` and after it are a surrogate pair. */
function isPairAt(text: string, i: number): boolean {
  return (text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
}
