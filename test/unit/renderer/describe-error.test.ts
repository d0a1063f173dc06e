import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../src/renderer/errors/describe-error';
import { polish, english as t } from './texts';

describe('describeError', () => {
  it('passes on what the contract says', () => {
    const error = new ORPCError('HOST_KEY_UNKNOWN', {
      status: 502,
      defined: true,
      message: 'The host key is not known yet.',
      data: { title: 'Failed to list backups', host: 'press-line-1', fingerprint: 'SHA256:x', remedy: 'Compare it.' },
    });
    expect(describeError(error, t)).toMatchObject({
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
    const failure = describeError(new ORPCError('BUSY', { defined: true, message: 'Another operation runs.' }), t);
    expect(failure).toMatchObject({ message: 'Another operation runs.', issues: [], details: undefined });
  });

  it('knows the refusals that arise before an operation', () => {
    const raw = { status: 413, headers: {}, body: undefined };
    expect(describeError(new ORPCError('PAYLOAD_TOO_LARGE', { status: 413, data: raw }), t)).toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      message: 'The document is too large.',
      remedy: undefined,
    });
    expect(describeError(new ORPCError('UNAUTHORIZED', { status: 401 }), t).message).toBe(
      'The access token is not valid.',
    );
  });

  it.each([new TypeError('Failed to fetch'), Object.assign(new Error('closed'), { name: 'AbortError' })])(
    'says that the application does not answer: %s',
    (error) => {
      expect(describeError(error, t)).toMatchObject({ code: 'NO_ANSWER', message: 'Holdfast does not answer.' });
    },
  );

  it('says what a code means in another language, and keeps the precise sentence', () => {
    const busy = new ORPCError('BUSY', { defined: true, message: 'A restore by anna runs since 10:15.' });
    expect(describeError(busy, polish)).toMatchObject({
      message: 'Na tym pakiecie trwa inna operacja.',
      original: 'A restore by anna runs since 10:15.',
    });
    const newer = new ORPCError('A_CODE_OF_TOMORROW', { defined: true, message: 'Something new.' });
    expect(describeError(newer, polish).message).toBe('Something new.');
    expect(describeError(newer, polish).original).toBeUndefined();
  });

  it.each([new Error('secret inner words'), 'text', undefined])('keeps inner words to itself: %s', (error) => {
    expect(describeError(error, t)).toEqual({
      code: 'INTERNAL',
      message: 'Something unexpected went wrong.',
      issues: [],
    });
  });
});
