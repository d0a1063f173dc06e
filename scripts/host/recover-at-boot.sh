#!/usr/bin/env bash
# Runs "recover" for each package in boot-packages, which stands beside "current": for holdfast-recover.service.
# The file holds the options of one package after the other, each ended by a NUL, each package ended by one more.
set -Eeuo pipefail

SCRIPT=$(readlink -f -- "${BASH_SOURCE[0]}")
# versions/VERSION/recover-at-boot.sh
LIST=${SCRIPT%/*/*/*}/boot-packages

# Recovers all packages; one that fails does not keep the others waiting.
main() {
  local option status=0
  local -a options=()
  [[ -f $LIST ]] || return 0
  while IFS= read -r -d '' option; do
    if [[ -n $option ]]; then
      options+=("$option")
      continue
    fi
    bash "${SCRIPT%/*}/es-backup-manage.sh" recover "${options[@]}" </dev/null || status=1
    options=()
  done <"$LIST"
  return "$status"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
  exit
fi
