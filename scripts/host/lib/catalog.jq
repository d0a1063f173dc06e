# Reads catalog.awk's lines after the checkout's tags (T lines) and answers with the package's backups, newest first.
# Besides the fields of the protocol, each has `epoch` (createdDate in seconds) and `metadata` (as it was read).
include "sizes";

def valid_version: type == "string" and test("\\A[A-Za-z0-9][A-Za-z0-9._+-]{0,99}\\z") and (contains("..") | not);

# Seconds since 1970 of an ISO 8601 date with a zone; null for anything else.
def epoch:
  if type != "string" then null
  elif test("\\A\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\z") then (try fromdateiso8601 catch null)
  else
    (try capture("\\A(?<date>\\d{4}-\\d\\d-\\d\\d)[T ](?<time>\\d\\d:\\d\\d:\\d\\d)([.,]\\d+)?(?<sign>[+-Z])((?<hours>\\d\\d):?(?<minutes>\\d\\d))?\\z")
     catch null)
    | if . == null then null
      else
        . as $at
        | ($at.date + "T" + $at.time + "Z" | try fromdateiso8601 catch null) as $local
        | if $local == null then null
          elif $at.sign == "Z" then $local
          elif $at.hours == null then null
          else
            (($at.hours | tonumber) * 3600 + ($at.minutes | tonumber) * 60) as $offset
            | if $at.sign == "+" then $local - $offset else $local + $offset end
          end
      end
  end;

# The same candidates as versions.sh's tag_candidates.
def tag_candidates:
  . as $version
  | (if startswith("ver") then .[3:] elif startswith("v") then .[1:] else . end) as $stripped
  | (if $stripped | test("\\A[0-9]") then $stripped else $version end) as $base
  | [$version, "v" + $base, $base, "ver" + $base];

def parsed_metadata: try (fromjson | if type == "object" then . else null end) catch null;

def backup($tags; $own; $folder):
  (.[1]) as $filename
  | (.[2] | tonumber) as $bytes
  | (.[3] | split(".")[0] | tonumber) as $mtime
  | (.[4]) as $kind
  | (.[5]) as $versionLine
  | (if $kind == "read" then (.[6:] | join("\t") | parsed_metadata) else null end) as $metadata
  | ($kind != "none" and $metadata == null) as $broken
  | (if $broken then null else ($metadata.version // (if $versionLine != "" then $versionLine else null end)) end) as $said
  | (if $said | valid_version then $said else "unknown" end) as $version
  | ($version != "unknown" and any($version | tag_candidates[]; $tags[.])) as $available
  | ($metadata.createdDate | epoch // $mtime) as $epoch
  | [
      (if $broken then "The metadata of this backup cannot be read." else empty end),
      (if $said != null and ($said | valid_version | not)
       then "The version in the metadata of this backup is not a valid version." else empty end),
      (if ($metadata.sizeBytes | type) == "number" and $metadata.sizeBytes != $bytes
       then "The archive's size is not what its metadata says: it may be damaged." else empty end),
      ($metadata.warnings | if type == "array" then .[] | strings else empty end)
    ] as $notes
  | {
      filename: $filename,
      displayName: "\($filename[7:11])-\($filename[11:13])-\($filename[13:15]) \($filename[16:18]):\($filename[18:20]):\($filename[20:22])",
      version: $version,
      gitTagExists: (if ($metadata.gitTagExists | type) == "boolean" then $metadata.gitTagExists else $available end),
      gitTagAvailable: $available,
      gitCommit: ($metadata.gitCommit | if type == "string" and test("\\A[0-9a-f]{7,64}\\z") then . else null end),
      packageName: ($metadata.packageName | if type == "string" then . else null end),
      size: ($bytes | human_size),
      sizeBytes: $bytes,
      createdDate: ($epoch | todateiso8601),
      fullPath: "\($folder)/\($filename)"
    }
    + (if $notes == [] then {} else {note: ($notes | join(" "))} end)
    + {epoch: $epoch, metadata: $metadata};

[inputs | split("\t")] as $lines
| (reduce ($lines[] | select(.[0] == "T")) as $line ({}; .[$line[1]] = true)) as $tags
| [$lines[] | select(.[0] == "A") | backup($tags; $own; $folder) | select(.packageName == null or .packageName == $own)]
| sort_by([.epoch, .filename])
| reverse
