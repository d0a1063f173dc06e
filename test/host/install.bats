#!/usr/bin/env bats
# install.sh: what a killed run leaves, the unit for the host's start, and refusals. Over SSH: test/integration.

bats_require_minimum_version 1.5.0

HOST_SCRIPTS=$(cd -- "$BATS_TEST_DIRNAME/../../scripts/host" && pwd)

setup() {
  ROOT=$BATS_TEST_TMPDIR/lib/holdfast
  mkdir -p "$BATS_TEST_TMPDIR/lib" "$BATS_TEST_TMPDIR/bin"
  OLD=$BATS_TEST_TMPDIR/old
  cp -R "$HOST_SCRIPTS" "$OLD"
  sed -i 's/^readonly TOOL_VERSION=.*/readonly TOOL_VERSION=0.0.1/' "$OLD/lib/load.sh"
}

# Installs from folder $1 with further arguments.
install_from() {
  local folder=$1
  shift
  bash "$folder/install.sh" "$@" --root="$ROOT"
}

# Prints the tool version that the installed script says it has.
installed() {
  bash "$ROOT/current/es-backup-manage.sh" help --format=json | jq -r .toolVersion
}

# Fails unless the version in use is whole: its files are what its manifest says.
assert_whole() {
  (cd "$ROOT/current" && sha256sum --quiet --check MANIFEST)
}

@test "a run that is killed at any moment leaves the old or the new version in use, and the next run finishes" {
  local name before
  # shellcheck disable=SC1090,SC1091
  source <(grep -A3 '^readonly INSTALL_FAILPOINTS' "$HOST_SCRIPTS/install.sh" | sed '/^)/q')
  [ "${#INSTALL_FAILPOINTS[@]}" -eq 8 ]
  for name in "${INSTALL_FAILPOINTS[@]}"; do
    [[ $name != uninstall* ]] || continue
    rm -rf "$ROOT"
    install_from "$OLD"
    HOLDFAST_FAILPOINTS="$name=KILL" run install_from "$HOST_SCRIPTS"
    [ "$status" -eq 137 ] || { echo "$name: exit $status: $output"; return 1; }
    assert_whole
    before=$(installed)
    case $name in
    installAfterSwitch | installAfterPrune) [ "$before" != 0.0.1 ] ;;
    *) [ "$before" = 0.0.1 ] ;;
    esac
    install_from "$HOST_SCRIPTS"
    assert_whole
    [ "$(installed)" != 0.0.1 ]
    [ -z "$(find "$ROOT" -name '.stage-*' -o -name '.link-*')" ]
  done
}

@test "the first installation that is killed leaves no version in use" {
  HOLDFAST_FAILPOINTS=installBeforeSwitch=KILL run install_from "$HOST_SCRIPTS"
  [ ! -e "$ROOT/current" ]
  install_from "$HOST_SCRIPTS"
  assert_whole
}

@test "a killed removal leaves no version in use, and the next one removes the rest" {
  install_from "$HOST_SCRIPTS"
  HOLDFAST_FAILPOINTS=uninstallAfterCurrent=KILL run install_from "$HOST_SCRIPTS" uninstall
  [ ! -e "$ROOT/current" ]
  run --separate-stderr install_from "$HOST_SCRIPTS" uninstall
  [[ $output == *outcome=uninstalled* ]]
  [ ! -e "$ROOT" ]
}

@test "files that are not what was sent are refused" {
  run install_from "$HOST_SCRIPTS" --expect=0.1.0-000000000000
  [ "$status" -eq 65 ]
  [ ! -e "$ROOT" ]
}

@test "two at once: the second is refused" {
  install_from "$HOST_SCRIPTS"
  exec 8>>"$ROOT/.lock"
  flock 8
  run install_from "$HOST_SCRIPTS"
  [ "$status" -eq 75 ]
}

@test "a full disk is refused with the old version in use" {
  mkdir -p "$BATS_TEST_TMPDIR/small"
  mount -t tmpfs -o size=10m tmpfs "$BATS_TEST_TMPDIR/small"
  chmod 755 "$BATS_TEST_TMPDIR/small"
  ROOT=$BATS_TEST_TMPDIR/small/holdfast
  install_from "$OLD"
  head -c 9M /dev/zero >"$BATS_TEST_TMPDIR/small/filler" || :
  run install_from "$HOST_SCRIPTS"
  [ "$(installed)" = 0.0.1 ] && assert_whole
  local whole=$?
  umount "$BATS_TEST_TMPDIR/small"
  [ "$whole" -eq 0 ]
  [ "$status" -eq 73 ]
}

@test "another user is refused root's folder" {
  local folder=$BATS_TEST_TMPDIR
  chmod -R a+rX "$OLD" "$BATS_TEST_TMPDIR"
  while [ "$folder" != "${BATS_RUN_TMPDIR%/*}" ]; do
    chmod a+x "$folder"
    folder=${folder%/*}
  done
  run setpriv --reuid=65534 --regid=65534 --clear-groups bash "$OLD/install.sh" --root="$ROOT"
  [ "$status" -eq 77 ]
  install_from "$HOST_SCRIPTS"
  run setpriv --reuid=65534 --regid=65534 --clear-groups bash "$OLD/install.sh" --root="$ROOT"
  [ "$status" -eq 77 ]
  assert_whole
}

@test "where systemd runs, a unit recovers the packages at the host's start, and goes with the scripts" {
  local units=$BATS_TEST_TMPDIR/units
  mkdir "$units"
  printf '#!/bin/sh\necho "$@" >>%s/calls\n' "$BATS_TEST_TMPDIR" >"$BATS_TEST_TMPDIR/bin/systemctl"
  chmod +x "$BATS_TEST_TMPDIR/bin/systemctl"
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH HOLDFAST_SYSTEMD_RUNS=$units HOLDFAST_SYSTEMD_UNITS=$units
  printf -- '--package-name=a\0\0--package-name=b\0--data-dir=/x y\0\0' >"$BATS_TEST_TMPDIR/packages"
  run --separate-stderr install_from "$HOST_SCRIPTS" --boot-packages="$BATS_TEST_TMPDIR/packages"
  [[ $output == *boot=enabled* ]]
  grep -q '^enable holdfast-recover.service$' "$BATS_TEST_TMPDIR/calls"
  grep -qF "ExecStart=/bin/bash \"$ROOT/current/recover-at-boot.sh\"" "$units/holdfast-recover.service"

  # What it runs, with a script that notes its arguments in the place of the real one.
  printf 'printf "%%s|" "$@" >>%s/recovered; echo >>%s/recovered; [ "$2" != --package-name=a ]\n' "$BATS_TEST_TMPDIR" "$BATS_TEST_TMPDIR" \
    >"$ROOT/current/es-backup-manage.sh"
  run bash "$ROOT/current/recover-at-boot.sh"
  [ "$status" -eq 1 ]
  [ "$(cat "$BATS_TEST_TMPDIR/recovered")" = $'recover|--package-name=a|\nrecover|--package-name=b|--data-dir=/x y|' ]

  install_from "$HOST_SCRIPTS" uninstall
  [ ! -e "$units/holdfast-recover.service" ]
  grep -q '^disable holdfast-recover.service$' "$BATS_TEST_TMPDIR/calls"
}
