# shellcheck shell=bash
# A systemd unit that runs "recover" for the packages of this host when it starts: power that fails in the middle of a
# restore would else leave the service down until somebody looks. For install.sh.

readonly BOOT_UNIT=holdfast-recover.service
# Tests have no systemd and say where it would be.
SYSTEMD_RUNS=${HOLDFAST_SYSTEMD_RUNS:-/run/systemd/system}
SYSTEMD_UNITS=${HOLDFAST_SYSTEMD_UNITS:-/etc/systemd/system}

# Keeps the packages' options and installs the unit, where systemd runs the host and there are packages.
install_boot_recovery() {
  local unit=$SYSTEMD_UNITS/$BOOT_UNIT
  [[ -n $BOOT_PACKAGES ]] || return 0
  install -m 600 -- "$BOOT_PACKAGES" "$ROOT/.link-packages"
  sync -- "$ROOT/.link-packages"
  # Power failing right after it: the old list or the new one, both whole.
  mv -fT -- "$ROOT/.link-packages" "$ROOT/boot-packages"
  [[ -d $SYSTEMD_RUNS ]] && type -P systemctl >/dev/null || return 0
  print_unit >"$unit.part"
  chmod 644 -- "$unit.part"
  sync -- "$unit.part"
  # Power failing right after it: the unit is there and not enabled yet; the next installation enables it.
  mv -fT -- "$unit.part" "$unit"
  systemctl daemon-reload >&2 && systemctl enable "$BOOT_UNIT" >&2 ||
    printf 'warning=%s\n' "The unit $BOOT_UNIT could not be enabled: unfinished restores are not finished when the host starts."
}

# Prints the unit.
print_unit() {
  local script=$ROOT/current/recover-at-boot.sh
  # What systemd would read as more than itself.
  script=${script//\\/\\\\}
  script=${script//\"/\\\"}
  script=${script//%/%%}
  script=${script//\$/\$\$}
  cat <<UNIT
[Unit]
Description=Holdfast: finish or roll back restores that were cut off
Wants=docker.service
After=docker.service local-fs.target

[Service]
Type=oneshot
ExecStart=/bin/bash "$script"
TimeoutStartSec=infinity

[Install]
WantedBy=multi-user.target
UNIT
}

# Removes the unit.
remove_boot_recovery() {
  local unit=$SYSTEMD_UNITS/$BOOT_UNIT
  [[ -e $unit ]] || return 0
  systemctl disable "$BOOT_UNIT" >&2 || true
  # Power failing right after it: no unit, as asked; a link to it that leads nowhere does nothing.
  rm -f -- "$unit"
  systemctl daemon-reload >&2 || true
}

# Prints enabled or absent.
boot_recovery_state() {
  if [[ -e $SYSTEMD_UNITS/$BOOT_UNIT ]]; then
    printf enabled
  else
    printf absent
  fi
}
