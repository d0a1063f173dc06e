import type { HostState, LastHostState } from '../../../contract/host-state';
import type { HostSummary, PackageState, PackageSummary } from '../../../contract/hosts';

/** What is known of a host now: its answer, or what it answered last. */
export interface HostView {
  host: HostSummary;
  /** The newest answer, of this window or of an earlier one. */
  state: HostState | undefined;
  /** What the newest question threw; null while it is being asked, or when it was answered. */
  error: unknown;
  /** It did not answer when it was asked last, in this window or an earlier one. */
  failing: boolean;
  asking: boolean;
}

/** What an operator looks for: the filters of the overview. */
export const CONCERNS = ['attention', 'unreachable', 'stale', 'running'] as const;
export type Concern = (typeof CONCERNS)[number];

const HOUR = 3_600_000;

/** Puts together what was asked in this window and what is remembered from before. */
export function hostView(
  host: HostSummary,
  answer: { data: HostState | undefined; error: unknown; isPending: boolean; isFetching: boolean },
  last: LastHostState | undefined,
): HostView {
  return {
    host,
    state: answer.data ?? last?.state ?? undefined,
    error: answer.error,
    failing: answer.error !== null || (answer.isPending && last?.failure != null),
    asking: answer.isFetching,
  };
}

/** As `hostView`, but a host of which nothing new is known keeps its view: it need not be rendered anew. */
export function keepingViews(): typeof hostView {
  const kept = new Map<string, { from: unknown[]; view: HostView }>();
  return (host, answer, last) => {
    const from = [host, answer.data, answer.error, answer.isPending, answer.isFetching, last];
    const before = kept.get(host.name);
    if (before?.from.every((part, index) => part === from[index])) return before.view;
    const view = hostView(host, answer, last);
    kept.set(host.name, { from, view });
    return view;
  };
}

export function packageState({ state }: HostView, name: string): PackageState | undefined {
  return state?.packages.find((item) => item.name === name);
}

/** What concerns a package. The age of its newest backup goes on while its host does not answer. */
export function packageConcerns(item: PackageSummary, state: PackageState | undefined, now: number): Concern[] {
  if (!state) return [];
  const found: Concern[] = [];
  if (needsAttention(state)) found.push('attention');
  if (isStale(item, state, now)) found.push('stale');
  if (state.operation) found.push('running');
  return found;
}

/** What a host and its packages give reason for. */
export function hostConcerns(view: HostView, now: number): Set<Concern> {
  const ofPackages = view.host.packages.flatMap((item) => packageConcerns(item, packageState(view, item.name), now));
  return new Set(view.failing ? [...ofPackages, 'unreachable'] : ofPackages);
}

export function isStale(item: PackageSummary, state: PackageState, now: number): boolean {
  if (!item.backupEnabled) return false;
  if (state.backupStale || !state.newestBackup) return state.backupStale;
  return now - Date.parse(state.newestBackup.createdDate) > item.staleAfterHours * HOUR;
}

function needsAttention({ attention, service, newestBackup }: PackageState): boolean {
  return (
    attention !== null ||
    service === 'stopped' ||
    service === 'unhealthy' ||
    newestBackup?.verification?.valid === false
  );
}
