#!/bin/sh
# Goes through a file of minute prices with rules of alerts, as fast as it goes: how often each rule
# fires, and the mails that come of it.
#
#   scripts/alerts-day.sh FILE       rows unix_minute,pair,price, by minute; .gz is unpacked
set -eu
[ $# = 1 ] || {
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
}
file=$(realpath "$1")
cd "$(dirname "$0")/.."
touch Benchmarks/Package.swift
swift build --package-path Benchmarks -c release --product TrackerBenchmarks \
    --no-color-diagnostics >&2
exec Benchmarks/.build/release/TrackerBenchmarks --alerts-day "$file"
