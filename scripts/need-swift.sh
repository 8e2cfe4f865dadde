#!/bin/sh
# Says what to do where the Swift toolchain is missing; silent where it is there.
set -eu

command -v swift >/dev/null 2>&1 && exit 0
cat >&2 <<'SAY'
The Swift toolchain is missing: there is no "swift" in PATH.
It is needed in version 6.2 or later. How to install it: https://www.swift.org/install/linux/
SAY
exit 1
