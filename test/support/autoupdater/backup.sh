#!/usr/bin/env bash
# Stand-in of AutoUpdater's own script of this name: what it prints and writes, in our own words. Not for hosts.
set -e
BACKUP_DIR=/var/docker/data/backups

version=unknown
for word in "$@"; do
  [[ $word != --version=* ]] || version=${word#*=}
done
if [[ ${1:-} == list ]]; then
  echo '['
  comma=
  for file in "$BACKUP_DIR"/backup-*.tar.gz; do
    [[ -f $file ]] || continue
    label=unknown
    [[ ! -f $file.version ]] || label=$(<"$file.version")
    printf '%s{"filename":"%s","version":"%s","size":"1K","size_bytes":%s,"full_path":"%s"}\n' \
      "$comma" "${file##*/}" "$label" "$(stat -c %s "$file")" "$file"
    comma=,
  done
  echo ']'
  exit
fi
if [[ -e $BACKUP_DIR/fresh ]]; then
  echo '{"file":""}'
  exit
fi
if [[ -e $BACKUP_DIR/broken ]]; then
  echo '{"success":false,"error":"Backup script failed"}'
  exit 1
fi
# Its text comes before the JSON.
bash ./es-backup-full.sh
newest=$(find "$BACKUP_DIR" -name 'backup-*.tar.gz' | sort | tail -n 1)
echo "$version" >"$newest.version"
printf '{"file":"%s"}\n' "$newest"
