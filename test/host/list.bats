#!/usr/bin/env bats
# list: what is shown, in which order, and what a broken file costs.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() { make_package; }

# Makes an archive of $2 bytes with metadata $3, if any.
make_backup() {
  head -c "$2" /dev/zero >"$BACKUPS/$1.tar.gz"
  [ -z "${3-}" ] || printf '%s' "$3" >"$BACKUPS/$1.meta.json"
}

@test "an empty folder is an empty list" {
  manage list
  [ "$status" -eq 0 ]
  [ "$(value 'del(.freeBytes) | tojson')" = '{"backups":[],"totalCount":0,"totalSizeBytes":0,"totalSize":"0","undo":null,"operation":null,"attention":null}' ]
  [ "$(value '.freeBytes > 0')" = true ]
}

@test "a backup has the specification's fields" {
  make_backup backup-20251126-214505 597504 '{"version":"v1.0.0","packageName":"rocket-welder","createdDate":"2025-11-26T21:45:11Z","backupFile":"backup-20251126-214505.tar.gz","gitCommit":"abc123def456","gitTagExists":true}'
  manage list
  [ "$status" -eq 0 ]
  [ "$(jq -S '.backups[0]' <<<"$output")" = "$(jq -S . <<JSON
{"filename":"backup-20251126-214505.tar.gz","displayName":"2025-11-26 21:45:05","version":"v1.0.0","gitTagExists":true,
 "gitTagAvailable":true,"gitCommit":"abc123def456","packageName":"rocket-welder","size":"584K","sizeBytes":597504,
 "createdDate":"2025-11-26T21:45:11Z","fullPath":"$BACKUPS/backup-20251126-214505.tar.gz","notes":null,"pinned":false,
 "consistency":null,"verification":{"level":"unchecked","valid":null,"verifiedAt":null,"problems":[]}}
JSON
)" ]
  [ "$(value .totalSize)" = 584K ]
  [ "$stderr" = '' ]
}

@test "newest first by date, then by name" {
  make_backup backup-20250101-000001 1 '{"createdDate":"2025-01-03T00:00:00Z"}'
  make_backup backup-20250101-000002 1 '{"createdDate":"2025-01-01T00:00:00Z"}'
  make_backup backup-20250101-000003 1 '{"createdDate":"2025-01-01T00:00:00Z"}'
  make_backup backup-20250101-000004 1
  TZ=UTC0 touch -d '2025-01-02T00:00:00Z' "$BACKUPS/backup-20250101-000004.tar.gz"
  manage list
  [ "$(value '[.backups[].filename[16:22]] | join(" ")')" = '000001 000004 000003 000002' ]
  [ "$(value '.backups[1].createdDate')" = 2025-01-02T00:00:00Z ]
}

@test "dates with an offset are shown in UTC, dates that are none are the file's" {
  make_backup backup-20250101-000001 1 '{"createdDate":"2025-11-26T23:45:11+02:00"}'
  make_backup backup-20250101-000002 1 '{"createdDate":"2025-02-30T00:00:00Z"}'
  make_backup backup-20250101-000003 1 '{"createdDate":"yesterday"}'
  make_backup backup-20250101-000004 1 '{"createdDate":"2025-13-77T99:99:99Z"}'
  TZ=UTC0 touch -d '2024-05-06T07:08:09Z' "$BACKUPS"/backup-20250101-00000[34].tar.gz
  manage list
  [ "$(value '.backups | sort_by(.filename) | map({(.filename[16:22]): .createdDate}) | add | tojson')" = '{"000001":"2025-11-26T21:45:11Z","000002":"2025-03-02T00:00:00Z","000003":"2024-05-06T07:08:09Z","000004":"2024-05-06T07:08:09Z"}' ]
}

@test "sizes are shown as du -h does" {
  local bytes expected
  for bytes in 0 1 1023 1024 1025 10137 10239 10240 10241 597504 1048575 1048576 6234112 1073741824 107374182400; do
    truncate -s "$bytes" "$ROOT/size"
    expected=$(du -h --apparent-size "$ROOT/size" | cut -f 1)
    [ "$(jq -rn -L "$HOST_SCRIPTS/lib" "include \"sizes\"; $bytes | human_size")" = "$expected" ] || { echo "$bytes: $expected"; return 1; }
  done
}

