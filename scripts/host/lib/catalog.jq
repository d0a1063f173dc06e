# Reads the checkout's tags (T lines) and catalog.awk's lines: the package's backups, newest first.
# It runs once a backup, and jq takes microseconds for every step: keep it short.
include "sizes";

def valid_version: test("\\A[A-Za-z0-9][A-Za-z0-9._+-]{0,99}\\z") and (contains("..") | not);

# An ISO 8601 date with a zone as YYYY-MM-DDTHH:MM:SSZ; null for anything else.
def in_utc:
  (try capture("\\A(?<date>\\d{4}-\\d\\d-\\d\\d)[T ](?<time>\\d\\d:\\d\\d:\\d\\d)([.,]\\d+)?((?<zulu>Z)|(?<sign>[+-])(?<hours>\\d\\d):?(?<minutes>\\d\\d))\\z")
   catch null) as $at
  | (try ($at.date + "T" + $at.time + "Z" | fromdateiso8601) catch null) as $local
  | if $local == null then null
    elif $at.zulu then $local | todate
    else
      (($at.hours | tonumber) * 3600 + ($at.minutes | tonumber) * 60) as $offset
      | $local + (if $at.sign == "+" then -$offset else $offset end)
      | todate
    end;

# The same, quick for what Holdfast itself writes on most days of the month.
def created_date:
  if type != "string" then null
  elif test("\\A\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ\\z") then .
  else in_utc
  end;

# The same candidates as versions.sh's tag_candidates.
def has_tag($tags):
  $tags != {} and ($tags[.] or (
    (if startswith("ver") then .[3:] elif startswith("v") then .[1:] else . end) as $stripped
    | (if $stripped[:1] >= "0" and $stripped[:1] <= "9" then $stripped else . end) as $base
    | $tags["v" + $base] or $tags[$base] or $tags["ver" + $base]
  )) | . == true;

def notes($broken; $valid; $metadata; $bytes; $owner):
  [
    (if $broken then "The metadata of this backup cannot be read." else empty end),
    (if $valid then empty else "The version in the metadata of this backup is not a valid version." end),
    (if ($metadata.sizeBytes | type) == "number" and $metadata.sizeBytes != $bytes
     then "The archive's size is not what its metadata says: it may be damaged." else empty end),
    ($metadata.warnings | arrays | .[] | strings),
    (if $broken or ($metadata.packageName | type) == "string" or $owner != "" then empty
     else "This backup does not say which package it belongs to." end)
  ];

# The stored result of a verification, of the archive as it is now: another one counts as none.
def verification($identity):
  (if . == "" then null else (try (fromjson | objects) catch null) end) as $stored
  | if $stored != null and $stored.archive == $identity and ($stored.level == "archive" or $stored.level == "structure")
      and ($stored.valid | type) == "boolean" and ($stored.verifiedAt | type) == "string"
    then {level: $stored.level, valid: $stored.valid, verifiedAt: $stored.verifiedAt, problems: [$stored.problems | arrays | .[] | strings]}
    else {level: "unchecked", valid: null, verifiedAt: null, problems: []}
    end;

# One backup from its fields: name, display name, size, date of the file, identity, kind of metadata, version file's line,
# metadata, verification, notes.
def backup($tags; $folder; $owner):
  .[1] as $filename
  | (.[3] | tonumber) as $bytes
  | .[6] as $kind
  | (if $kind == "none" then null else (try (.[8] | fromjson | objects) catch null) // false end) as $read
  | ($read == false) as $broken
  | (if $broken then null else $read end) as $metadata
  | (if $broken then "unknown" else $metadata.version // (if .[7] == "" then "unknown" else .[7] end) end) as $said
  | (($said | type) == "string" and ($said | valid_version)) as $valid
  | (if $valid then $said else "unknown" end) as $version
  | ($version != "unknown" and ($version | has_tag($tags))) as $available
  | (if .[10] == "" then null else (try (.[10] | fromjson | objects) catch null) end) as $annotation
  | {
      filename: $filename,
      displayName: .[2],
      version: $version,
      gitTagExists: ($metadata.gitTagExists | if type == "boolean" then . else $available end),
      gitTagAvailable: $available,
      gitCommit: ($metadata.gitCommit | if type == "string" and test("\\A[0-9a-f]{7,64}\\z") then . else null end),
      packageName: ($metadata.packageName | if type == "string" then . else null end),
      size: ($bytes | human_size),
      sizeBytes: $bytes,
      createdDate: (($metadata.createdDate | created_date) // .[4]),
      fullPath: ($folder + "/" + $filename),
      notes: ($annotation.notes | if type == "string" and . != "" then . else null end),
      pinned: ($annotation.pinned == true),
      consistency: ($metadata.consistency | if . == "live" or . == "stopped" then . else null end),
      verification: (.[5] as $identity | .[9] | verification($identity))
    }
  | if ($broken | not) and $valid and ($metadata.sizeBytes // $bytes) == $bytes and $metadata.warnings == null
      and .packageName != null then .
    else
      notes($broken; $valid; $metadata; $bytes; $owner) as $notes
      | if $notes == [] then . else .note = ($notes | join(" ")) end
    end;

# A backup that Holdfast wrote, from the judged fields of a line P: name, display name, size, version, whether the tag
# existed, commit, package, date, consistency, and level, validity and date of the verification.
def plain_backup($tags; $folder):
  (.[3] | tonumber) as $bytes
  | {
      filename: .[1],
      displayName: .[2],
      version: .[4],
      gitTagExists: (.[5] == "true"),
      gitTagAvailable: (.[4] | has_tag($tags)),
      gitCommit: (if .[6] == "" then null else .[6] end),
      packageName: .[7],
      size: ($bytes | human_size),
      sizeBytes: $bytes,
      createdDate: .[8],
      fullPath: ($folder + "/" + .[1]),
      notes: null,
      pinned: false,
      consistency: (if .[9] == "" then null else .[9] end),
      verification: (
        if .[10] == "" then {level: "unchecked", valid: null, verifiedAt: null, problems: []}
        else {level: .[10], valid: (.[11] == "true"), verifiedAt: .[12], problems: []} end)
    };

# The package's own backups, and those that do not say whose they are: they belong to $owner, and where that is empty they
# are shown to all.
def catalog($own; $folder; $owner):
  [inputs | split("\t")] as $lines
  | (reduce ($lines[] | select(.[0] == "T")) as $line ({}; .[$line[1]] = true)) as $tags
  | [$lines[]
     | if .[0] == "P" then select(.[7] == $own) | plain_backup($tags; $folder)
       elif .[0] == "A" then backup($tags; $folder; $owner)
         | select(.packageName == $own or (.packageName == null and ($owner == "" or $owner == $own)))
       else empty end]
  | sort_by(.createdDate + .filename)
  | reverse;
