#!/usr/bin/env bats
# The undo, cut off at every failpoint: exactly undone or not at all.
bats_require_minimum_version 1.5.0
load helpers/sweep

setup_file() {
  make_sweep_world
  bash "$MANAGE" restore "$BACKUP" --yes >/dev/null 2>&1
  keep_world
}

teardown_file() {
  remove_sweep_world
}

@test "undo killed at every failpoint" {
  # The journal is the same as the restore's, which is swept deeper.
  SWEEP_HITS=1 sweep KILL undo --yes
}

@test "undo with every step failing" {
  sweep fail undo --yes
}

@test "undo asked to end at every failpoint" {
  sweep TERM undo --yes
}

@test "undo hung up on at every failpoint" {
  sweep_hup undo --yes
}

@test "discard-undo killed at every failpoint loses nothing that is live" {
  local point live
  # The test before this one left the data that its undo brought back.
  reset_world
  live=$(data_of "$DATA")
  for point in beforeDiscard afterDiscardRename afterDiscardForgotten; do
    reset_world
    run_with "$point=KILL" discard-undo
    [ "$CODE" -eq 137 ] || { echo "$point was not passed"; return 1; }
    run_with '' discard-undo
    run_with '' recover
    [ "$(data_of "$DATA")" = "$live" ] || { echo "$point"; return 1; }
    [ -z "$(find "$ROOT/eventstore" -maxdepth 1 -name '.discarded-*')" ] || { echo "$point"; return 1; }
    ! compgen -G "$ROOT/eventstore/.holdfast-rocket-welder/undo-*" >/dev/null || { echo "$point"; return 1; }
  done
}
