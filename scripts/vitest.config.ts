import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** CI asks for a report a program can read. */
const { VITEST_JSON } = process.env;

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.test.ts'],
    env: { TZ: 'UTC' },
    testTimeout: 60_000,
    ...(VITEST_JSON ? { reporters: ['default', 'json'], outputFile: { json: VITEST_JSON } } : {}),
  },
});
