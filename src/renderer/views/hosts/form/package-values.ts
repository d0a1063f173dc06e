import type { Package } from '../../../../contract/inventory';

/** A package as its form has it: an empty text is the default of the host's script. */
export interface PackageValues extends Required<Omit<Package, 'healthUrl'>> {
  healthUrl: string;
  /** Health is judged by the container's state, whatever URL there is. */
  containerHealth: boolean;
}

/** Fields that may be absent. */
const OPTIONAL = [
  'repositoryUrl',
  'backupDirectory',
  'dataDirectory',
  'eventStoreService',
  'composeFile',
  'logFile',
] as const;

export const NEW_PACKAGE: PackageValues = {
  repositoryLocation: '',
  repositoryUrl: '',
  dockerComposeDirectory: './',
  hostRepositoriesRoot: '/var/docker/configuration',
  backupEnabled: true,
  backupScriptPath: 'es-backup-manage.sh',
  backupDirectory: '',
  dataDirectory: '',
  eventStoreService: '',
  composeFile: '',
  logFile: '',
  healthUrl: '',
  containerHealth: false,
  staleAfterHours: 26,
  ownsUnlabelledBackups: false,
};

export function packageValues(item: Package): PackageValues {
  const texts = Object.fromEntries(OPTIONAL.map((field) => [field, item[field] ?? '']));
  return {
    ...NEW_PACKAGE,
    ...item,
    ...(texts as Pick<PackageValues, (typeof OPTIONAL)[number]>),
    healthUrl: item.healthUrl ?? '',
    containerHealth: item.healthUrl === null,
  };
}

/** What the contract takes. */
export function packageBody(values: PackageValues): Package {
  const { containerHealth, healthUrl, ...rest } = values;
  const trimmed = Object.fromEntries(
    Object.entries(rest).map(([field, value]) => [field, typeof value === 'string' ? value.trim() : value]),
  ) as Omit<Package, 'healthUrl'>;
  for (const field of OPTIONAL) if (trimmed[field] === '') delete trimmed[field];
  if (containerHealth) return { ...trimmed, healthUrl: null };
  return healthUrl.trim() === '' ? trimmed : { ...trimmed, healthUrl: healthUrl.trim() };
}
