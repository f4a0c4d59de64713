#!/usr/bin/env bash
# Judge the documents that differ from a branch, by the configuration and the waivers of that branch:
#   gate.sh origin/main [PATH...]
# Exit code: 0 clean, 1 findings, 2 anything that could not be read or judged. Machine-readable reports go to $CHECKER_REPORTS.
set -euo pipefail
base=$(git rev-parse --verify "${1:?usage: gate.sh REF [PATH...]}^{commit}")
shift
reports=${CHECKER_REPORTS:-checker-reports}
mkdir -p "$reports"

# settings in the change can make the gate stricter but not weaker
trusted=$(mktemp -d)
trap 'rm -rf "$trusted"' EXIT
: >"$trusted/checker.toml"
for name in checker.toml checker-waivers.toml; do
  if [ -n "$(git ls-tree --full-tree "$base" -- "$name")" ]; then
    git cat-file blob "$base:$name" >"$trusted/$name"
  fi
done

"${CHECKER_PYTHON:-python3}" -I -m checker check --changed-from "$base" --trusted-config "$trusted/checker.toml" \
  --out "junit:$reports/junit.xml" --out "gitlab:$reports/gitlab.json" --out "sarif:$reports/checker.sarif" \
  -- "$@"
