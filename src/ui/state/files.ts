/** What it is: files to and from the person's disk. */

const LINK_LIFE_MILLIS = 10_000;

/** Offers a file for download. */
export function downloadFile(name: string, content: string | Uint8Array, type: string): void {
  // A copy: what comes from the worker may be a view on a larger buffer.
  const part = typeof content === 'string' ? content : new Uint8Array(content);
  const url = URL.createObjectURL(new Blob([part], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; the address would keep the bytes alive.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, LINK_LIFE_MILLIS);
}

/** Lets the person choose a file; undefined when they change their mind. */
export function pickFile(accept: string): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => {
      resolve(input.files?.[0]);
    });
    input.addEventListener('cancel', () => {
      resolve(undefined);
    });
    input.click();
  });
}

/** A file name made of a title: `Calm agreement` → `calm-agreement`. */
export function fileStem(title: string): string {
  const stem = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return stem === '' ? 'design' : stem.slice(0, 60);
}
