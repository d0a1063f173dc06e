import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // Limits are for a busy machine with two processors: no test asserts a time.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          // Real servers and engines: slow to start, and one at a time on a small machine.
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
