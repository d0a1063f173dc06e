import { describe, expect, it } from 'vitest';
import type { HostState, LastHostState } from '../../../src/contract/host-state';
import type { HostSummary, PackageState, PackageSummary } from '../../../src/contract/hosts';
import { chooseHosts, countConcerns, groupHosts } from '../../../src/renderer/views/packages/arrange-hosts';
import {
  type HostView,
  hostView,
  isStale,
  keepingViews,
  packageConcerns,
} from '../../../src/renderer/views/packages/host-view';
import { isOverviewChoice, SHOW_ALL } from '../../../src/renderer/views/packages/overview-choice';

const NOW = Date.parse('2025-11-26T21:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();

const item = (name: string, more: Partial<PackageSummary> = {}): PackageSummary => ({
  name,
  folder: `/srv/${name}`,
  backupEnabled: true,
  staleAfterHours: 26,
  ...more,
});

const backup = (createdDate: string, valid: boolean | null = true) => ({
  filename: 'backup-20251126-214505.tar.gz',
  version: 'v1',
  createdDate,
  sizeBytes: 1,
  verification: { level: 'archive' as const, valid },
});

const packageOf = (name: string, more: Partial<PackageState> = {}): PackageState => ({
  name,
  version: 'v1',
  updated: null,
  service: 'running',
  serviceMessage: null,
  newestBackup: backup(hoursAgo(1)),
  backupCount: 1,
  backupStale: false,
  operation: null,
  attention: null,
  undo: null,
  limitations: [],
  ...more,
});

const host = (name: string, packages: PackageSummary[]): HostSummary => ({
  name,
  address: '10.0.0.5',
  port: 22,
  user: 'deploy',
  jumpHost: null,
  packages,
});

const stateOf = (name: string, packages: PackageState[]): HostState => ({
  host: name,
  checkedAt: hoursAgo(0),
  scripts: 'current',
  packages,
});

const answered = (data: HostState) => ({ data, error: null, isPending: false, isFetching: false });
const failed = (data?: HostState) => ({ data, error: new Error('no'), isPending: false, isFetching: false });
const unasked = { data: undefined, error: null, isPending: true, isFetching: true };

const view = (name: string, states: PackageState[], works = true): HostView =>
  hostView(
    host(
      name,
      states.map((state) => item(state.name)),
    ),
    works ? answered(stateOf(name, states)) : failed(stateOf(name, states)),
    undefined,
  );

describe('what is known of a host', () => {
  const old = stateOf('a', [packageOf('welder')]);
  const last: LastHostState = {
    host: 'a',
    state: old,
    failure: { code: 'TIMEOUT', message: 'no answer', failedAt: hoursAgo(2) },
  };

  it('is what it answered last, until it answers', () => {
    const asking = hostView(host('a', []), unasked, last);
    expect(asking).toMatchObject({ state: old, failing: true, asking: true, error: null });
    const fresh = stateOf('a', []);
    expect(hostView(host('a', []), answered(fresh), last)).toMatchObject({ state: fresh, failing: false });
  });

  it('stays when the host stops answering', () => {
    expect(hostView(host('a', []), failed(), last)).toMatchObject({ state: old, failing: true });
  });

  it('keeps its view while nothing changes', () => {
    const viewOf = keepingViews();
    const summary = host('a', []);
    const answer = answered(old);
    expect(viewOf(summary, { ...answer }, last)).toBe(viewOf(summary, { ...answer }, last));
    expect(viewOf(summary, { ...answer, isFetching: true }, last)).not.toBe(viewOf(summary, answer, last));
  });
});

describe('a package gives reason for concern', () => {
  it.each([
    ['nothing', packageOf('a'), []],
    ['a stopped service', packageOf('a', { service: 'stopped' }), ['attention']],
    ['an unhealthy service', packageOf('a', { service: 'unhealthy' }), ['attention']],
    ['an unfinished restore', packageOf('a', { attention: { code: 'X', message: 'x' } }), ['attention']],
    ['a damaged backup', packageOf('a', { newestBackup: backup(hoursAgo(1), false) }), ['attention']],
    ['an old backup', packageOf('a', { newestBackup: backup(hoursAgo(27)) }), ['stale']],
    ['what the host says', packageOf('a', { backupStale: true }), ['stale']],
    ['an operation', packageOf('a', { operation: { operation: 'backup' } }), ['running']],
  ])('for %s', (_, state, concerns) => {
    expect(packageConcerns(item('a'), state, NOW)).toEqual(concerns);
  });

  it('by its own limit, and never without backups', () => {
    const state = packageOf('a', { newestBackup: backup(hoursAgo(3)) });
    expect(isStale(item('a', { staleAfterHours: 2 }), state, NOW)).toBe(true);
    expect(isStale(item('a', { staleAfterHours: 2, backupEnabled: false }), state, NOW)).toBe(false);
    expect(isStale(item('a'), packageOf('a', { newestBackup: null }), NOW)).toBe(false);
  });
});

describe('the overview', () => {
  const views = [
    view('fine', [packageOf('welder'), packageOf('monitor', { operation: { operation: 'backup' } })]),
    view('dead', [packageOf('welder', { backupStale: true })], false),
    view('hurt', [packageOf('welder', { service: 'stopped' }), packageOf('gateway')]),
    view('empty', []),
  ];
  const names = (found: HostView[]) =>
    found.map(({ host: { name, packages } }) => [name, ...packages.map((one) => one.name)]);

  it('counts packages, and hosts that do not answer', () => {
    expect(countConcerns(views, NOW)).toEqual({ attention: 1, unreachable: 1, stale: 1, running: 1 });
  });

  it.each([
    ['all', [['fine', 'welder', 'monitor'], ['dead', 'welder'], ['hurt', 'welder', 'gateway'], ['empty']]],
    ['attention', [['hurt', 'welder']]],
    ['unreachable', [['dead', 'welder']]],
    ['stale', [['dead', 'welder']]],
    ['running', [['fine', 'monitor']]],
  ] as const)('shows %s', (concern, expected) => {
    expect(names(chooseHosts(views, { ...SHOW_ALL, concern }, '', NOW))).toEqual(expected);
  });

  it('searches in what is shown, and keeps the views of what it leaves whole', () => {
    const found = chooseHosts(views, SHOW_ALL, 'gate', NOW);
    expect(names(found)).toEqual([['hurt', 'gateway']]);
    expect(chooseHosts(views, SHOW_ALL, '', NOW).every((shown, index) => shown === views[index])).toBe(true);
  });

  it('groups by package, each host with that one', () => {
    const groups = groupHosts(views, { ...SHOW_ALL, grouping: 'package' }, NOW);
    expect(groups.map(({ key, views: below }) => [key, below.length])).toEqual([
      ['gateway', 1],
      ['monitor', 1],
      ['welder', 3],
      ['', 1],
    ]);
  });

  it('groups by state, the gravest first and each host once', () => {
    const groups = groupHosts(views, { ...SHOW_ALL, grouping: 'state' }, NOW);
    expect(groups.map(({ key, views: below }) => [key, ...below.map((one) => one.host.name)])).toEqual([
      ['attention', 'hurt'],
      ['unreachable', 'dead'],
      ['running', 'fine'],
      ['fine', 'empty'],
    ]);
  });

  it('does not take anything for a remembered choice', () => {
    expect([SHOW_ALL, null, {}, { concern: 'all', grouping: 'x' }].map(isOverviewChoice)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
