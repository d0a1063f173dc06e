import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsSchema } from '../../src/contract/settings';
import type { Application } from '../../src/main/application';
import { MemorySecrets } from '../../src/main/platform/memory-secrets';
import type { SecretStore } from '../../src/main/platform/platform';
import { ActivityService } from '../../src/main/services/activity/activity-service';
import { AuditFile } from '../../src/main/services/activity/audit-file';
import { AuditLog } from '../../src/main/services/activity/audit-log';
import { AutoUpdaterFallback } from '../../src/main/services/backups/autoupdater-fallback';
import { AutoUpdaterScripts } from '../../src/main/services/backups/autoupdater-scripts';
import { BackupManagementService } from '../../src/main/services/backups/backup-management-service';
import { HostScript } from '../../src/main/services/backups/host-script';
import { ListCache } from '../../src/main/services/backups/list-cache';
import { listKey, PackageOperations } from '../../src/main/services/backups/package-operations';
import { RestoreService } from '../../src/main/services/backups/restore-service';
import { ScriptAbilities } from '../../src/main/services/backups/script-abilities';
import { ScriptBackupHost } from '../../src/main/services/backups/script-backup-host';
import { HostCheckService } from '../../src/main/services/hosts/host-check-service';
import { HostScriptsService } from '../../src/main/services/hosts/host-scripts-service';
import { HostStateService } from '../../src/main/services/hosts/host-state-service';
import { LastStates } from '../../src/main/services/hosts/last-states';
import { readLocalScripts } from '../../src/main/services/hosts/local-scripts';
import { ImportService } from '../../src/main/services/inventory/import/import-service';
import { InventoryEditor } from '../../src/main/services/inventory/inventory-editor';
import { InventoryService } from '../../src/main/services/inventory/inventory-service';
import { JobFeeds } from '../../src/main/services/jobs/job-feeds';
import { JobRunner } from '../../src/main/services/jobs/job-runner';
import { JobService } from '../../src/main/services/jobs/job-service';
import { JobWhereabouts } from '../../src/main/services/jobs/job-whereabouts';
import { RunningOperations } from '../../src/main/services/jobs/running-operations';
import { DeploymentStateReader } from '../../src/main/services/packages/deployment-state';
import { PackageDirectory } from '../../src/main/services/packages/package-directory';
import { RateLimit } from '../../src/main/services/rest/rate-limit';
import { RestService } from '../../src/main/services/rest/rest-service';
import { TokenService } from '../../src/main/services/rest/token-service';
import type { HostConnections } from '../../src/main/services/ssh/connections';

export const silentLog = { info() {}, warn() {}, error() {} };

/** A store that keeps its document in memory. */
export function memoryStore(document: Record<string, unknown> = {}) {
  let kept = document;
  return {
    read: () => kept,
    write: (next: Record<string, unknown>) => {
      kept = next;
    },
  };
}

/** A secret store that keeps everything in memory. */
export function memorySecrets(): SecretStore {
  const kept = new MemorySecrets();
  return {
    get: async (host, kind) => kept.get(host, kind),
    set: async (host, kind, secret) => kept.set(host, kind, secret),
    rename: async (host, to) => kept.rename(host, to),
    remove: async (host) => kept.remove(host),
  };
}

/** The application's own services over a given host, with an inventory and a data folder that goes with `remove`. */
export function testApplication(
  connections: HostConnections,
  inventoryDocument: Record<string, unknown>,
  given: object = {},
) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'holdfast-unit-'));
  const inventory = new InventoryService(memoryStore(inventoryDocument));
  const packages = new PackageDirectory(inventory);
  const settings = SettingsSchema.parse({ rateLimits: { createPerMinute: 0 }, ...given });
  const deploymentState = new DeploymentStateReader(connections, 1000);
  const record = new AuditFile(dataDirectory);
  const audit = new AuditLog(record, (error) => {
    throw error;
  });
  const queryMs = settings.timeouts.query * 1000;
  const script = new HostScript(connections);
  const autoUpdater = new AutoUpdaterScripts(connections);
  const hostScripts = new HostScriptsService(connections, readLocalScripts(), queryMs, () => abilities.forget());
  const lastStates = new LastStates(memoryStore(), (name) => inventory.has(name));
  const lists = new ListCache(settings.listCache * 1000);
  const abilities = new ScriptAbilities(script, settings.timeouts.query * 1000);
  const whereabouts = new JobWhereabouts(packages);
  const feeds = new JobFeeds(script, (resolved) => lists.drop(listKey(resolved)));
  const scriptHost = new ScriptBackupHost(script, abilities, new JobRunner(script, feeds, whereabouts));
  const host = new AutoUpdaterFallback(scriptHost, autoUpdater);
  const running = new RunningOperations();
  const operations = new PackageOperations(packages, host, audit, lists, running);
  const secrets = memorySecrets();
  const application: Application = {
    info: {
      name: 'Holdfast',
      version: '0.0.0',
      shell: 'web',
      demo: false,
      notices: [],
      confirmRestore: settings.confirmRestore,
    },
    platform: {
      shell: 'web',
      dataDirectory,
      notifications: { show() {} },
      secrets,
      keptAside: [],
      openStore: () => memoryStore(),
    },
    inventory,
    editor: new InventoryEditor(inventory, secrets, connections),
    imports: new ImportService(inventory, dataDirectory),
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
    tokens: new TokenService(memoryStore()),
    rest: new RestService(memoryStore()),
    rateLimits: { createPerMinute: new RateLimit(settings.rateLimits.createPerMinute) },
    log: silentLog,
    close: async () => feeds.close(),
  };
  return { application, dataDirectory, remove: () => rmSync(dataDirectory, { recursive: true, force: true }) };
}
