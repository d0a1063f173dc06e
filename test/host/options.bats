#!/usr/bin/env bats
# The command line, the environment, and the promise of exactly one JSON document.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() { make_package; }

@test "options may stand anywhere and in both forms" {
  unset BACKUP_DIR
  manage --backup-dir "$BACKUPS" list
  [ "$status" -eq 0 ]
  run --separate-stderr bash "$MANAGE" list --backup-dir="$BACKUPS" --format json
  [ "$status" -eq 0 ]
  [ "$(value .totalCount)" = 0 ]
  run --separate-stderr bash "$MANAGE" --format json --backup-dir "$BACKUPS" list
  [ "$(value .totalCount)" = 0 ]
}

@test "an option wins over the environment" {
  mkdir "$ROOT/other"
  manage status --backup-dir="$ROOT/other" --retention-days=9
  [ "$(value .backupDirectory)" = "$ROOT/other" ]
  [ "$(value .retentionDays)" = 9 ]
}

@test "usage errors" {
  local -a cases=(--bogus --bogus=1 -x nonsense 'list extra' '--format=xml list' 'list --backup-dir' 'list --backup-dir=' restore
    'restore a b' 'list --retention-days=x' 'list --retention-days=0' 'list --health-timeout=1h' 'list --package-dir=/' 'list --service=-x')
  local arguments
  for arguments in "${cases[@]}"; do
    # shellcheck disable=SC2086 # a list of words
    manage $arguments
    assert_error USAGE 64 || { echo "$arguments"; return 1; }
  done
}

@test "a usage error in text mode prints nothing on stdout" {
  run --separate-stderr bash "$MANAGE" list --bogus
  [ "$status" -eq 64 ]
  [ "$output" = '' ]
  [[ "$stderr" == 'Failed to list backups: There is no option --bogus.'* ]]
}

@test "help lists the commands for programs" {
  manage help
  [ "$(value '.commands | index("restore") != null and index("status") != null')" = true ]
  [ "$(value '[.commands[] | select(test("^[a-z-]+$") | not)] | length')" = 0 ]
}

@test "a command that is an expansion is not expanded" {
  manage "x\$(touch $ROOT/expanded)"
  assert_error USAGE 64
  manage "x]]\$(touch $ROOT/expanded)"
  assert_error USAGE 64
  [ ! -e "$ROOT/expanded" ]
}

@test "help names every command and needs no package" {
  run --separate-stderr bash "$MANAGE" help --package-dir=/nowhere
  [ "$status" -eq 0 ]
  for word in list backup restore status cleanup --package-dir --health-url; do [[ "$output" == *"$word"* ]]; done
  run --separate-stderr bash "$MANAGE"
  [ "$status" -eq 0 ]
  manage help
  [ "$(value .success)" = true ]
}

@test "the script may be called through a link, and its folder may be the package's" {
  unset PACKAGE_DIR
  ln -s "$MANAGE" "$PACKAGE/es-backup-manage.sh"
  run --separate-stderr bash "$PACKAGE/es-backup-manage.sh" status --format=json
  [ "$status" -eq 0 ]
  [ "$(value .version)" = v2.0.0 ]
  cd "$PACKAGE"
  run --separate-stderr bash es-backup-manage.sh status --format=json
  [ "$(value .version)" = v2.0.0 ]
}

@test "a missing jq is the one fixed answer" {
  local tools=$ROOT/tools tool
  mkdir "$tools"
  for tool in bash readlink find awk sed cat rm mktemp stat git env dirname; do ln -s "$(type -P "$tool")" "$tools/$tool"; done
  PATH=$tools run --separate-stderr bash "$MANAGE" list --format=json
  [ "$status" -eq 69 ]
  [ "$(jq -r .code <<<"$output")" = TOOL_MISSING ]
  [[ "$(jq -r .message <<<"$output")" == *'apt-get install jq'* ]]
  [ "${#lines[@]}" -eq 1 ]
  PATH=$tools run --separate-stderr bash "$MANAGE" list --bogus --format=json
  [ "$status" -eq 69 ]
  [ "$(jq -r .code <<<"$output")" = TOOL_MISSING ]
}

@test "every missing tool is named with its package" {
  local tools=$ROOT/tools tool
  mkdir "$tools"
  for tool in bash readlink find awk sed cat rm mktemp stat git env dirname jq gzip tar sort cmp sync timeout sha256sum setpriv md5sum od xargs; do ln -s "$(type -P "$tool")" "$tools/$tool"; done
  PATH=$tools run --separate-stderr bash "$MANAGE" backup --format=json
  assert_error TOOL_MISSING 69
  [ "$(value '.tools | sort | join(" ")')" = 'curl docker flock' ]
  [ "$(value '.packages | sort | join(" ")')" = 'curl docker.io util-linux' ]
  [ "$(backup_folder)" = '' ]
}

@test "a log file that cannot be written is a warning" {
  manage list --log-file=/proc/none/log
  [ "$status" -eq 0 ]
  [[ "$stderr" == *'/proc/none/log cannot be written'* ]]
  mkfifo "$ROOT/fifo"
  manage list --log-file="$ROOT/fifo"
  [ "$status" -eq 0 ]
}

@test "what happens is appended to the log file" {
  manage backup
  manage restore nonsense --yes
  grep -q 'rocket-welder backup: Backup created successfully' "$LOG"
  grep -q 'rocket-welder restore: BAD_FILENAME' "$LOG"
}

@test "an unexpected failure is one document too" {
  # A jq that works only for error documents.
  mkdir "$ROOT/shim"
  printf '#!/bin/bash\ncase "$*" in *catalog*) exit 5 ;; esac\nexec %s "$@"\n' "$(type -P jq)" >"$ROOT/shim/jq"
  chmod 755 "$ROOT/shim/jq"
  PATH="$ROOT/shim:$PATH" run --separate-stderr bash "$MANAGE" list --format=json
  assert_error INTERNAL 1
}

@test "status answers with the specification's fields" {
  manage backup --version=v1.0.0
  local filename
  filename=$(value .backup.filename)
  manage status
  [ "$status" -eq 0 ]
  [ "$(value 'keys_unsorted | join(" ")')" = 'backupDirectory totalBackups totalSize totalSizeBytes oldestBackup newestBackup retentionDays backupsToCleanup version serviceState dataDirectory freeBytes toolVersion undo operation attention' ]
  [ "$(value '[.totalBackups, .oldestBackup, .newestBackup, .retentionDays, .backupsToCleanup, .version, .serviceState] | tojson')" = "[1,\"$filename\",\"$filename\",7,0,\"v2.0.0\",\"running\"]" ]
  echo 'exited 137 x' >"$DOCKER/containers/eventstore.db"
  manage status
  [ "$(value .serviceState)" = stopped ]
  : >"$DOCKER/fail-ps"
  manage status
  [ "$status" -eq 0 ]
  [ "$(value .serviceState)" = unknown ]
}

@test "status without backups has nulls, without a folder an error" {
  manage status
  [ "$(value '[.totalBackups, .oldestBackup, .newestBackup] | tojson')" = '[0,null,null]' ]
  manage status --backup-dir="$ROOT/none"
  assert_error BACKUP_DIRECTORY_MISSING 66
}
