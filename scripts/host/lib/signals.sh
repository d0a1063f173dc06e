# shellcheck shell=bash
# What signals do to a long operation, and the long-running children that a safe abort must end.

CHILD_PID=
# Set while an abort would do harm: after the commit of a restore, and while a roll-back runs.
ABORT_REFUSED=

# A lost SSH connection (HUP, PIPE) or a key press (INT) changes nothing from here on; TERM asks for a safe abort.
guard_signals() {
  trap '' HUP PIPE INT
  trap on_term TERM
}

# Ends the command through the EXIT trap, which undoes what is half done.
on_term() {
  [[ -z $ABORT_REFUSED ]] || return 0
  fail INTERNAL "The $COMMAND was stopped by a TERM signal."
}

# Runs a function as a process group of its own, so that TERM takes effect at once instead of when it ends.
run_child() {
  local status=0
  set -m
  "$@" </dev/null &
  CHILD_PID=$!
  set +m
  wait "$CHILD_PID" || status=$?
  # A refused TERM interrupts the wait, not the child.
  while ((status > 128)) && kill -0 "$CHILD_PID" 2>/dev/null; do
    status=0
    wait "$CHILD_PID" || status=$?
  done
  CHILD_PID=
  return "$status"
}

# Ends the running child and all it started, and waits, so that nothing writes to what is about to be removed.
stop_child() {
  [[ -n $CHILD_PID ]] || return 0
  kill -TERM -- "-$CHILD_PID" 2>/dev/null
  wait "$CHILD_PID" 2>/dev/null
  while kill -0 -- "-$CHILD_PID" 2>/dev/null; do
    sleep 0.05
  done
  CHILD_PID=
}
