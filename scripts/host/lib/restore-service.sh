# shellcheck shell=bash
# Stopping and starting the package during a restore or undo.

# Stops the whole package and proves that nothing of it runs: data must not be swapped under a running database.
stop_package() {
  say "Stopping $HF_PACKAGE_NAME"
  record DOWN_SINCE "${EPOCHREALTIME/[.,]/}"
  failpoint beforeStop || fail INTERNAL 'the package could not be stopped'
  change_containers stop || fail DOCKER_UNAVAILABLE "the package could not be stopped ($DOCKER_MESSAGE)"
  require_stopped || fail DOCKER_UNAVAILABLE "$REPLY"
  failpoint afterStop || fail INTERNAL 'the stop could not be proved'
}

# False, with the reason in REPLY, unless every container of the package is known to be at rest.
require_stopped() {
  if ! active_services; then
    REPLY="docker did not say whether the package has stopped ($DOCKER_MESSAGE)"
    return 1
  fi
  [[ -n $REPLY ]] || return 0
  REPLY="these services still run after the stop: $REPLY"
  return 1
}

# Starts the whole package on the new data and waits until the service is healthy.
start_package() {
  say "Starting $HF_PACKAGE_NAME"
  record DOWNTIME_MS "$(((${EPOCHREALTIME/[.,]/} - DOWN_SINCE) / 1000))"
  failpoint beforeStart || fail INTERNAL 'the package could not be started'
  change_containers up -d || fail DOCKER_UNAVAILABLE "the package could not be started on the new data ($DOCKER_MESSAGE)"
  failpoint afterStart || fail INTERNAL 'the start could not be proved'
  enter_phase health
  say "Waiting until $HF_SERVICE is healthy"
  wait_until_healthy ||
    fail INTERNAL "$HF_SERVICE did not become healthy on the new data: $HEALTH_MESSAGE"
  failpoint afterHealth || fail INTERNAL 'the health could not be proved'
}
