#!/usr/bin/env bash
# Puts Compose v2 for the tests' own Docker engine into a folder, as docker's CLI looks for plugins.
# Debian 12 ships Compose v1 only, so Debian 13's package is downloaded with a sources list and state of
# its own and unpacked, not installed. Usage: compose-plugin.sh DOCKER_CONFIG_FOLDER
set -Eeuo pipefail

# Prints the base URI of the Debian archive that this machine uses.
archive_uri() {
  # shellcheck disable=SC2016 # apt's own placeholders, not the shell's
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' |
    awk '$2 !~ /security|updates|backports/ { print $1; exit }'
}

# Downloads the package into the current folder without touching the system's apt state.
download() {
  mkdir -p state/lists/partial cache/archives/partial
  touch state/status
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' "$(archive_uri)" >sources.list
  local options=(
    -o "Dir::Etc::sourcelist=$PWD/sources.list" -o Dir::Etc::sourceparts=-
    -o "Dir::State=$PWD/state" -o "Dir::State::status=$PWD/state/status" -o "Dir::Cache=$PWD/cache"
    -o APT::Sandbox::User=root -o Acquire::Retries=3
  )
  apt-get "${options[@]}" update
  apt-get "${options[@]}" download docker-compose
}

main() {
  local plugins=$1/cli-plugins work
  [[ -x $plugins/docker-compose ]] && return
  work=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder's name is wanted as it is now
  trap "rm -rf '$work'" EXIT
  cd "$work"
  download >&2
  dpkg -x docker-compose_*.deb unpacked
  mkdir -p "$plugins"
  # Renamed into place, so that a killed run leaves no half of a plugin.
  install -m 755 "$(find unpacked -name docker-compose -type f -size +1M | head -n 1)" "$plugins/.docker-compose.new"
  mv "$plugins/.docker-compose.new" "$plugins/docker-compose"
}

main "$@"
