#!/usr/bin/env bats
# The restore, killed at every external command that it starts. The command itself goes on as an orphan, as in a crash.
bats_require_minimum_version 1.5.0
load helpers/sweep

setup_file() {
  make_sweep_world
  make_shims
}

teardown_file() {
  remove_sweep_world
}

# Puts a shim in front of every tool: it counts, and at the call number of KILL_AT kills the script.
make_shims() {
  local tool
  mkdir "$SWEEP/shims"
  cat >"$SWEEP/shims/.shim" <<'SHIM'
#!/bin/bash
printf . >>"$SWEEP/calls"
calls=$(<"$SWEEP/calls")
if [ "${#calls}" -ge "$KILL_AT" ] && [ ! -e "$SWEEP/killed" ]; then
  : >"$SWEEP/killed"
  kill -KILL "$(<"$SWEEP/pid")" 2>/dev/null
fi
PATH=${PATH#*:}
exec "${0##*/}" "$@"
SHIM
  chmod 755 "$SWEEP/shims/.shim"
  for tool in awk cat chmod chown cp curl cut date docker du env find flock getent git grep gzip head id igzip jq md5sum mkdir mktemp mv od \
    openssl paste pigz readlink rm sed setpriv sha256sum sleep sort stat sync tail tar tee timeout tr uname uniq wc xargs; do
    ln -s .shim "$SWEEP/shims/$tool"
  done
}

# Runs the restore with the kill at call $1; prints how many calls there were.
run_shimmed() {
  rm -f "$SWEEP/killed"
  : >"$SWEEP/calls"
  CODE=0
  # shellcheck disable=SC2016 # for the inner shell
  KILL_AT=$1 PATH="$SWEEP/shims:$PATH" bash -c 'echo $$ >"$SWEEP/pid"; exec bash "$@"' - \
    "$MANAGE" restore "$BACKUP" --yes --format=json >"$SWEEP/answer" 2>/dev/null || CODE=$?
  ANSWER=$(cat "$SWEEP/answer")
}

# Sweeps every call whose number leaves rest $1 when divided by $2.
sweep_calls() {
  local rest=$1 divisor=$2 count call failed=0
  learn_states restore "$BACKUP" --yes
  reset_world
  run_shimmed 1000000
  count=$(wc -c <"$SWEEP/calls")
  [ "$CODE" -eq 0 ] && [ "$count" -gt 50 ]
  echo "# $count external commands"
  for ((call = 1 + rest; call <= count; call += divisor)); do
    reset_world
    run_shimmed "$call"
    { check_answer && recover_and_check; } || { echo "EXTERNAL COMMAND $call"; tail -n 25 "$LOG"; failed=1; }
  done
  [ "$failed" -eq 0 ]
}

@test "restore killed at every external command" {
  sweep_calls 0 1
}
