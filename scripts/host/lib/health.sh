# shellcheck shell=bash
# Whether the service works: its container runs and, where there is a health URL, it answers 2xx.

# EventStore exits with code 0 after truncating; more often than this it is not that.
readonly MAX_RESTARTS=3
readonly POLL_SECONDS=${HOLDFAST_POLL_SECONDS:-0.5}
# Why the service does not count as healthy.
HEALTH_MESSAGE=

# Waits until the service is healthy; false, with HEALTH_MESSAGE, when it stops for good or time is over.
wait_until_healthy() {
  local deadline=$((SECONDS + HF_HEALTH_TIMEOUT)) restarts=0 failures=0 good_since=
  HEALTH_MESSAGE='it was not asked'
  while ((SECONDS < deadline)); do
    if ! query_service; then
      # One failing question proves nothing about the service; the deadline does.
      HEALTH_MESSAGE="docker did not answer: ${DOCKER_MESSAGE:0:200}"
      good_since=
    elif [[ $SERVICE_STATE == running ]]; then
      failures=0
      if ! answers_healthy; then
        good_since=
      elif [[ -z $good_since ]]; then
        good_since=$SECONDS
      elif ((SECONDS - good_since >= $(settle_seconds))); then
        return 0
      fi
    elif ((SERVICE_EXIT_CODE == 0 && restarts < MAX_RESTARTS)); then
      restarts=$((restarts + 1))
      good_since=
      log_line "$HF_SERVICE ended with code 0, as EventStore does after truncating: starting it again ($restarts)"
      change_containers up -d || HEALTH_MESSAGE="it could not be started again: $DOCKER_MESSAGE"
    else
      good_since=
      failures=$((failures + 1))
      HEALTH_MESSAGE="its container ended with code $SERVICE_EXIT_CODE"
      # A restart policy may bring it back: only a container that stays down is given up early.
      ((failures < 6)) || return 1
    fi
    sleep "$POLL_SECONDS"
  done
  HEALTH_MESSAGE+=" (waited $HF_HEALTH_TIMEOUT s)"
  return 1
}

# Prints for how long health must last. An answer from the service itself needs less than a running container.
settle_seconds() {
  if [[ -n $HF_HEALTH_URL ]]; then
    printf 0
  else
    printf '%d' "${HOLDFAST_SETTLE_SECONDS:-3}"
  fi
}

# Asks once; the container is known to run.
answers_healthy() {
  local code
  if [[ $SERVICE_HEALTH == starting || $SERVICE_HEALTH == unhealthy ]]; then
    HEALTH_MESSAGE="docker reports it as $SERVICE_HEALTH"
    return 1
  fi
  [[ -n $HF_HEALTH_URL ]] || return 0
  if ! code=$(curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}' "$HF_HEALTH_URL"); then
    HEALTH_MESSAGE="$HF_HEALTH_URL does not answer"
    return 1
  fi
  # 000: a scheme without status codes.
  [[ $code == 2?? || $code == 000 ]] && return 0
  HEALTH_MESSAGE="$HF_HEALTH_URL answers $code"
  return 1
}
