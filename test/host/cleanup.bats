#!/usr/bin/env bats
# cleanup: retention.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() { make_package; }

# Makes a backup that is $2 days old, of package $3 (empty: no metadata).
make_old() {
  local date
  date=$(date -u -d "$2 days ago" +%Y-%m-%dT%H:%M:%SZ)
  head -c 100 /dev/zero >"$BACKUPS/$1.tar.gz"
  touch -d "$date" "$BACKUPS/$1.tar.gz"
  [ -z "${3-}" ] || jq -n --arg date "$date" --arg name "$3" '{version: "v1.0.0", packageName: $name, createdDate: $date}' >"$BACKUPS/$1.meta.json"
}

@test "old backups of the package are removed with their metadata, others are kept" {
  make_old backup-20250101-000001 30 rocket-welder
  make_old backup-20250101-000002 8 rocket-welder
  echo v1.0.0 >"$BACKUPS/backup-20250101-000002.tar.gz.version"
  make_old backup-20250101-000003 6 rocket-welder
  make_old backup-20250101-000004 30 other
  make_old backup-20250101-000005 30
  manage status
  [ "$(value .backupsToCleanup)" = 2 ]
  manage cleanup
  [ "$status" -eq 0 ]
  [ "$output" = '{"success":true,"removed":["backup-20250101-000002.tar.gz","backup-20250101-000001.tar.gz"],"removedCount":2,"freedBytes":200,"kept":2,"retentionDays":7,"discarded":[]}' ]
  [ "$(backup_folder | paste -s -d ' ')" = 'backup-20250101-000003.meta.json backup-20250101-000003.tar.gz backup-20250101-000004.meta.json backup-20250101-000004.tar.gz backup-20250101-000005.tar.gz' ]
}

@test "the newest backup of the package is never removed" {
  make_old backup-20250101-000001 30 rocket-welder
  make_old backup-20250101-000002 20 rocket-welder
  make_old backup-20250101-000003 1
  manage cleanup --retention-days 1
  [ "$(value '.removed | tojson')" = '["backup-20250101-000001.tar.gz"]' ]
  manage cleanup --retention-days 1
  [ "$(value .removedCount)" = 0 ]
  [ -e "$BACKUPS/backup-20250101-000002.tar.gz" ]
}

@test "the newest verified backup and pinned ones are never removed" {
  local stem
  for stem in 1 2 3 4; do make_old "backup-20250101-00000$stem" "$((40 - stem))" rocket-welder; done
  stem=$BACKUPS/backup-20250101-000002
  printf '{"level":"structure","valid":true,"verifiedAt":"2025-01-01T00:00:00Z","problems":[],"archive":"%s"}' "$(find "$stem.tar.gz" -printf '%s %T@')" >"$stem.verify.json"
  echo '{"pinned":true}' >"$BACKUPS/backup-20250101-000001.notes.json"
  manage cleanup
  [ "$(value '.removed | tojson')" = '["backup-20250101-000003.tar.gz"]' ]
}

@test "a backup removes expired ones once it is complete itself, and says which" {
  make_old backup-20250101-000001 30 rocket-welder
  make_old backup-20250101-000002 30 other
  make_old backup-20250101-000003 30
  HOLDFAST_FAILPOINTS=beforeArchivePublished=fail manage backup
  [ "$status" -eq 1 ]
  [ -e "$BACKUPS/backup-20250101-000001.tar.gz" ]
  manage backup
  [ "$(value '.removed | tojson')" = '["backup-20250101-000001.tar.gz"]' ]
  [ ! -e "$BACKUPS/backup-20250101-000001.meta.json" ]
  [ -e "$BACKUPS/backup-20250101-000002.tar.gz" ]
  [ -e "$BACKUPS/backup-20250101-000003.tar.gz" ]
}

@test "kept data whose undo time is over is discarded" {
  local file
  file=$(backup_of v2.0.0)
  manage restore "$file" --yes
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  local id kept
  id=$(value .undoId)
  kept=$(value .keptData)
  manage cleanup
  [ "$(value '.discarded | tojson')" = '[]' ]
  [ -d "$kept" ]
  # A restore of long ago, as its record tells it.
  manage cleanup --undo-days=1
  [ -d "$kept" ]
  local record=$ROOT/eventstore/.holdfast-rocket-welder/undo-$id line
  line=$(head -n 1 "$record" | jq -c '.expiresAt = "2020-01-01T00:00:00Z"')
  printf '%s\n%s\n' "$line" "$(printf '%s\n' "$line" | sha256sum | cut -d ' ' -f 1)" >"$record"
  manage cleanup
  [ "$(value '.discarded | tojson')" = "[\"$id\"]" ] || { echo "$output"; cat "$record"; return 1; }
  [ "$(value '.freedBytes > 0')" = true ]
  [ ! -e "$kept" ]
}

@test "the text form says how many" {
  make_old backup-20250101-000001 30 rocket-welder
  make_old backup-20250101-000002 20 rocket-welder
  run --separate-stderr bash "$MANAGE" cleanup
  [ "$status" -eq 0 ]
  [ "$output" = 'Removed 1 backups older than 7 days, kept 1.' ]
}

@test "a missing folder is an error" {
  manage cleanup --backup-dir="$ROOT/none"
  assert_error BACKUP_DIRECTORY_MISSING 66
  [ ! -e "$ROOT/none" ]
}
