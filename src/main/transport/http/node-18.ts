import diagnostics from 'node:diagnostics_channel';

/**
 * Electron 25, which development falls back to, runs Node 18 (docs/decisions/0002-electron-runtime.md). Fastify wants one
 * thing of Node 20 when it is loaded: a channel for tracing, which nobody listens to here. Import this before fastify.
 */
const channel = { hasSubscribers: false, subscribe() {}, unsubscribe() {} };
const fallback = () => ({
  ...channel,
  start: channel,
  end: channel,
  asyncStart: channel,
  asyncEnd: channel,
  error: channel,
});

(diagnostics as { tracingChannel?: unknown }).tracingChannel ??= fallback;