@test "the version comes from the metadata, else from AutoUpdater's version file, else it is unknown" {
  make_backup backup-20250101-000001 1 '{"version":"v1.0.0"}'
  make_backup backup-20250101-000002 1 '{"packageName":"rocket-welder"}'
  make_backup backup-20250101-000003 1
  make_backup backup-20250101-000004 1
  echo 2.0.0 >"$BACKUPS/backup-20250101-000001.tar.gz.version"
  echo 2.0.0 >"$BACKUPS/backup-20250101-000002.tar.gz.version"
  printf '2.17.16-1\nmore\n' >"$BACKUPS/backup-20250101-000003.tar.gz.version"
  manage list
  [ "$(value '.backups | sort_by(.filename) | map(.version) | join(" ")')" = 'v1.0.0 2.0.0 2.17.16-1 unknown' ]
}

@test "gitTagExists is the metadata's, gitTagAvailable is true now; v and ver are tried" {
  git -C "$PACKAGE" tag ver3.0.0
  make_backup backup-20250101-000001 1 '{"version":"v1.0.0","gitTagExists":false}'
  make_backup backup-20250101-000002 1 '{"version":"1.0.0"}'
  make_backup backup-20250101-000003 1 '{"version":"v9.9.9","gitTagExists":true}'
  make_backup backup-20250101-000004 1 '{"version":"3.0.0"}'
  make_backup backup-20250101-000005 1 '{"version":"unknown"}'
  manage list
  [ "$(value '.backups | sort_by(.filename) | map("\(.gitTagExists)/\(.gitTagAvailable)") | join(" ")')" = 'false/true true/true true/false true/true false/false' ]
}

@test "a package folder that is no git checkout has no tags" {
  rm -rf "$PACKAGE/.git"
  make_backup backup-20250101-000001 1 '{"version":"v1.0.0"}'
  manage list
  [ "$status" -eq 0 ]
  [ "$(value '.backups[0].gitTagAvailable')" = false ]
}

@test "a checkout that belongs to another user is read as that user" {
  let_others_in
  chown -R nobody "$PACKAGE"
  make_backup backup-20250101-000001 1 '{"version":"v1.0.0"}'
  manage list
  [ "$(value '.backups[0].gitTagAvailable')" = true ]
}

@test "broken metadata costs only itself" {
  export UNLABELLED_OWNER=rocket-welder
  make_backup backup-20250101-000001 1 '{"version":"v1.0.0"}'
  make_backup backup-20250101-000002 1 '{"version": "v1.0'
  make_backup backup-20250101-000003 1 '[1,2]'
  make_backup backup-20250101-000004 1 'nul'
  make_backup backup-20250101-000006 1 '"text"'
  : >"$BACKUPS/backup-20250101-000001.tar.gz.version"
  printf '\0\377\376{"version":\n\t"v2"}' >"$BACKUPS/backup-20250101-000004.meta.json"
  make_backup backup-20250101-000005 1
  head -c 100000 /dev/zero | tr '\0' ' ' >"$BACKUPS/backup-20250101-000005.meta.json"
  make_backup backup-20250101-000007 1
  : >"$BACKUPS/backup-20250101-000007.meta.json"
  manage list
  [ "$status" -eq 0 ]
  [ "$(value .totalCount)" = 7 ]
  [ "$(value '.backups | map(select(.version == "v1.0.0" and (.note | not))) | length')" = 1 ]
  [ "$(value '[.backups[] | select(.filename != "backup-20250101-000001.tar.gz") | [.version, .note]] | unique | tojson')" = '[["unknown","The metadata of this backup cannot be read."]]' ]
}

@test "metadata that may not be read costs only itself" {
  make_backup backup-20250101-000001 1 '{"version":"v1.0.0"}'
  make_backup backup-20250101-000002 1 '{"version":"v2.0.0"}'
  chmod 0 "$BACKUPS/backup-20250101-000002.meta.json"
  manage_as_nobody list
  [ "$status" -eq 0 ] || { echo "$output $stderr"; return 1; }
  [ "$(value '.backups | sort_by(.filename) | map(.version) | join(" ")')" = 'v1.0.0 unknown' ]
}

