#!/usr/bin/env bash
# The peer of the list benchmark: the loop that the specification shows as a sample, a few processes for each backup.
set -eu

BACKUP_DIR=$1
echo -n '{"backups":['
first=true
for backup in "$BACKUP_DIR"/backup-*.tar.gz; do
  filename=$(basename "$backup")
  size=$(du -h "$backup" | cut -f1)
  size_bytes=$(stat -c %s "$backup")
  date_created=$(stat -c %y "$backup" | cut -d'.' -f1)
  date_iso=$(date -d "$date_created" --iso-8601=seconds)
  metadata_file="${backup%.tar.gz}.meta.json"
  version="unknown"
  git_tag_exists="false"
  if [ -f "$metadata_file" ]; then
    version=$(jq -r '.version // "unknown"' "$metadata_file")
    git_tag_exists=$(jq -r '.gitTagExists // false' "$metadata_file")
  fi
  if [ "$first" = false ]; then echo -n ','; fi
  first=false
  echo -n "{\"filename\":\"$filename\",\"version\":\"$version\",\"gitTagExists\":$git_tag_exists,\"size\":\"$size\",\"sizeBytes\":$size_bytes,\"createdDate\":\"$date_iso\",\"fullPath\":\"$backup\"}"
done
echo -n '],'
backup_count=$(find "$BACKUP_DIR" -name 'backup-*.tar.gz' | wc -l)
total_size=$(du -sh "$BACKUP_DIR" | cut -f1)
echo "\"totalCount\":$backup_count,\"totalSize\":\"$total_size\"}"
