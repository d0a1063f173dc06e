#!/usr/bin/env bats
# The host's own record of what was done to a package.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() {
  make_package
  AUDIT=$BACKUPS/.holdfast/rocket-welder/audit.jsonl
}

# Prints field $2 of line $1.
entry() {
  sed -n "$1p" "$AUDIT" | jq -r "$2"
}

@test "a backup leaves a line at its start and one at its end, with who asked" {
  manage backup --version=v2.0.0 --operator='ann (ci)' --audit-id=4f2a-1
  [ "$status" -eq 0 ]
  [ "$(wc -l <"$AUDIT")" -eq 2 ]
  [ "$(entry 1 .event)$(entry 2 .event)" = startend ]
  [ "$(entry 1 .operation)" = backup ]
  [ "$(entry 1 .operator)" = 'ann (ci)' ]
  [ "$(entry 1 .auditId)$(entry 2 .auditId)" = 4f2a-14f2a-1 ]
  [ "$(entry 1 .version)" = v2.0.0 ]
  [ "$(entry 2 .outcome)" = 'done' ]
}

@test "a failure says its code" {
  echo 'exited 0 eventstore:2.0.0' >"$DOCKER/containers/eventstore.db"
  manage backup
  assert_error SERVICE_NOT_RUNNING 1
  [ "$(entry 2 .outcome)" = failed ]
  [ "$(entry 2 .code)" = SERVICE_NOT_RUNNING ]
}

@test "a restore names its backup" {
  file=$(backup_of v2.0.0)
  manage restore "$file" --yes
  [ "$status" -eq 0 ]
  [ "$(entry 3 '.operation + " " + .arguments[0]')" = "restore $file" ]
  [ "$(entry 4 .outcome)" = 'done' ]
}

@test "questions leave nothing" {
  manage list
  manage status
  [ ! -e "$AUDIT" ]
}

@test "what any operator is called stays one line of JSON" {
  manage backup --operator=$'a"b\\c\n{"event":"end"}' --version=v1
  [ "$status" -eq 0 ]
  [ "$(wc -l <"$AUDIT")" -eq 2 ]
  [ "$(jq -s length "$AUDIT")" -eq 2 ]
}

@test "a line that a power failure cut off costs that line only" {
  backup_of v2.0.0 >/dev/null
  truncate -s -20 "$AUDIT"
  backup_of v2.0.0 >/dev/null
  [ "$(jq -R 'fromjson? // empty | .event' "$AUDIT" | wc -l)" -eq 3 ]
}

@test "only its owner can read it" {
  backup_of v2.0.0 >/dev/null
  [ "$(stat -c %a "$AUDIT")" = 600 ]
}

@test "a link in its place is not written through, and the backup goes on" {
  mkdir -p "${AUDIT%/*}"
  ln -s "$ROOT/elsewhere" "$AUDIT"
  manage backup
  [ "$status" -eq 0 ]
  [ ! -e "$ROOT/elsewhere" ]
  grep -q 'audit line' "$LOG"
}

@test "an audit id that is no plain word is refused" {
  manage backup --audit-id='a b'
  assert_error USAGE 64
}

@test "a job leaves the lines of its operation, with its id and the id of the request" {
  manage job start backup --version=v2.0.0 --audit-id=request-7 --operator=ann
  [ "$status" -eq 0 ]
  id=$(value .jobId)
  bash "$MANAGE" job follow "$id" >/dev/null 2>&1
  [ "$(jq -rs 'map(select(.operation == "backup") | "\(.event) \(.auditId) \(.operator) \(.jobId)") | join(",")' "$AUDIT")" = \
    "start request-7 ann $id,end request-7 ann $id" ]
  manage job list
  [ "$(value '.jobs[0].arguments | map(select(startswith("--audit"))) | length')" -eq 0 ]
}
