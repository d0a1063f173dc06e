import type { Translate } from '../../i18n/i18n';

/** One package on one host: what every operation of the views is about. */
export interface HostPackage {
  host: string;
  packageName: string;
}

/** Such as "rocket-welder on press-line-1". */
export function nameOf({ host, packageName }: HostPackage, t: Translate): string {
  return t('common:packageOnHost', { host, packageName });
}
