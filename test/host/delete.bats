#!/usr/bin/env bats
# delete and annotate: what the operator says about single backups.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() { make_package; }

@test "named backups are deleted with all that belongs to them" {
  local first second third
  first=$(backup_of v1.0.0)
  second=$(backup_of v2.0.0)
  third=$(backup_of v2.0.0)
  manage verify "$first"
  manage annotate "$first" --notes=x
  manage delete "$first" "$second" "$first"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '[.success, .deleted] | tojson')" = "[true,[\"$first\",\"$second\"]]" ]
  [ "$(value '.freedBytes > 0')" = true ]
  [ "$(backup_folder | cut -c 1-22 | sort -u)" = "${third%.tar.gz}" ]
}

@test "the newest verified backup is only deleted when that is said" {
  local first second
  first=$(backup_of v1.0.0)
  second=$(backup_of v2.0.0)
  manage delete "$first" "$second"
  assert_error LAST_VERIFIED_BACKUP 1
  [[ "$(value .message)" == "$second is the newest verified backup"* ]]
  [ -e "$BACKUPS/$first" ]
  manage delete "$first" "$second" --allow-newest-verified
  [ "$status" -eq 0 ]
  [ -z "$(backup_folder)" ]
}

@test "a pinned backup is not deleted before it is unpinned" {
  local first
  first=$(backup_of v1.0.0)
  backup_of v2.0.0
  manage annotate "$first" --pin=true
  manage delete "$first" --allow-newest-verified
  assert_error LAST_VERIFIED_BACKUP 1
  [[ "$(value .message)" == "$first is pinned"* ]]
  manage annotate "$first" --pin=false
  manage delete "$first"
  [ "$status" -eq 0 ]
}

@test "what is not there, not named like a backup, or another package's is refused, and nothing is deleted" {
  local first name
  first=$(backup_of v1.0.0)
  manage delete
  assert_error USAGE 64
  for name in ../x.tar.gz "$BACKUPS/$first" 'backup-20250101-000001.meta.json' $'backup-20250101-000001.tar.gz\n' ''; do
    manage delete "$name" "$first"
    assert_error BAD_FILENAME 65
    manage annotate "$name" --notes=x
    assert_error BAD_FILENAME 65
  done
  manage delete "$first" backup-20250101-000001.tar.gz --allow-newest-verified
  assert_error BACKUP_NOT_FOUND 66
  manage delete "$first" --package-name=other
  assert_error BACKUP_NOT_FOUND 66
  [ -e "$BACKUPS/$first" ]
}

@test "notes and pin are kept beside the backup, each on its own, and shown by list" {
  local first
  first=$(backup_of v1.0.0)
  manage annotate "$first" --notes=$'before the \"big\" change, $(id)\nsecond line' --pin true
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value .backup.notes)" = $'before the "big" change, $(id)\nsecond line' ]
  manage annotate "$first" --pin=false
  manage list
  [ "$(value '.backups[0] | [.notes, .pinned] | tojson')" = '["before the \"big\" change, $(id)\nsecond line",false]' ]
  manage annotate "$first" --notes=
  [ "$(value '.backup | [.notes, .pinned] | tojson')" = '[null,false]' ]
  [ "$(value '.backup.verification.level')" = archive ]
}

@test "bad annotations" {
  local first
  first=$(backup_of v1.0.0)
  manage annotate "$first"
  assert_error USAGE 64
  manage annotate "$first" --pin=maybe
  assert_error USAGE 64
  manage annotate "$first" --notes="$(printf '%02001d' 0)"
  assert_error USAGE 64
  manage annotate "$first" --notes=$'a\eb'
  assert_error USAGE 64
  manage annotate backup-20250101-000001.tar.gz --notes=x
  assert_error BACKUP_NOT_FOUND 66
}