@test "a version that is not valid is unknown, with a note, and forges nothing" {
  export UNLABELLED_OWNER=rocket-welder
  make_backup backup-20250101-000001 1 '{"version":"v1\",\"gitTagExists\":true,\"x\":\""}'
  make_backup backup-20250101-000002 1 '{"version":"$(touch /tmp/pwned)"}'
  make_backup backup-20250101-000003 1 '{"version":"v1..2"}'
  make_backup backup-20250101-000004 1 '{"version":17}'
  make_backup backup-20250101-000005 1 '{"version":"v1\n"}'
  make_backup backup-20250101-000006 1
  echo 'a b"c' >"$BACKUPS/backup-20250101-000006.tar.gz.version"
  manage list
  [ "$(value '[.backups[] | [.version, .gitTagExists, .note]] | unique | tojson')" = '[["unknown",false,"The version in the metadata of this backup is not a valid version."]]' ]
  [ "$(value .totalCount)" = 6 ]
}

@test "a size that is not the metadata's is noted" {
  make_backup backup-20250101-000001 5 '{"version":"v1.0.0","sizeBytes":6}'
  manage list
  [[ "$(value '.backups[0].note')" == *"may be damaged"* ]]
}

@test "only regular files of the exact name are backups" {
  make_backup backup-20250101-000001 1
  make_backup backup-2025010-000001 1
  make_backup backup-20250101-000001x 1
  make_backup xbackup-20250101-000001 1
  make_backup .backup-20250101-000009 1
  make_backup 'backup-20250101-000002.tar.gz
A	backup-20250101-000003' 1
  ln -s backup-20250101-000001.tar.gz "$BACKUPS/backup-20250101-000004.tar.gz"
  mkdir "$BACKUPS/backup-20250101-000005.tar.gz"
  mkdir "$BACKUPS/sub" && : >"$BACKUPS/sub/backup-20250101-000006.tar.gz"
  mkfifo "$BACKUPS/backup-20250101-000007.tar.gz"
  manage list
  [ "$(value '[.backups[].filename] | join(" ")')" = backup-20250101-000001.tar.gz ]
}

@test "backups of another package in the same folder are not shown, unlabelled ones are" {
  make_backup backup-20250101-000001 1 '{"packageName":"rocket-welder"}'
  make_backup backup-20250101-000002 1 '{"packageName":"other"}'
  make_backup backup-20250101-000003 1
  manage list
  [ "$(value '[.backups[].filename[16:22]] | sort | join(" ")')" = '000001 000003' ]
  manage list --package-name other
  [ "$(value '[.backups[].filename[16:22]] | sort | join(" ")')" = '000002 000003' ]
}

@test "unlabelled backups belong to the package that the option names, else all packages see them with a note" {
  make_backup backup-20250101-000001 1
  make_backup backup-20250101-000002 1 '{"version":"v1.0.0"}'
  make_backup backup-20250101-000003 1 '{"packageName":"rocket-welder"}'
  manage list
  [ "$(value '[.backups[] | .note != null] | tojson')" = '[false,true,true]' ]
  [[ "$(value '.backups[1].note')" == *'does not say which package'* ]]
  manage list --unlabelled-owner=rocket-welder
  [ "$(value '[.backups[] | .note] | unique | tojson')" = '[null]' ]
  [ "$(value .totalCount)" = 3 ]
  manage list --unlabelled-owner=other
  [ "$(value .totalCount)" = 1 ]
  manage list --unlabelled-owner=other --package-name=other
  [ "$(value .totalCount)" = 2 ]
}

