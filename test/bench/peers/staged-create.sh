#!/usr/bin/env bash
# The peer of the create benchmark: a staging copy with rsync, then `tar -czf`, as the scripts in use today do it.
set -eu

data=$1
backups=$2
stamp=backup-$(date +%Y%m%d-%H%M%S)
rsync -a "$data/" "$backups/$stamp/"
tar -C "$backups" -czf "$backups/$stamp.tar.gz" "$stamp"
rm -rf "${backups:?}/$stamp"
