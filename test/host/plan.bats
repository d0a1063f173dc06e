#!/usr/bin/env bats
# plan: what a restore would do and what stands in its way, with nothing changed.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() {
  make_package
  export HOLDFAST_POLL_SECONDS=0.05
  BACKUP=$(backup_of v1.0.0)
  make_data 2
  LIVE=$(fingerprint "$DATA")
}

# Prints the status of a check.
check() {
  value ".checks[] | select(.id == \"$1\") | .status"
}

@test "the plan of a restore that can be done" {
  manage plan "$BACKUP"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '[.success, .restorable, .filename, .from.version, .to.version, .to.tag, .codeWillChange, .localChanges, .expectedDowntimeMs] | tojson')" = "[true,true,\"$BACKUP\",\"v2.0.0\",\"v1.0.0\",\"v1.0.0\",true,[],null]" ]
  [ "$(value .from.commit)" = "$(tag_commit v2.0.0)" ]
  [ "$(value .to.commit)" = "$(tag_commit v1.0.0)" ]
  [ "$(value '.servicesToStop | sort | tojson')" = '["eventstore.db","welder"]' ]
  [ "$(value '.spaceNeededBytes > 0 and .spaceFreeBytes > .spaceNeededBytes and .dataAgeMs >= 0')" = true ]
  [ "$(value '[.checks[].status] | unique | tojson')" = '["passed"]' ]
  [ "$(value 'all(.checks[]; (.title | length) > 0 and (.message | length) > 0)')" = true ]
  assert_untouched "$LIVE"
}

@test "past restores say what downtime to expect" {
  manage restore "$BACKUP" --yes
  local downtime
  downtime=$(value .downtimeMs)
  manage plan "$BACKUP"
  [ "$(value .expectedDowntimeMs)" = "$downtime" ]
  [ "$(value .codeWillChange)" = false ]
}

@test "what stands in the way is named, all of it, and nothing is cleaned up" {
  local stage=$ROOT/eventstore/.restore-rocket-welder-20250101-000000
  mkdir "$stage"
  head -c 100 "$BACKUPS/$BACKUP" >"$ROOT/cut"
  cp "$ROOT/cut" "$BACKUPS/$BACKUP"
  : >"$DOCKER/fail-ps"
  echo '# changed by hand' >>"$PACKAGE/docker-compose.yml"
  manage plan "$BACKUP"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '[.success, .restorable] | tojson')" = '[true,false]' ]
  [ "$(check archive) $(check docker) $(check code) $(check data)" = 'failed failed warning passed' ]
  [ "$(value '.localChanges | tojson')" = '["docker-compose.yml"]' ]
  [ "$(value .codeWillChange)" = false ]
  [ -d "$stage" ]
}

@test "a mount point, a missing tag and a folder that is no checkout" {
  mount --bind "$DATA" "$DATA"
  manage plan "$BACKUP"
  umount "$DATA"
  [ "$(check data)" = failed ]
  [ "$(value .restorable)" = false ]
  git -C "$PACKAGE" tag -d v1.0.0 >/dev/null
  manage plan "$BACKUP"
  [ "$(check code)" = warning ]
  [ "$(value '[.restorable, .to.commit, .to.tag] | tojson')" = '[true,null,null]' ]
  rm -rf "$PACKAGE/.git"
  manage plan "$BACKUP"
  [ "$(check code)" = warning ]
  [ "$(value '[.restorable, .from.commit] | tojson')" = '[true,null]' ]
}

@test "bad names and missing backups" {
  manage plan ../x
  assert_error BAD_FILENAME 65
  manage plan backup-20200101-000000.tar.gz
  assert_error BACKUP_NOT_FOUND 66
  manage plan
  assert_error USAGE 64
}
