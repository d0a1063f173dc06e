#!/usr/bin/env bats
# backup.sh and restore.sh: AutoUpdater's migration protocol.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() { make_package; }

# Runs one of the two scripts in json mode.
protocol() {
  local script=$1
  shift
  run --separate-stderr bash "$HOST_SCRIPTS/$script" "$@" --format=json
  require_one_document
}

@test "backup.sh answers with the file and writes the version beside it" {
  protocol backup.sh --version=v1.0.0
  [ "$status" -eq 0 ]
  [ "$(value 'keys | tojson')" = '["file"]' ]
  [ -f "$(value .file)" ]
  [ "$(cat "$(value .file).version")" = v1.0.0 ]
}

@test "es-backup-manage.sh writes no version file" {
  manage backup
  [ ! -e "$(value .file).version" ]
}

@test "backup.sh on a fresh installation has nothing to do" {
  rm -rf "$DATA"
  protocol backup.sh --version=v1.0.0
  [ "$status" -eq 0 ]
  [ "$output" = '{"file":""}' ]
  run --separate-stderr bash "$HOST_SCRIPTS/backup.sh"
  [ "$status" -eq 0 ]
  mkdir "$DATA.before-20250101-000000"
  protocol backup.sh
  [ "$status" -eq 1 ]
  [ "$(value .success)" = false ]
}

@test "backup.sh fails with a sentence and exit code 1" {
  echo 'exited 0 x' >"$DOCKER/containers/eventstore.db"
  protocol backup.sh
  [ "$status" -eq 1 ]
  [ "$(value '[.success, .error] | tojson')" = '[false,"EventStore is not running"]' ]
  protocol backup.sh --version='v1"x'
  [ "$status" -eq 1 ]
  protocol backup.sh nonsense
  [ "$status" -eq 1 ]
}

@test "backup.sh list answers with AutoUpdater's array" {
  protocol backup.sh --version=v1.0.0
  local file
  file=$(value .file)
  protocol backup.sh list
  [ "$status" -eq 0 ]
  [ "$(value 'map(del(.size)) | tojson')" = "[{\"filename\":\"${file##*/}\",\"version\":\"v1.0.0\",\"size_bytes\":$(stat -c %s "$file"),\"full_path\":\"$file\"}]" ]
}

@test "restore.sh restores a file of the backup folder without asking" {
  protocol backup.sh --version=v1.0.0
  local file before
  file=$(value .file)
  before=$(fingerprint "$DATA")
  make_data 2
  protocol restore.sh --file="$file"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$output" = '{"success":true}' ]
  [ "$(fingerprint "$DATA")" = "$before" ]
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
  protocol restore.sh --file "${file##*/}"
  [ "$status" -eq 0 ]
}

@test "restore.sh refuses a file elsewhere, even one that the backup folder has under the same name" {
  protocol backup.sh --version=v1.0.0
  local file live path
  file=$(value .file)
  make_data 2
  live=$(fingerprint "$DATA")
  mkdir "$ROOT/elsewhere"
  cp "$file" "$ROOT/elsewhere/"
  for path in "$ROOT/elsewhere/${file##*/}" "$BACKUPS/sub/${file##*/}" "${file##*/}/" '' "$BACKUPS/../elsewhere/${file##*/}" "$file "; do
    protocol restore.sh --file="$path"
    [ "$status" -eq 1 ]
    [ "$(value .success)" = false ]
    [ -n "$(value .error)" ]
  done
  protocol restore.sh
  [ "$status" -eq 1 ]
  assert_untouched "$live"
}

@test "an archive and version file of AutoUpdater's scripts are listed and restored" {
  local stem=backup-20250101-000000 expected
  mkdir "$ROOT/pack"
  cp -R "$DATA" "$ROOT/pack/$stem"
  pack "$ROOT/pack" "$stem"
  echo 1.0.0 >"$BACKUPS/$stem.tar.gz.version"
  expected=$(fingerprint "$DATA")
  make_data 2
  manage list
  [ "$(value '.backups[0].version')" = 1.0.0 ]
  manage restore "$stem.tar.gz" --yes
  [ "$status" -eq 0 ]
  [ "$(value '[.restoredVersion, .codeVersionRestored] | tojson')" = '["1.0.0",true]' ]
  [ "$(fingerprint "$DATA")" = "$expected" ]
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
}
