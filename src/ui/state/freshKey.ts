/** What it is: keys for what is stored: unique in this browser, whether or not the page is a secure one. */

let count = 0;

/** A key that begins with `prefix`. */
export function freshKey(prefix: string): string {
  count++;
  const luck = Math.floor(Math.random() * 36 ** 6).toString(36);
  return `${prefix}-${Date.now().toString(36)}-${count.toString(36)}${luck}`;
}
