# Documents made from the catalog (catalog.jq).
include "sizes";

def total_bytes: map(.sizeBytes) | add // 0;

def list_document:
  total_bytes as $total
  | {backups: ., totalCount: length, totalSizeBytes: $total, totalSize: ($total | human_size)};

# What retention removes: the package's own labelled backups that are too old and not pinned, except the newest of them and
# the newest that is verified. An unlabelled archive may be another package's, so it is never removed.
def expired($own; $days):
  (now - $days * 86400 | floor | todate) as $limit
  | map(select(.packageName == $own))
  | (first(.[] | select(.verification.valid == true)) // null | .filename) as $verified
  | .[1:] | map(select(.createdDate < $limit and .pinned != true and .filename != $verified));

def expired_document($own; $days):
  length as $count
  | expired($own; $days)
  | {removed: map(.filename), freedBytes: total_bytes, kept: ($count - length)};

def pad($width): . + (" " * ([0, $width - length] | max) // "");

# The text form of list, as the specification's table.
def list_table:
  def row: (.[0] | pad(30)) + " " + (.[1] | pad(12)) + " " + (.[2] | pad(10)) + " " + .[3];
  "=== Available EventStore Backups ===",
  "",
  (["BACKUP FILE", "VERSION", "SIZE", "DATE CREATED"] | row),
  (["-----------", "-------", "----", "------------"] | row),
  (.backups[]
   | ([.filename, .version, .size, (.createdDate | sub("T"; " ") | rtrimstr("Z"))] | row)
     + (if .note then "  " + .note else "" end)),
  "",
  "Total backups: \(.totalCount) (\(.totalSize))";