@test "a stored verification counts only for the archive as it is now" {
  local stem=backup-20250101-000001
  make_backup $stem 5 '{"packageName":"rocket-welder","consistency":"live"}'
  printf '{"level":"structure","valid":true,"verifiedAt":"2025-01-01T00:00:00Z","problems":[],"archive":"%s"}' "$(find "$BACKUPS/$stem.tar.gz" -printf '%s %T@')" >"$BACKUPS/$stem.verify.json"
  manage list
  [ "$(value '.backups[0] | [.consistency, .verification] | tojson')" = '["live",{"level":"structure","valid":true,"verifiedAt":"2025-01-01T00:00:00Z","problems":[]}]' ]
  touch "$BACKUPS/$stem.tar.gz"
  manage list
  [ "$(value '.backups[0].verification.level')" = unchecked ]
  echo '{"level":"structure"' >"$BACKUPS/$stem.verify.json"
  manage list
  [ "$(value '.backups[0].verification.level')" = unchecked ]
  [ "$(value '.backups[0].note')" = null ]
}

@test "a missing folder is the specification's error, and is not made" {
  manage list --backup-dir="$ROOT/none/backups"
  assert_error BACKUP_DIRECTORY_MISSING 66
  [ "$(value '[.backups, .totalCount, .totalSizeBytes, .totalSize, .error] | tojson')" = '[[],0,0,"0","Backup directory does not exist"]' ]
  [[ "$(value .message)" == 'Backup directory not accessible: '*' does not exist'* ]]
  [ ! -e "$ROOT/none" ]
}

@test "a folder that may not be read is another error" {
  chmod 700 "$BACKUPS"
  manage_as_nobody list
  assert_error BACKUP_DIRECTORY_NOT_ACCESSIBLE 77
  [ "$(value .error)" = 'Failed to list backups' ]
  manage_as_nobody list --backup-dir="$BACKUPS/deeper"
  assert_error BACKUP_DIRECTORY_NOT_ACCESSIBLE 77
}

@test "the text form is the specification's table" {
  make_backup backup-20251126-214505 597504 '{"version":"v1.0.0","packageName":"rocket-welder","createdDate":"2025-11-26T21:45:11Z"}'
  run --separate-stderr bash "$MANAGE" ls
  [ "$status" -eq 0 ]
  [ "${lines[0]}" = '=== Available EventStore Backups ===' ]
  [ "${lines[1]}" = 'BACKUP FILE                    VERSION      SIZE       DATE CREATED' ]
  [ "${lines[3]}" = 'backup-20251126-214505.tar.gz  v1.0.0       584K       2025-11-26 21:45:11' ]
  [ "${lines[4]}" = 'Total backups: 1 (584K)' ]
}

# Makes $1 backups at once, as jq writes their metadata.
make_many() {
  mkdir -p "$BACKUPS" && awk -v count="$1" -v folder="$BACKUPS" 'BEGIN {
    for (i = 0; i < count; i++) {
      stem = sprintf("%s/backup-20250101-%02d%02d%02d", folder, i / 3600, (i / 60) % 60, i % 60)
      printf "x" >(stem ".tar.gz"); close(stem ".tar.gz")
      printf "{\n  \"version\": \"v1.0.%d\",\n  \"packageName\": \"rocket-welder\",\n  \"createdDate\": \"2025-01-01T%02d:%02d:%02dZ\"\n}\n", i, i / 3600, (i / 60) % 60, i % 60 >(stem ".meta.json"); close(stem ".meta.json")
    } }'
}

@test "5,000 backups are listed completely and in order" {
  make_many 5000
  manage list
  [ "$status" -eq 0 ]
  [ "$(value .totalCount)" = 5000 ]
  [ "$(value '[.backups[].version] == [range(4999; -1; -1) | "v1.0.\(.)"]')" = true ]
}

@test "the number of processes does not depend on the number of backups" {
  local count before after few
  # In a process namespace of its own, process ids are handed out one by one: their difference is the number of forks.
  for count in 3 300; do
    make_many "$count"
    read -r before after < <(unshare --fork --pid bash -c "sh -c 'echo \$\$'; bash '$MANAGE' list --format=json >'$ROOT/list'; sh -c 'echo \$\$'" | paste -s -d ' ')
    [ "$(jq .totalCount "$ROOT/list")" -eq "$count" ]
    [ -z "${few-}" ] || [ "$((after - before))" -eq "$few" ] || { echo "$few then $((after - before))"; return 1; }
    few=$((after - before))
  done
  [ "$few" -lt 20 ]
}

