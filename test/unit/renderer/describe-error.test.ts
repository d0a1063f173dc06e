import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../src/renderer/errors/describe-error';

describe('describeError', () => {
  it('passes on what the contract says', () => {
    const error = new ORPCError('HOST_KEY_UNKNOWN', {
      status: 502,
      defined: true,
      message: 'The host key is not known yet.',
      data: { title: 'Failed to list backups', host: 'press-line-1', fingerprint: 'SHA256:x', remedy: 'Compare it.' },
    });
    expect(describeError(error)).toMatchObject({
      code: 'HOST_KEY_UNKNOWN',
      title: 'Failed to list backups',
      message: 'The host key is not known yet.',
      remedy: 'Compare it.',
      host: 'press-line-1',
      fingerprint: 'SHA256:x',
      issues: [],
    });
  });

  it('has no issues and no details where there is no data', () => {
    const failure = describeError(new ORPCError('BUSY', { defined: true, message: 'Another operation runs.' }));
    expect(failure).toMatchObject({ message: 'Another operation runs.', issues: [], details: undefined });
  });

  it('knows the refusals that arise before an operation', () => {
    const raw = { status: 413, headers: {}, body: undefined };
    expect(describeError(new ORPCError('PAYLOAD_TOO_LARGE', { status: 413, data: raw }))).toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      message: 'The document is too large.',
      remedy: undefined,
    });
    expect(describeError(new ORPCError('UNAUTHORIZED', { status: 401 })).message).toBe(
      'The access token is not valid.',
    );
  });

  it.each([new TypeError('Failed to fetch'), Object.assign(new Error('closed'), { name: 'AbortError' })])(
    'says that the application does not answer: %s',
    (error) => {
      expect(describeError(error)).toMatchObject({ code: 'NO_ANSWER', message: 'Holdfast does not answer.' });
    },
  );

  it.each([new Error('secret inner words'), 'text', undefined])('keeps inner words to itself: %s', (error) => {
    expect(describeError(error)).toEqual({ code: 'INTERNAL', message: 'Something unexpected went wrong.', issues: [] });
  });
});
