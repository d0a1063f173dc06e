#!/usr/bin/env bats
# check and state: what they find, and what they say to do.

bats_require_minimum_version 1.5.0
load helpers/fixture

setup() {
  make_package
}

# Fails unless check $1 has status $2 and, where given, a message that matches $3.
assert_check() {
  local found
  found=$(value ".checks[] | select(.id == \"$1\") | \"\(.status) \(.message) -> \(.remedy)\"")
  [[ $found == "$2 "* ]] || { echo "$1: $found"; return 1; }
  [[ $2 == passed || $found != *'-> null' ]] || { echo "no remedy: $found"; return 1; }
  [[ $found =~ ${3:-.} ]] || { echo "$1: $found"; return 1; }
}

# A PATH without the given tools.
hide_tools() {
  local folder=$BATS_TEST_TMPDIR/tools tool
  mkdir -p "$folder"
  cp -s /usr/bin/* /bin/* /usr/sbin/* "$folder" 2>/dev/null || :
  cp -f "$BATS_TEST_DIRNAME/stand-in/docker" "$folder/docker"
  for tool in "$@"; do
    rm -f "$folder/$tool"
  done
  PATH=$folder
}

@test "a host that has everything is ready" {
  manage check
  [ "$status" -eq 0 ]
  [ "$(value '.ready, .success' | sort -u)" = true ]
  [ "$(value '[.checks[] | select(.status == "failed")] | length')" = 0 ]
  [ "$(value '.checks | map(.id) | unique | length')" = "$(value '.checks | length')" ]
  assert_check docker passed 'Docker 28.2.0, Compose 2.36.0'
  assert_check checkout passed '2 tags'
  assert_check service passed
  [[ $(value .hostTime) =~ ^[0-9-]+T[0-9:]+Z$ ]]
}

# Prints the files below the test's folder but for the log, the stand-in's and those of bats.
files() {
  find "$ROOT" \( -path "$TMPDIR" -o -path "$DOCKER" -o -path "$LOG" -o -name 'separate-stderr-*' \) -prune -o -type f -print | sort
}

@test "it changes nothing" {
  local before
  before=$(files)
  manage check
  manage state
  [ "$(files)" = "$before" ]
}

@test "missing tools are named with the command that installs them" {
  hide_tools curl flock igzip pigz
  run --separate-stderr bash "$MANAGE" check --format=json
  [ "$(value .ready)" = false ]
  assert_check tools failed 'flock curl -> .*apt-get install curl util-linux'
  assert_check compression warning 'isal'
}

@test "without jq there is the one answer that needs none" {
  hide_tools jq
  run --separate-stderr bash "$MANAGE" check --format=json
  [ "$status" -eq 69 ]
  [[ $output == *TOOL_MISSING* ]]
}

@test "docker that is not there, does not answer or has no compose" {
  touch "$DOCKER/fail-version"
  manage check
  assert_check docker failed 'Cannot connect'
  hide_tools docker
  run --separate-stderr bash "$MANAGE" check --format=json
  assert_check docker failed 'not installed'
  assert_check service failed
}

@test "folders that are missing" {
  rm -rf "$BACKUPS" "$DATA"
  manage check
  assert_check backupFolder failed "mkdir -p $BACKUPS"
  assert_check dataFolder warning 'nothing to back up'
  manage check --package-dir="$ROOT/none"
  assert_check packageFolder failed
  manage check --compose-file=other.yml
  assert_check packageFolder failed 'other.yml'
}

@test "a data folder that is a mount point" {
  mount --bind "$DATA" "$DATA"
  manage check
  umount "$DATA"
  assert_check dataFolder failed 'Mount the volume on the folder above'
}

@test "code that a restore cannot bring back" {
  echo '# mine' >>"$PACKAGE/docker-compose.yml"
  manage check
  assert_check checkout warning 'docker-compose.yml'
  git -C "$PACKAGE" checkout --quiet -- docker-compose.yml
  git -C "$PACKAGE" tag -d v1.0.0 v2.0.0 >/dev/null
  manage check
  assert_check checkout warning 'fetch --tags'
  rm -rf "$PACKAGE/.git"
  manage check
  assert_check checkout warning 'not a git checkout'
}

@test "a service that is stopped, unhealthy or unknown" {
  rm "$DOCKER/health/live"
  manage check
  assert_check service failed 'health'
  manage state
  [ "$(value .service)" = unhealthy ]
  [ -n "$(value .serviceMessage)" ]
  echo 'exited 0 eventstore:2.0.0' >"$DOCKER/containers/eventstore.db"
  manage check
  assert_check service warning 'docker compose up'
  manage state
  [ "$(value .service)" = stopped ]
  touch "$DOCKER/fail-ps"
  manage check
  assert_check service failed
  manage state
  [ "$status" -eq 0 ]
  [ "$(value .service)" = unknown ]
}

@test "another user is told what it cannot do" {
  manage_as_nobody check
  assert_check backupFolder failed 'cannot be written'
}

@test "state tells the newest backup and how many there are" {
  local newest
  manage state
  [ "$(value '[.service, .backupCount, .newestBackup] | tojson')" = '["running",0,null]' ]
  backup_of v1.0.0
  sleep 1
  newest=$(backup_of v2.0.0)
  manage state
  [ "$(value .backupCount)" = 2 ]
  [ "$(value .newestBackup.filename)" = "$newest" ]
  [ "$(value .newestBackup.version)" = v2.0.0 ]
  rm -rf "$BACKUPS"
  manage state
  [ "$status" -eq 0 ]
  [ "$(value '[.backupCount, .newestBackup] | tojson')" = '[null,null]' ]
  [[ $(value .note) == *"$BACKUPS"* ]]
}

@test "state tells that a restore can be undone" {
  local backup
  backup=$(backup_of v1.0.0)
  manage restore "$backup" --yes
  [ "$status" -eq 0 ]
  manage state
  [ "$(value .undo.restoredBackup)" = "$backup" ]
  [ "$(value .attention)" = null ]
  [ "$(value .operation)" = null ]
}

@test "state tells that an unfinished restore needs the operator" {
  mkdir -p "$ROOT/eventstore/.holdfast-rocket-welder"
  echo 'no journal' >"$ROOT/eventstore/.holdfast-rocket-welder/journal"
  manage state
  [ "$status" -eq 0 ]
  [ "$(value .attention.code)" = JOURNAL_UNREADABLE ]
  [ -n "$(value .attention.message)" ]
}
