# shellcheck shell=bash
# --events: what happens as JSON lines on stdout, the result last. For jobs, whose stdout is their event file.

# Set by --events.
EVENTS=
PHASE=
CANCELLABLE=true
# The answer, until the run ends and it becomes the last event.
RESULT_DOCUMENT=

# Enters phase $1. $2 is "false" while an abort would be refused.
enter_phase() {
  PHASE=$1
  CANCELLABLE=${2:-true}
  note_operation
  report_progress 0 null
}

# Reports $1 of $2 bytes of the phase as done; null for what is not known.
report_progress() {
  [[ -n $EVENTS ]] || return 0
  emit_event "$(jq -cn --arg phase "$PHASE" --argjson count "$1" --argjson total "$2" --argjson cancellable "$CANCELLABLE" \
    '{type: "progress", time: (now | todate), phase: $phase, bytesDone: $count, bytesTotal: $total, cancellable: $cancellable}')"
}

# Reports a sentence; $1 is info or warning.
report_log() {
  [[ -n $EVENTS ]] || return 0
  emit_event "$(jq -cn --arg level "$1" --arg message "$2" '{type: "log", time: (now | todate), level: $level, message: $message}')"
}

# Reports the result, which is always the last event. $1 is the exit code.
report_result() {
  [[ -n $EVENTS ]] || return 0
  # A job's result must have room even on the disk that its operation has filled.
  [[ -z ${HOLDFAST_JOB_DIR:-} ]] || rm -f -- "$HOLDFAST_JOB_DIR/reserve"
  emit_event "$(jq -c --argjson code "$1" '{type: "result", time: (now | todate), exitCode: $code, result: .}' \
    <<<"${RESULT_DOCUMENT:-null}")"
}

# Writes one event line; a reader who has gone is no failure.
emit_event() {
  printf '%s\n' "$1" >&3 2>/dev/null || :
}
