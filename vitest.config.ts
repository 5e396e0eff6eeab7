import { defineConfig } from 'vitest/config';

/** Unit tests need no browser: the interface is tested through its stores and commands. */
export default defineConfig({
  test: {
    // Generous, because a loaded machine is slow and no test here is about time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    environment: 'node',
    globals: false,
    allowOnly: false,
    pool: 'threads',
    maxWorkers: 2,
    // Files of a worker share what they import: reading it anew for each took a third of the suite's time. So a
    // test leaves no state behind in a store of the page or in a module.
    isolate: false,
  },
});
