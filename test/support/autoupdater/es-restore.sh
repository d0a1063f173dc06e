#!/usr/bin/env bash
# Stand-in of AutoUpdater's own script of this name: what it prints and writes, in our own words. Not for hosts.
set -e
BACKUP_DIR=/var/docker/data/backups

read -r -p 'Continue? (yes/no) ' answer
echo "restored ($answer)" >>"$BACKUP_DIR/harm"
