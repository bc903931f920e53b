import { defineConfig } from 'vitest/config';

/** Real browser, real server, real model: slow, so in a run of its own. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
