import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseOptions } from '../../../src/main/options';
import { type HttpServer, startHttpServer } from '../../../src/main/transport/http/server';
import { FakeHost } from '../../support/fake-host';
import { twoHosts } from '../../support/inventory';
import { testApplication } from '../../support/test-application';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-tls-'));
const certFile = join(folder, 'cert.pem');
const keyFile = join(folder, 'key.pem');
const { application, remove } = testApplication(new FakeHost(() => ({})), twoHosts());
let server: HttpServer;

beforeAll(async () => {
  const names = 'subjectAltName=DNS:backups.example,IP:127.0.0.1';
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', [...args, '-subj', '/CN=test', '-addext', names, '-keyout', keyFile, '-out', certFile], {
    stdio: 'pipe',
  });
  const listen = { address: '0.0.0.0', tls: { certFile, keyFile } };
  server = await startHttpServer(application, { port: 0, token: 'owner', pageDirectory: folder, listen });
});
afterAll(async () => {
  await server.close();
  remove();
  rmSync(folder, { recursive: true });
});

function ask(host: string, servername = 'backups.example'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(
      `https://127.0.0.1:${new URL(server.url).port}/api/hosts`,
      { ca: readFileSync(certFile), servername, headers: { Host: host, Authorization: 'Bearer owner' } },
      (response) => resolve(response.resume().statusCode),
    )
      .on('error', reject)
      .end();
  });
}

it('answers over TLS, to the names of its certificate only', async () => {
  expect(server.url).toMatch(/^https:/);
  expect(await ask('backups.example')).toBe(200);
  expect(await ask('127.0.0.1:1')).toBe(200);
  expect(await ask('evil.example')).toBe(403);
  await expect(fetch(server.url.replace('https', 'http'))).rejects.toThrow();
});

it('does not listen beyond loopback without a certificate, whoever asks', async () => {
  const options = { port: 0, token: 'owner', pageDirectory: folder };
  await expect(startHttpServer(application, { ...options, listen: { address: '0.0.0.0' } })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});

const parse = (...args: string[]) => parseOptions(args, { strict: true }).listen;

it.each([
  [['--listen', '0.0.0.0'], /needs --tls-cert/],
  [['--listen', '10.0.0.5'], /needs --tls-cert/],
  [['--listen', '::'], /needs --tls-cert/],
  [['--listen', 'example.org'], /needs --tls-cert/],
  [['--listen', '127.0.0.1.example.org'], /needs --tls-cert/],
  [['--listen', '0.0.0.0', '--tls-cert', 'x'], /belong together/],
  [['--listen', ''], /needs an address/],
])('%j is wrong usage', (args, message) => {
  expect(() => parse(...args)).toThrow(message);
});

it('takes loopback as it is, and another address with a certificate', () => {
  expect(parse()).toEqual({ address: '127.0.0.1' });
  expect(parse('--listen', '::1')).toEqual({ address: '::1' });
  expect(parse('--listen', '10.0.0.5', '--tls-cert', '/c', '--tls-key', '/k')).toEqual({
    address: '10.0.0.5',
    tls: { certFile: '/c', keyFile: '/k' },
  });
});
