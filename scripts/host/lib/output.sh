# shellcheck shell=bash
# Where output goes: FD 3 is the result (emit), FD 4 is text for people, FD 1 and 2 are the log file.
# Commands started from here therefore never write to the SSH channel, whose loss would kill them.

EMITTED=

# Moves the caller's stdout and stderr out of reach; either may be closed already.
open_output() {
  [[ -e /proc/self/fd/0 ]] || exec 0</dev/null
  [[ -e /proc/self/fd/1 ]] || exec 1>/dev/null
  [[ -e /proc/self/fd/2 ]] || exec 2>/dev/null
  # Until the log is open, what is meant for it goes nowhere, but a shell's own errors stay visible.
  exec 3>&1 4>&2 1>/dev/null
}

# Sends everything but emit and people's text to the log file; without one, a warning and nothing lost but the log.
open_log() {
  if [[ (! -e $HF_LOG_FILE || -f $HF_LOG_FILE || -c $HF_LOG_FILE) ]] && { : >>"$HF_LOG_FILE"; } 2>/dev/null; then
    exec 1>>"$HF_LOG_FILE" 2>&1
  else
    exec 1>/dev/null 2>&1
    print_text "Warning: the log file $HF_LOG_FILE cannot be written."
  fi
}

# Prints one line for people; a reader who has gone is no failure.
print_text() {
  printf '%s\n' "$*" >&4 2>/dev/null || :
}

# Adds one line to the log file.
log_line() {
  local now
  TZ=UTC0 printf -v now '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  printf '[%s] %s %s: %s\n' "$now" "${HF_PACKAGE_NAME:-holdfast}" "${COMMAND:-start}" "$*" 2>/dev/null || :
}

# Tells people and the log what happens.
say() {
  log_line "$*"
  print_text "$*"
  report_log info "$*"
}

# Notes the outcome; in text mode stdout tells people the same.
say_outcome() {
  if [[ $FORMAT == json ]]; then
    say "$*"
  else
    log_line "$*"
  fi
}

# Tells people and the log about something that is not as it should be.
warn() {
  log_line "Warning: $*"
  print_text "Warning: $*"
  report_log warning "$*"
}

# Writes the result, once: the JSON document $1, or in text mode what the jq filter $2 makes of it.
emit() {
  local document=$1 text_filter=$2 text
  [[ -z $EMITTED ]] || return 0
  EMITTED=1
  if [[ $FORMAT == json ]]; then
    shape_result "$document"
    text=$REPLY
    if [[ -n $EVENTS ]]; then
      # shellcheck disable=SC2034 # events.sh reads it
      RESULT_DOCUMENT=$text
      return 0
    fi
  else
    text=$(jq -r -L "$LIB_DIR" "$text_filter" <<<"$document")
  fi
  emit_raw "$text"
}

# Writes text to stdout as it is: for emit, and for what must work without jq.
emit_raw() {
  EMITTED=1
  [[ -z $1 ]] || printf '%s\n' "$1" >&3 2>/dev/null || :
}

# Puts the answer in REPLY. A command that answers in another protocol's shape replaces this.
shape_result() {
  REPLY=$1
}
