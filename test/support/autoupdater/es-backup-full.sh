#!/usr/bin/env bash
# Stand-in of AutoUpdater's own script of this name: what it prints and writes, in our own words. Not for hosts.
set -e
BACKUP_DIR=/var/docker/data/backups

echo "[INFO] Starting full backup"
stamp=$(date +%Y%m%d-%H%M%S)
tar -C "$BACKUP_DIR" -czf "$BACKUP_DIR/backup-$stamp.tar.gz" --files-from /dev/null
echo "[INFO] Backup completed: backup-$stamp.tar.gz"
