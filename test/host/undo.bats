#!/usr/bin/env bats
# undo: a restore taken back by the same transaction, and what it kept discarded.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() {
  make_package
  export HOLDFAST_POLL_SECONDS=0.05
  BACKUP=$(backup_of v1.0.0)
  NEW=$(fingerprint "$DATA")
  make_data 2
  OLD=$(fingerprint "$DATA")
  bash "$MANAGE" restore "$BACKUP" --yes --format=json >"$ROOT/restored" 2>/dev/null
  ID=$(jq -r .undoId "$ROOT/restored")
  KEPT=$(jq -r .keptData "$ROOT/restored")
  RECORDS=$ROOT/eventstore/.holdfast-rocket-welder
}

# Fails unless everything is as before the restore.
assert_undone() {
  [ "$(fingerprint "$DATA")" = "$OLD" ]
  [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
  [ "$(cat "$DOCKER/containers/eventstore.db")" = 'running 0 eventstore:2.0.0' ]
  [ "$(jq -c '[.Version, .Other]' "$PACKAGE/deployment.state.json")" = '["v2.0.0",{"kept":true}]' ]
}

@test "a restore is listed as one that can be undone" {
  manage list
  [ "$(value '.undo | [.id, .restoredBackup, .restoredVersion, .previousVersion, .keptData] | tojson')" = "[\"$ID\",\"$BACKUP\",\"v1.0.0\",\"v2.0.0\",\"$KEPT\"]" ]
  [ "$(value '.undo.sizeBytes > 0')" = true ]
  [ "$(value '((.undo.expiresAt | fromdate) - (.undo.restoredAt | fromdate)) / 86400')" = 7 ]
  manage status
  [ "$(value .undo.id)" = "$ID" ]
}

@test "undo, and the undo undone" {
  manage undo "$ID" --yes
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '[.restoredBackup, .undoneRestore, .restoredVersion, .previousVersion, .codeVersionRestored] | tojson')" = "[null,\"$ID\",\"v2.0.0\",\"v1.0.0\",true]" ]
  assert_undone
  [ ! -e "$KEPT" ]
  [ "$(fingerprint "$(value .keptData)")" = "$NEW" ]
  local second
  second=$(value .undoId)
  manage list
  [ "$(value .undo.id)" = "$second" ]
  manage undo "$ID" --yes
  assert_error UNDO_NOT_FOUND 66
  manage undo --yes
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(fingerprint "$DATA")" = "$NEW" ]
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
  [ "$(jq -r .Version "$PACKAGE/deployment.state.json")" = v1.0.0 ]
}

@test "undo asks for confirmation and takes one id" {
  manage undo
  assert_error CONFIRMATION_REQUIRED 64
  manage undo x --yes
  assert_error USAGE 64
  manage undo "$ID" "$ID" --yes
  assert_error USAGE 64
  [ "$(fingerprint "$DATA")" = "$NEW" ]
}

@test "an undo whose start fails is rolled back and can be tried again" {
  echo 1 >"$DOCKER/fail-up"
  manage undo --yes
  assert_error RESTORE_ROLLED_BACK 1
  [ "$(fingerprint "$DATA")" = "$NEW" ]
  [ "$(fingerprint "$KEPT")" = "$OLD" ]
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
  manage undo --yes
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  assert_undone
}

@test "kept data that was removed or replaced by hand cannot be brought back" {
  mv "$KEPT" "$ROOT/moved"
  manage undo --yes
  assert_error UNDO_NOT_FOUND 66
  [[ "$(value .message)" == *"$KEPT, is not there any more"* ]]
  cp -R "$ROOT/moved" "$KEPT"
  manage undo --yes
  assert_error UNDO_NOT_FOUND 66
  [[ "$(value .message)" == *'replaced by another'* ]]
  manage list
  [ "$(value .undo)" = null ]
  [ "$(fingerprint "$DATA")" = "$NEW" ]
}

@test "data.before-… without a record is no undo and stays" {
  rm "$RECORDS/undo-$ID"
  manage undo --yes
  assert_error UNDO_NOT_FOUND 66
  manage discard-undo
  [ "$status" -eq 0 ]
  [ "$(value '.discarded | length')" -eq 0 ]
  [ "$(fingerprint "$KEPT")" = "$OLD" ]
}

@test "a record that was changed by hand is not trusted" {
  sed -i '1s/v2.0.0/v3.0.0/' "$RECORDS/undo-$ID"
  manage undo --yes
  assert_error UNDO_NOT_FOUND 66
  [ "$(fingerprint "$DATA")" = "$NEW" ]
}

@test "an undo whose time is over is offered no more" {
  head -n 1 "$RECORDS/undo-$ID" | jq -c '.expiresAt = "2020-01-01T00:00:00Z"' >"$ROOT/record"
  sha256sum <"$ROOT/record" | cut -c 1-64 >>"$ROOT/record"
  cp "$ROOT/record" "$RECORDS/undo-$ID"
  manage list
  [ "$(value .undo)" = null ]
  manage undo --yes
  assert_error UNDO_NOT_FOUND 66
  [[ "$(value .message)" == *'time to undo'*over* ]]
  [ -d "$KEPT" ]
}

@test "discard-undo deletes the kept data and its record" {
  manage discard-undo 20200101-000000
  assert_error UNDO_NOT_FOUND 66
  manage discard-undo "$ID"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '.discarded | tojson')" = "[\"$ID\"]" ]
  [ "$(value '.freedBytes > 0')" = true ]
  [ ! -e "$KEPT" ]
  [ "$(find "$ROOT/eventstore" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | paste -s -d ' ')" = '.holdfast-rocket-welder data' ]
  manage undo --yes
  assert_error UNDO_NOT_FOUND 66
}

@test "a discard that was cut off is finished by the next recover" {
  HOLDFAST_FAILPOINTS=afterDiscardRename=KILL bash "$MANAGE" discard-undo >/dev/null 2>&1 || :
  manage list
  [ "$(value .undo)" = null ]
  manage recover
  [ "$status" -eq 0 ]
  [ -z "$(find "$ROOT/eventstore" -name '.discarded-*')" ]
  [ "$(fingerprint "$DATA")" = "$NEW" ]
}
