import type { HostSummary } from '../../../contract/hosts';

/** With more than so many hosts or packages, the overview is searched and shown side by side. */
export const MANY = 4;

export function isWorthSearching(hosts: HostSummary[]): boolean {
  return hosts.length > MANY || hosts.reduce((count, { packages }) => count + packages.length, 0) > MANY;
}

/** The hosts whose name, address or user has the text, whole; of the others, the packages that have it. */
export function filterHosts(hosts: HostSummary[], text: string): HostSummary[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return hosts;
  return hosts.flatMap((host) => {
    if (`${host.name}\n${hostAddress(host)}`.toLowerCase().includes(wanted)) return [host];
    const packages = host.packages.filter(({ name }) => name.toLowerCase().includes(wanted));
    return packages.length > 0 ? [{ ...host, packages }] : [];
  });
}

/** Such as "deploy@10.0.0.5:22"; an IPv6 address in brackets. */
export function hostAddress({ user, address, port }: Pick<HostSummary, 'user' | 'address' | 'port'>): string {
  return `${user}@${address.includes(':') ? `[${address}]` : address}:${port}`;
}
