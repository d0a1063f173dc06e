#!/usr/bin/env bats
# The recovery itself, cut off at every failpoint and run again.
bats_require_minimum_version 1.5.0
load helpers/sweep

setup_file() {
  make_sweep_world
}

teardown_file() {
  remove_sweep_world
}

# Cuts a restore off at moment $1 and sweeps the recovery from there with KILL and failure; $2: what recover has to say.
sweep_recovery() {
  local moment=$1 outcome=$2 action hit failed=0
  cp -a "$SWEEP/template" "$SWEEP/fresh"
  learn_states restore "$BACKUP" --yes
  reset_world
  run_with "$moment=KILL" restore "$BACKUP" --yes
  [ "$CODE" -eq 137 ]
  : >"$LOG"
  keep_world
  run_with any=note recover
  [ "$(jq -r .outcome <<<"$ANSWER")" = "$outcome" ] || { echo "$ANSWER"; return 1; }
  learn_hits
  for action in KILL fail; do
    while read -r hit; do
      reset_world
      run_with "${hit%@*}=$action@${hit#*@}" recover
      recover_and_check || { echo "FAILPOINT $hit=$action of a recovery from $moment"; tail -n 25 "$LOG"; failed=1; }
    done < <(moments_for "$action")
  done
  # A recovery is not ended by a signal, whenever it comes.
  for action in TERM HUP; do
    reset_world
    run_with "$(printf "%s=$action " "${HITS[@]%@*}")" recover
    [ "$(jq -r .outcome <<<"$ANSWER")" = "$outcome" ] && check_promises || { echo "$action: $ANSWER"; failed=1; }
  done
  rm -rf "$SWEEP/template"
  mv "$SWEEP/fresh" "$SWEEP/template"
  [ "$failed" -eq 0 ]
}

@test "recovery from between the renames" {
  sweep_recovery betweenRenames rolledBack
}

@test "recovery from within the checkout" {
  sweep_recovery afterStateAside completed
}

@test "recovery from after the commit" {
  sweep_recovery afterCommittedJournal completed
}

@test "recovery that cannot complete, killed while it rolls back" {
  local hit failed=0
  learn_states restore "$BACKUP" --yes
  for hit in afterRollingBackJournal afterRollbackStop betweenRollbackRenames afterRollbackData afterRollbackCode afterRollbackStart beforeJournalRemoved; do
    reset_world
    run_with afterSwappedJournal=KILL restore "$BACKUP" --yes
    run_with "afterStart=fail $hit=KILL" recover
    [ "$CODE" -eq 137 ] || { echo "$hit was not passed"; failed=1; }
    recover_and_check || { echo "FAILPOINT $hit"; failed=1; }
    [ "$(state_of_world)" = "$STATE_OLD" ] || { echo "$hit: not rolled back"; failed=1; }
  done
  [ "$failed" -eq 0 ]
}
