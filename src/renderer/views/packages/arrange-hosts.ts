import { filterHosts } from './filter-hosts';
import { CONCERNS, type Concern, type HostView, hostConcerns, packageConcerns, packageState } from './host-view';
import type { OverviewChoice } from './overview-choice';

/** Hosts below one heading; without a key they have none. */
export interface HostGroup {
  key: string | undefined;
  views: HostView[];
}

/** How many packages give reason for a concern; of `unreachable`, how many hosts. */
export function countConcerns(views: readonly HostView[], now: number): Record<Concern, number> {
  const counts = { attention: 0, unreachable: 0, stale: 0, running: 0 };
  for (const view of views) {
    if (view.failing) counts.unreachable += 1;
    for (const item of view.host.packages) {
      for (const concern of packageConcerns(item, packageState(view, item.name), now)) counts[concern] += 1;
    }
  }
  return counts;
}

/** The hosts and packages to show. A host that is left without packages is left out, unless it is itself what is looked for. */
export function chooseHosts(
  views: readonly HostView[],
  { concern }: OverviewChoice,
  text: string,
  now: number,
): HostView[] {
  const found = new Map(
    filterHosts(
      views.map(({ host }) => host),
      text,
    ).map((host) => [host.name, host]),
  );
  return views.flatMap((view): HostView[] => {
    const host = found.get(view.host.name);
    if (!host) return [];
    const chosen = host === view.host ? view : { ...view, host };
    if (concern === 'all') return [chosen];
    if (concern === 'unreachable') return view.failing ? [chosen] : [];
    const packages = host.packages.filter((item) =>
      packageConcerns(item, packageState(view, item.name), now).includes(concern),
    );
    return packages.length === 0 ? [] : [{ ...view, host: { ...host, packages } }];
  });
}

/** Puts hosts below headings: one for all, one a package's name, or one a concern, the gravest first. */
export function groupHosts(views: readonly HostView[], { grouping }: OverviewChoice, now: number): HostGroup[] {
  if (grouping === 'host') return [{ key: undefined, views: [...views] }];
  if (grouping === 'package') return byPackage(views);
  const keys = [...CONCERNS, 'fine'] as const;
  const gravest = (view: HostView) => CONCERNS.find((concern) => hostConcerns(view, now).has(concern)) ?? 'fine';
  return keys
    .map((key) => ({ key, views: views.filter((view) => gravest(view) === key) }))
    .filter((group) => group.views.length > 0);
}

function byPackage(views: readonly HostView[]): HostGroup[] {
  const names = [...new Set(views.flatMap(({ host }) => host.packages.map(({ name }) => name)))];
  const groups = names
    .sort((left, right) => left.localeCompare(right))
    .map((key) => ({
      key,
      views: views.flatMap((view) => {
        const packages = view.host.packages.filter(({ name }) => name === key);
        return packages.length === 0 ? [] : [{ ...view, host: { ...view.host, packages } }];
      }),
    }));
  const without = views.filter(({ host }) => host.packages.length === 0);
  return without.length === 0 ? groups : [...groups, { key: '', views: without }];
}
