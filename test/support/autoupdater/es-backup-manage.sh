#!/usr/bin/env bash
# Stand-in of AutoUpdater's own script of this name: what it prints and writes, in our own words. Not for hosts.
set -e
BACKUP_DIR=/var/docker/data/backups

# It knows no JSON. Whoever calls it has not seen that these are not Holdfast's scripts.
echo "called: es-backup-manage.sh $*" >>"$BACKUP_DIR/harm"
case ${1:-help} in
list) ls "$BACKUP_DIR" ;;
backup) bash ./es-backup-full.sh ;;
restore) bash ./es-restore.sh "$2" ;;
esac
