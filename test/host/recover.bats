#!/usr/bin/env bats
# recover: what a crash cut off is finished or rolled back, before anything else, and as often as it takes.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() {
  make_package
  export HOLDFAST_POLL_SECONDS=0.05 HOLDFAST_ORPHAN_SECONDS=2
  BACKUP=$(backup_of v1.0.0)
  NEW=$(fingerprint "$DATA")
  make_data 2
  OLD=$(fingerprint "$DATA")
  JOURNAL=$ROOT/eventstore/.holdfast-rocket-welder/journal
}

# Kills a restore at a moment.
cut_off_at() {
  HOLDFAST_FAILPOINTS="$1=KILL" bash "$MANAGE" restore "$BACKUP" --yes >/dev/null 2>&1 || :
  [ -f "$JOURNAL" ]
}

# Fails unless everything is old or everything is new.
assert_old() {
  [ "$(fingerprint "$DATA")" = "$OLD" ]
  [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
  [ "$(cat "$DOCKER/containers/eventstore.db")" = 'running 0 eventstore:2.0.0' ]
  [ ! -e "$JOURNAL" ]
}
assert_new() {
  [ "$(fingerprint "$DATA")" = "$NEW" ]
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
  [ "$(cat "$DOCKER/containers/eventstore.db")" = 'running 0 eventstore:1.0.0' ]
  [ "$(jq -r .Version "$PACKAGE/deployment.state.json")" = v1.0.0 ]
  [ ! -e "$JOURNAL" ]
}

@test "without a journal there is nothing to recover" {
  manage recover
  [ "$status" -eq 0 ]
  [ "$(value .outcome)" = nothing ]
}

@test "before the swap is complete it is rolled back" {
  cut_off_at betweenRenames
  [ ! -e "$DATA" ]
  manage recover
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value .outcome)" = rolledBack ]
  assert_old
}

@test "from the swap on it is completed, and can be undone" {
  cut_off_at afterSwappedJournal
  manage recover
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '[.outcome, .restoredBackup, .restoredVersion, .codeVersionRestored] | tojson')" = "[\"completed\",\"$BACKUP\",\"v1.0.0\",true]" ]
  [ "$(value .undoId)" != null ]
  assert_new
}

@test "where it cannot be completed it is rolled back" {
  cut_off_at afterSwappedJournal
  echo 1 >"$DOCKER/crash-on-up"
  manage recover
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value .outcome)" = rolledBack ]
  assert_old
}

@test "every command recovers first" {
  local command
  for command in list status cleanup; do
    make_data 2
    cut_off_at betweenRenames
    manage "$command"
    [ "$status" -eq 0 ] || { echo "$command: $output"; return 1; }
    assert_old || { echo "$command"; return 1; }
  done
  cut_off_at betweenRenames
  manage list
  [ "$(value '[.attention, .operation] | tojson')" = '[null,null]' ]
  manage help
  [ "$status" -eq 0 ]
}

@test "the recovery uses the crashed run's configuration" {
  cut_off_at betweenRenames
  env -u HEALTH_URL bash "$MANAGE" list --format=json --service=other --compose-file=none.yml >"$ROOT/out"
  [ "$(jq -r .attention "$ROOT/out")" = null ]
  assert_old
}

@test "docker that does not answer: nothing is touched, readers still answer" {
  cut_off_at afterSwappedJournal
  : >"$DOCKER/fail-ps"
  manage backup
  assert_error RESTORE_NEEDS_ATTENTION 1
  manage list
  [ "$status" -eq 0 ]
  [ "$(value .attention.code)" = RESTORE_NEEDS_ATTENTION ]
  manage status
  [ "$status" -eq 0 ]
  [ "$(value .attention.code)" = RESTORE_NEEDS_ATTENTION ]
  [ "$(fingerprint "$DATA")" = "$NEW" ]
  rm "$DOCKER/fail-ps"
  manage recover
  [ "$(value .outcome)" = completed ]
  assert_new
}

@test "a compose file that is gone is said, and the recovery goes on when it is back" {
  cut_off_at betweenRenames
  mv "$PACKAGE/docker-compose.yml" "$ROOT/aside"
  manage recover
  assert_error RESTORE_NEEDS_ATTENTION 1
  [[ "$(value .message)" == *docker-compose.yml*data.before-* ]]
  manage list
  [ "$(value .attention.code)" = RESTORE_NEEDS_ATTENTION ]
  [[ "$(value .attention.message)" == *data.before-* ]]
  mv "$ROOT/aside" "$PACKAGE/docker-compose.yml"
  manage recover
  [ "$(value .outcome)" = rolledBack ] || { echo "$output"; return 1; }
  assert_old
}

