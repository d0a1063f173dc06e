import { describe, expect, it } from 'vitest';
import type { HostSummary } from '../../../src/contract/hosts';
import { filterHosts, hostAddress, isWorthSearching } from '../../../src/renderer/views/packages/filter-hosts';

function host(name: string, packages: string[], address = '10.0.0.5'): HostSummary {
  return {
    name,
    address,
    port: 22,
    user: 'deploy',
    jumpHost: null,
    packages: packages.map((item) => ({
      name: item,
      folder: `/srv/${item}`,
      backupEnabled: true,
      staleAfterHours: 26,
    })),
  };
}

const hosts = [host('press-line-1', ['rocket-welder', 'gateway']), host('paint-shop', ['rocket-welder'], 'fd00::7')];
const found = (text: string) => filterHosts(hosts, text).map(({ name, packages }) => [name, packages.length]);

describe('filterHosts', () => {
  it('shows everything without a text', () => {
    expect(filterHosts(hosts, '  ')).toBe(hosts);
  });

  it('shows a host that matches with all its packages', () => {
    expect(found('PRESS')).toEqual([['press-line-1', 2]]);
    expect(found('fd00')).toEqual([['paint-shop', 1]]);
  });

  it('shows of other hosts the packages that match', () => {
    expect(found('gate')).toEqual([['press-line-1', 1]]);
    expect(found('welder')).toEqual([
      ['press-line-1', 1],
      ['paint-shop', 1],
    ]);
    expect(found('nothing')).toEqual([]);
  });
});

describe('isWorthSearching', () => {
  it('is true for many hosts or many packages', () => {
    expect(isWorthSearching(hosts)).toBe(false);
    expect(isWorthSearching([host('one', ['a', 'b', 'c', 'd', 'e'])])).toBe(true);
    expect(isWorthSearching(['a', 'b', 'c', 'd', 'e'].map((name) => host(name, [])))).toBe(true);
  });
});

describe('hostAddress', () => {
  it('puts an IPv6 address in brackets', () => {
    expect(hosts.map(hostAddress)).toEqual(['deploy@10.0.0.5:22', 'deploy@[fd00::7]:22']);
  });
});
