import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { version } from '../../package.json';
import type { ApplicationInfo } from '../contract/application';
import { HoldfastError } from '../contract/errors';
import { type Settings, SettingsSchema } from '../contract/settings';
import type { Options } from './options';
import type { Platform } from './platform/platform';
import { ActivityService } from './services/activity/activity-service';
import { AuditFile } from './services/activity/audit-file';
import { AuditLog } from './services/activity/audit-log';
import { AutoUpdaterFallback } from './services/backups/autoupdater-fallback';
import { AutoUpdaterScripts } from './services/backups/autoupdater-scripts';
import { BackupManagementService } from './services/backups/backup-management-service';
import { HostScript } from './services/backups/host-script';
import { ListCache } from './services/backups/list-cache';
import { listKey, PackageOperations } from './services/backups/package-operations';
import { RestoreService } from './services/backups/restore-service';
import { ScriptAbilities } from './services/backups/script-abilities';
import { ScriptBackupHost } from './services/backups/script-backup-host';
import { HostCheckService } from './services/hosts/host-check-service';
import { HostScriptsService } from './services/hosts/host-scripts-service';
import { HostStateService } from './services/hosts/host-state-service';
import { LastStates } from './services/hosts/last-states';
import { readLocalScripts } from './services/hosts/local-scripts';
import { ImportService } from './services/inventory/import/import-service';
import { InventoryEditor } from './services/inventory/inventory-editor';
import { InventoryService } from './services/inventory/inventory-service';
import { fieldIssues } from './services/inventory/parse-inventory';
import { JobFeeds } from './services/jobs/job-feeds';
import { JobRunner } from './services/jobs/job-runner';
import { JobService } from './services/jobs/job-service';
import { JobWhereabouts } from './services/jobs/job-whereabouts';
import { RunningOperations } from './services/jobs/running-operations';
import { DeploymentStateReader } from './services/packages/deployment-state';
import { PackageDirectory } from './services/packages/package-directory';
import { RateLimit } from './services/rest/rate-limit';
import { RestService } from './services/rest/rest-service';
import { TokenService } from './services/rest/token-service';
import type { HostConnections } from './services/ssh/connections';
import { KnownHosts } from './services/ssh/known-hosts';
import { SshConnections } from './services/ssh/ssh-connections';

/** What the composition root needs of a log; pino's loggers fit. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Every service of Holdfast, built once. Routers connect the contract to these. */
export interface Application {
  info: ApplicationInfo;
  platform: Platform;
  inventory: InventoryService;
  editor: InventoryEditor;
  imports: ImportService;
  hostScripts: HostScriptsService;
  hostCheck: HostCheckService;
  hostState: HostStateService;
  packages: PackageDirectory;
  deploymentState: DeploymentStateReader;
  backups: BackupManagementService;
  restores: RestoreService;
  jobs: JobService;
  running: RunningOperations;
  connections: HostConnections;
  audit: AuditLog;
  activity: ActivityService;
  tokens: TokenService;
  rest: RestService;
  /** What REST is held to, by the name of its setting. */
  rateLimits: { createPerMinute: RateLimit };
  log: Log;
  /** Ends connections. Nothing on a host is stopped by it. */
  close(): Promise<void>;
}

/**
 * The composition root: builds the application from a platform.
 * @throws HoldfastError BAD_REQUEST when stored or given configuration is not valid.
 */
export function createApplication(platform: Platform, options: Options, log: Log): Application {
  const { dataDirectory } = platform;
  const settings = readSettings(platform);
  const inventory = new InventoryService(platform.openStore('inventory'));
  if (options.inventory !== undefined) {
    const { warnings } = inventory.mergeFile(options.inventory);
    for (const warning of warnings) log.warn({ file: options.inventory }, warning);
  }

  const ownKnownHosts = options.knownHosts ?? join(dataDirectory, 'known_hosts');
  const connections = new SshConnections({
    secrets: platform.secrets,
    knownHosts: new KnownHosts({
      // A file that is named is the only one: tests and demos see nothing of the user's own.
      files:
        options.knownHosts === undefined ? [ownKnownHosts, join(homedir(), '.ssh', 'known_hosts')] : [ownKnownHosts],
      appendTo: ownKnownHosts,
    }),
    resolveHost: (name) => inventory.host(name),
    connectTimeoutMs: settings.timeouts.connect * 1000,
  });

  const packages = new PackageDirectory(inventory);
  const deploymentState = new DeploymentStateReader(connections, settings.timeouts.query * 1000);
  const record = new AuditFile(dataDirectory, (repair) =>
    log.warn(repair, 'The end of the audit log was broken, as after a crash; it was kept aside'),
  );
  const audit = new AuditLog(record, (error) => log.error({ err: error }, 'The audit log cannot be written'));
  const tokens = new TokenService(platform.openStore('tokens'));
  const rest = new RestService(platform.openStore('settings'));
  const queryMs = settings.timeouts.query * 1000;
  const script = new HostScript(connections);
  const autoUpdater = new AutoUpdaterScripts(connections);
  const hostScripts = new HostScriptsService(connections, readLocalScripts(), queryMs, () => abilities.forget());
  const lastStates = new LastStates(platform.openStore('host-states'), (name) => inventory.has(name));
  const lists = new ListCache(settings.listCache * 1000);
  const abilities = new ScriptAbilities(script, settings.timeouts.query * 1000);
  const whereabouts = new JobWhereabouts(packages);
  const feeds = new JobFeeds(script, (resolved) => lists.drop(listKey(resolved)));
  const scriptHost = new ScriptBackupHost(script, abilities, new JobRunner(script, feeds, whereabouts));
  const host = new AutoUpdaterFallback(scriptHost, autoUpdater);
  const running = new RunningOperations();
  const operations = new PackageOperations(packages, host, audit, lists, running);
  return {
    info: {
      name: 'Holdfast',
      version,
      shell: platform.shell,
      demo: options.demo,
      notices: noticesOf(platform, log),
      confirmRestore: settings.confirmRestore,
    },
    platform,
    inventory,
    editor: new InventoryEditor(inventory, platform.secrets, connections),
    imports: new ImportService(inventory),
    hostScripts,
    hostCheck: new HostCheckService(connections, hostScripts, queryMs),
    hostState: new HostStateService(connections, inventory, autoUpdater, lastStates, hostScripts.local, queryMs),
    packages,
    deploymentState,
    backups: new BackupManagementService(packages, host, operations, deploymentState, lists, settings),
    restores: new RestoreService(packages, host, operations, settings),
    running,
    jobs: new JobService(packages, host, abilities, feeds, whereabouts, audit, settings),
    connections,
    audit,
    activity: new ActivityService(record),
    tokens,
    rest,
    rateLimits: { createPerMinute: new RateLimit(settings.rateLimits.createPerMinute) },
    log,
    close: async () => {
      feeds.close();
      await rest.close();
      await connections.close();
    },
  };
}

/** A document that was lost is said wherever somebody may look: in the log, and by the application itself. */
function noticesOf({ keptAside }: Platform, log: Log): string[] {
  return keptAside.map(({ document, keptIn }) => {
    const notice = `${document}.json could not be read and was kept as ${basename(keptIn)}: Holdfast started without it.`;
    log.error({ keptIn }, notice);
    return notice;
  });
}

function readSettings(platform: Platform): Settings {
  const parsed = SettingsSchema.safeParse(platform.openStore('settings').read());
  if (parsed.success) return parsed.data;
  const issues = fieldIssues(parsed.error.issues);
  const list = issues.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new HoldfastError('BAD_REQUEST', `settings.json in the data folder is not valid: ${list}`, { issues });
}