@test "a checkout that was cut off between two files is done again" {
  cut_off_at beforeCheckout
  # As a crash leaves it: an empty file that the index believes to be right, and git's locks.
  : >"$PACKAGE/docker-compose.yml"
  : >"$PACKAGE/.git/index.lock"
  : >"$PACKAGE/.git/HEAD.lock"
  manage recover
  [ "$(value .outcome)" = completed ] || { echo "$output"; return 1; }
  assert_new
  [ -z "$(git -C "$PACKAGE" status --porcelain --untracked-files=no)" ]
}

@test "old data that was moved by hand is found by what it is, never guessed" {
  cut_off_at betweenRenames
  mv "$DATA".before-* "$ROOT/eventstore/moved"
  mkdir "$DATA" # as docker does for a missing folder
  manage recover
  [ "$(value .outcome)" = rolledBack ] || { echo "$output"; return 1; }
  assert_old
}

@test "old data that is nowhere: nothing is guessed" {
  cut_off_at betweenRenames
  mv "$DATA".before-* "$ROOT/elsewhere"
  cp -R "$ROOT/elsewhere" "$DATA.before-20200101-000000"
  manage recover
  assert_error RESTORE_NEEDS_ATTENTION 1
  [ ! -e "$DATA" ]
}

@test "a journal that cannot be trusted touches nothing" {
  cut_off_at betweenRenames
  local spoiled
  cp "$JOURNAL" "$ROOT/good"
  for spoiled in flipped cut empty folder newer; do
    rm -rf "$JOURNAL"
    case $spoiled in
    flipped) sed '1s/SWAPPING/SWAPPED/' "$ROOT/good" >"$JOURNAL" ;;
    cut) head -n 1 "$ROOT/good" >"$JOURNAL" ;;
    empty) : >"$JOURNAL" ;;
    folder) mkdir "$JOURNAL" ;;
    newer)
      head -n 1 "$ROOT/good" | jq -c '.format = 99' >"$JOURNAL"
      sha256sum <"$JOURNAL" | cut -c 1-64 >>"$JOURNAL"
      ;;
    esac
    manage recover
    assert_error JOURNAL_UNREADABLE 65 || { echo "$spoiled"; return 1; }
    [[ "$(value .message)" == *data.before-* ]]
    manage backup
    assert_error JOURNAL_UNREADABLE 65
    manage list
    [ "$status" -eq 0 ]
    [ "$(value .attention.code)" = JOURNAL_UNREADABLE ]
    [ ! -e "$DATA" ]
  done
  rm -rf "$JOURNAL"
  cp "$ROOT/good" "$JOURNAL"
  manage recover
  assert_old
}

@test "orphans of a killed restore are waited for" {
  # The stop goes on after the script is dead, and would stop what a recovery has started.
  printf '#!/bin/bash\n: >"%s"\nsleep 1\n' "$ROOT/inside" >"$DOCKER/on-stop"
  chmod 755 "$DOCKER/on-stop"
  bash "$MANAGE" restore "$BACKUP" --yes >/dev/null 2>&1 &
  local pid=$!
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  rm "$DOCKER/on-stop"
  kill -KILL "$pid"
  manage recover
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value .outcome)" = rolledBack ]
  assert_old
}

@test "orphans that do not end are ended" {
  printf '#!/bin/bash\n: >"%s"\nexec sleep 60\n' "$ROOT/inside" >"$DOCKER/on-stop"
  chmod 755 "$DOCKER/on-stop"
  bash "$MANAGE" restore "$BACKUP" --yes >/dev/null 2>&1 &
  local pid=$!
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  rm "$DOCKER/on-stop"
  kill -KILL "$pid"
  manage recover
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  assert_old
}

@test "while a restore runs, others are busy at once and readers say so" {
  printf '#!/bin/bash\n: >"%s"\nwhile [ ! -e "%s" ]; do sleep 0.05; done\n' "$ROOT/inside" "$ROOT/go" >"$DOCKER/on-up"
  chmod 755 "$DOCKER/on-up"
  bash "$MANAGE" restore "$BACKUP" --yes --operator=anna >/dev/null 2>&1 &
  local pid=$!
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  local command
  for command in recover backup cleanup "restore $BACKUP --yes"; do
    # shellcheck disable=SC2086 # words
    manage $command
    assert_error BUSY 75 || { echo "$command"; return 1; }
    [ "$(value '[.operation.operation, .operation.operator, .operation.phase] | join(" ")')" = 'restore anna start' ]
  done
  manage list
  [ "$status" -eq 0 ]
  [ "$(value '[.operation.operator, .attention] | tojson')" = '["anna",null]' ]
  : >"$ROOT/go"
  wait "$pid"
  assert_new
}
