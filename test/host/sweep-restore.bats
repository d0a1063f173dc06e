#!/usr/bin/env bats
# The restore, cut off at every failpoint by KILL, TERM, HUP and failure of the step: exactly old or exactly new.
bats_require_minimum_version 1.5.0
load helpers/sweep

setup_file() {
  make_sweep_world
}

teardown_file() {
  remove_sweep_world
}

@test "restore killed at every failpoint" {
  sweep KILL restore "$BACKUP" --yes
}

@test "restore with every step failing" {
  sweep fail restore "$BACKUP" --yes
}

@test "restore asked to end at every failpoint" {
  sweep TERM restore "$BACKUP" --yes
}

@test "restore hung up on at every failpoint" {
  sweep_hup restore "$BACKUP" --yes
}

@test "restore killed in every step of its roll-back" {
  local hit failed=0
  learn_states restore "$BACKUP" --yes
  reset_world
  : >"$LOG"
  run_with 'any=note afterStart=fail' restore "$BACKUP" --yes
  mapfile -t HITS < <(sed -n '/failpoint afterStart/,$s/.*: failpoint \([A-Za-z]*\): note$/\1/p' "$LOG" | sort -u)
  for hit in "${HITS[@]}"; do
    [[ $hit == *Roll* ]] || continue
    sweep_round "afterStart=fail $hit=KILL" restore "$BACKUP" --yes || failed=1
    sweep_round "afterStart=fail $hit=fail" restore "$BACKUP" --yes || failed=1
  done
  [ "$failed" -eq 0 ]
}

@test "without a journal the sweep finds the loss" {
  cp -R "$HOST_SCRIPTS" "$SWEEP/broken"
  printf '\nwrite_journal() {\n  record JOURNAL_STATE "$1"\n}\n' >>"$SWEEP/broken/lib/journal.sh"
  learn_states restore "$BACKUP" --yes
  MANAGE=$SWEEP/broken/es-backup-manage.sh
  run sweep_round betweenRenames=KILL restore "$BACKUP" --yes
  [ "$status" -ne 0 ]
  [[ "$output" == *'neither old nor new'* ]]
}
