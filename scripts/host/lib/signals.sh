# shellcheck shell=bash
# What signals do to a long operation, and the long-running children that a safe abort must end.

CHILD_PID=
# Scratch file with the pids of the processes whose reading is the progress; empty: no progress is reported.
PROGRESS_READER=
PROGRESS_TOTAL=0
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
  fail ABORTED "The $COMMAND was asked to end, and was ended." '{"undone": []}'
}

# Runs a function as a process group of its own, so that TERM takes effect at once instead of when it ends.
run_child() {
  local status=0
  set -m
  "$@" </dev/null &
  CHILD_PID=$!
  set +m
  watch_child
  wait "$CHILD_PID" || status=$?
  # A refused TERM interrupts the wait, not the child.
  while ((status > 128)) && kill -0 "$CHILD_PID" 2>/dev/null; do
    status=0
    wait "$CHILD_PID" || status=$?
  done
  CHILD_PID=
  return "$status"
}

# Reports the progress of the running child twice a second, from the files that its pipelines read. The child says which
# processes read what by watched; PROGRESS_TOTAL is what there is to read.
watch_child() {
  local line reader sum
  local -A done_by=()
  [[ -n $EVENTS && -n $PROGRESS_READER ]] || return 0
  while kill -0 "$CHILD_PID" 2>/dev/null; do
    sleep 0.5
    sum=0
    while read -r reader; do
      # One that has ended keeps what it had read.
      while read -r line; do
        [[ $line != rchar:* ]] || done_by[$reader]=${line#rchar: }
      done <"/proc/$reader/io" || :
      sum=$((sum + ${done_by["$reader"]:-0}))
    done <"/dev/fd/$PROGRESS_READER"
    report_progress "$((sum < PROGRESS_TOTAL ? sum : PROGRESS_TOTAL))" "$PROGRESS_TOTAL"
  done 2>/dev/null
}

# Makes the next child report progress over $1 bytes. Call it before run_child.
expect_progress() {
  PROGRESS_TOTAL=$1
  [[ -n $EVENTS ]] || return 0
  [[ -z $PROGRESS_READER ]] || close_scratch "$PROGRESS_READER"
  open_scratch PROGRESS_READER
}

# Becomes the given command and notes that its reading is the progress. For use inside a child's pipeline.
watched() {
  [[ -z $PROGRESS_READER ]] || printf '%s\n' "$BASHPID" >>"/dev/fd/$PROGRESS_READER"
  exec "$@"
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
