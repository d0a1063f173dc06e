/** Two hosts: both have `rocket-welder`, the first has a package of its own and one without backups. */
export const twoHosts = () => ({
  hosts: [
    {
      name: 'press-line-1',
      address: '127.0.0.1',
      user: 'deploy',
      auth: { method: 'agent' },
      packages: [
        { repositoryLocation: '/data/rocket-welder', backupEnabled: true },
        { repositoryLocation: '/data/line-monitor', backupEnabled: true, dockerComposeDirectory: './deploy' },
        { repositoryLocation: '/data/no-backups' },
      ],
    },
    {
      name: 'press-line-2',
      address: '127.0.0.2',
      user: 'root',
      auth: { method: 'agent' },
      packages: [{ repositoryLocation: '/data/rocket-welder', backupEnabled: true }],
    },
  ],
});

/** One backup as the host's script lists it. */
export const hostBackup = (filename = 'backup-20251126-214505.tar.gz', more: Record<string, unknown> = {}) => ({
  filename,
  displayName: '2025-11-26 21:45:05',
  version: 'v2.4.10',
  gitTagExists: true,
  size: '584K',
  sizeBytes: 597504,
  createdDate: '2025-11-26T21:45:11Z',
  fullPath: `/var/docker/data/backups/${filename}`,
  ...more,
});
