# Documents made from the catalog (catalog.jq).
include "sizes";

def total_bytes: map(.sizeBytes) | add // 0;

def list_document:
  total_bytes as $total
  | {backups: ., totalCount: length, totalSizeBytes: $total, totalSize: ($total | human_size)};

# What cleanup removes: the package's own labelled backups that are too old, except the newest of them.
# An unlabelled archive may be another package's, so it is never removed.
def expired($own; $days):
  (now - $days * 86400 | floor | todate) as $limit
  | map(select(.packageName == $own))[1:] | map(select(.createdDate < $limit));

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