# A backup as Holdfast writes it, 10 bytes; $2 is a jq filter for its metadata.
make_own_backup() {
  make_backup "$1" 10 "$(jq -n '{version: "v1.0.0", packageName: "rocket-welder", createdDate: "2025-11-26T21:45:11Z", backupFile: "x", gitCommit: "abc123def456",
    gitTagExists: false, sha256: "aa", sizeBytes: 10, fileCount: 3, durationMs: 5, toolVersion: "0.1.0", consistency: "live", filesSha256: "bb"} | '"${2:-.}")"
}

# Stores a result as verify does, for the archive as it is; $2 is a jq filter for it.
make_own_result() {
  jq -cn --arg archive "$(find "$BACKUPS/$1.tar.gz" -printf '%s %T@')" '{level: "structure", valid: true, verifiedAt: "2025-11-27T00:00:00Z", problems: [], fileCount: 3,
    archive: $archive, toolVersion: "0.1.0"} | '"${2:-.}" >"$BACKUPS/$1.verify.json"
}

@test "what Holdfast wrote is shown the same as when jq judges it" {
  local filter stem=backup-20251126-214505 expected
  for filter in . '.version = "v9.9.9"' '.version = "../x"' '.version = "unknown"' 'del(.version)' '.gitCommit = "unknown"' '.gitTagExists = null' \
    '.sizeBytes = 11' 'del(.sizeBytes)' '.sizeBytes = "10"' '.warnings = ["odd"]' '.warnings = null' '.consistency = "stopped"' '.consistency = 7' 'del(.consistency)' \
    '.createdDate = "2025-02-30T00:00:00Z"' '.createdDate = 5' 'del(.packageName)' '.packageName = null' '.packageName = "other"' '.version = "v1\"0"' '.x = {}' '.x = 1.5e300' '.x = "é"'; do
    make_own_backup "$stem" "$filter"
    make_own_result "$stem"
    manage list
    [ "$status" -eq 0 ]
    expected=$(jq -c .backups <<<"$output")
    jq -c . "$BACKUPS/$stem.meta.json" >"$ROOT/compact"
    mv "$ROOT/compact" "$BACKUPS/$stem.meta.json"
    jq . "$BACKUPS/$stem.verify.json" >"$ROOT/indented"
    mv "$ROOT/indented" "$BACKUPS/$stem.verify.json"
    manage list
    [ "$(jq -c .backups <<<"$output")" = "$expected" ] || { echo "$filter: $output, not $expected"; return 1; }
  done
}

@test "a result that Holdfast wrote counts for the archive as it was verified, whatever it says" {
  local filter stem=backup-20251126-214505 expected
  make_own_backup "$stem"
  for filter in . '.level = "archive"' '.level = "odd"' '.valid = false' '.valid = false | .problems = ["broken"]' '.valid = null' '.archive = "10 1.0"' \
    '.fileCount = null' '.fileCount = "x"' '.verifiedAt = 3' '.toolVersion = "a\"b"' 'del(.level)' '.more = 1'; do
    make_own_result "$stem" "$filter"
    manage list
    expected=$(jq -c .backups <<<"$output")
    jq . "$BACKUPS/$stem.verify.json" >"$ROOT/indented"
    mv "$ROOT/indented" "$BACKUPS/$stem.verify.json"
    manage list
    [ "$(jq -c .backups <<<"$output")" = "$expected" ] || { echo "$filter: $output, not $expected"; return 1; }
  done
}

@test "metadata that is nearly what Holdfast writes is still broken" {
  local stem=backup-20251126-214505 edit
  for edit in '3s/,$//' '$d' '4s/:/ /' '2s/"version/version/' '14s/$/,/'; do
    make_own_backup "$stem"
    sed -i "$edit" "$BACKUPS/$stem.meta.json"
    ! jq -e . "$BACKUPS/$stem.meta.json" >/dev/null 2>&1
    manage list
    [ "$(value '.backups[0].note | startswith("The metadata of this backup cannot be read.")')" = true ] || { echo "$edit"; return 1; }
  done
}
