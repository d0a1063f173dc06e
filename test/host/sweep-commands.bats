#!/usr/bin/env bats
# The restore, killed at the external commands that it starts: at every one from its first journal on. The command itself goes on as an orphan, as in a crash.
# Each test takes every eighth moment in a world of its own, so that they can run at the same time.
bats_require_minimum_version 1.5.0
load helpers/sweep

setup() {
  make_sweep_world
  make_shims
}

teardown() {
  remove_sweep_world
}

# Puts a shim in front of every tool: it notes the call, and at the one with number KILL_AT kills the script first.
make_shims() {
  local tool
  mkdir "$SWEEP/shims"
  cat >"$SWEEP/shims/.shim" <<'SHIM'
#!/bin/bash
arguments=$*
printf '%s %s\n' "${0##*/}" "${arguments//$'\n'/ }" >>"$SWEEP/calls"
mapfile -t calls <"$SWEEP/calls"
if ((${#calls[@]} >= KILL_AT)) && [ ! -e "$SWEEP/killed" ]; then
  : >"$SWEEP/killed"
  kill -KILL "$(<"$SWEEP/pid")" 2>/dev/null
fi
PATH=${PATH#*:}
exec "${0##*/}" "$@"
SHIM
  chmod 755 "$SWEEP/shims/.shim"
  for tool in awk cat chmod chown cp curl cut date docker du env find flock getent git grep gzip head id igzip jq md5sum mkdir mktemp mv nproc \
    od openssl paste pigz readlink rm sed setpriv sha256sum sleep sort stat sync tail tar tee timeout tr uname uniq wc xargs; do
    ln -s .shim "$SWEEP/shims/$tool"
  done
}

# Runs the restore with the kill at call $1 and fills CALLS with the calls there were.
run_shimmed() {
  rm -f "$SWEEP/killed"
  : >"$SWEEP/calls"
  CODE=0
  WARNED=
  # shellcheck disable=SC2016 # for the inner shell
  KILL_AT=$1 PATH="$SWEEP/shims:$PATH" bash -c 'echo $$ >"$SWEEP/pid"; exec bash "$@"' - \
    "$MANAGE" restore "$BACKUP" --yes --format=json >"$SWEEP/answer" 2>/dev/null || CODE=$?
  ANSWER=$(cat "$SWEEP/answer")
  mapfile -t CALLS <"$SWEEP/calls"
}

# Fills MOMENTS with the numbers of the calls to kill at: all from the first journal on; before it, where there is nothing
# but an unpacked copy to lose, every fourth.
choose_moments() {
  local call journaled=
  MOMENTS=()
  for ((call = 1; call <= ${#CALLS[@]}; call++)); do
    [[ ${CALLS[call - 1]} != sync\ *'/journal.part'* ]] || journaled=1
    [ -z "$journaled" ] && ((call % 4)) || MOMENTS+=("$call")
  done
  [ -n "$journaled" ]
}

# Sweeps every eighth moment, beginning with number $1 (0 is the first).
sweep_calls() {
  local index call failed=0
  learn_states restore "$BACKUP" --yes
  reset_world
  run_shimmed 1000000
  [ "$CODE" -eq 0 ]
  choose_moments
  [ "${#MOMENTS[@]}" -gt 80 ]
  for ((index = $1; index < ${#MOMENTS[@]}; index += 8)); do
    call=${MOMENTS[index]}
    reset_world
    run_shimmed "$call"
    { check_answer && recover_and_check; } || {
      echo "COMMAND $call: ${CALLS[call - 1]}"
      tail -n 40 "$LOG"
      failed=1
    }
  done
  [ "$failed" -eq 0 ]
}

@test "restore killed at moments 8n + 1" {
  sweep_calls 0
}

@test "restore killed at moments 8n + 2" {
  sweep_calls 1
}

@test "restore killed at moments 8n + 3" {
  sweep_calls 2
}

@test "restore killed at moments 8n + 4" {
  sweep_calls 3
}

@test "restore killed at moments 8n + 5" {
  sweep_calls 4
}

@test "restore killed at moments 8n + 6" {
  sweep_calls 5
}

@test "restore killed at moments 8n + 7" {
  sweep_calls 6
}

@test "restore killed at moments 8n + 8" {
  sweep_calls 7
}
