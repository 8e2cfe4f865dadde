#!/bin/sh
# Everything that must hold before a change is taken: format, imports, who names whom between rooms,
# a build without warnings, manners on a terminal where there is what measures them, the tests. The
# last line is the closing one of the test runner.
#
#   scripts/test.sh --all     and what takes minutes more, as the build machine runs it: the smallest
#                             benchmark, and the tests once more without what lies beside the checkout
set -eu
cd "$(dirname "$0")/.."

case ${1:-} in
"") is_whole= ;;
--all) is_whole=yes ;;
*)
    echo "test: there is no \"$1\", only --all" >&2
    exit 2
    ;;
esac

# The manifest makes warnings errors where this is set.
export CI=1

step() { printf '== %s\n' "$*"; }

step "Format"
set -- Package.swift Sources Tests
for path in Benchmarks/Package.swift Benchmarks/Sources; do
    if [ -e "$path" ]; then set -- "$@" "$path"; fi
done
swift format lint --strict --recursive --parallel "$@"

step "Imports"
sh scripts/check-imports.sh

step "House"
command -v python3 >/dev/null 2>&1 || sh scripts/need-packages.sh python3 </dev/null
python3 scripts/tests/check_house.py --quiet
python3 scripts/check-house.py

step "Build"
swift build --build-tests --explicit-target-dependency-import-check error --no-color-diagnostics

step "Manners"
sh scripts/manners.sh --checks
python3 scripts/keys.py --checks .build/debug/tracker-tui

if [ -n "$is_whole" ]; then
    step "Benchmark"
    touch Benchmarks/Package.swift
    swift build --package-path Benchmarks -c release --product TrackerBenchmarks \
        --no-color-diagnostics
    SHARED=/nowhere Benchmarks/.build/release/TrackerBenchmarks --pairs 1000
fi

log=$(mktemp)
trap 'rm -f "$log" "$log.status"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# POSIX pipes keep the status of their last part only.
run_tests() {
    {
        status=0
        swift test --disable-xctest --skip-build --no-color-diagnostics </dev/null 2>&1 || status=$?
        echo "$status" >"$log.status"
    } | tee "$log"
    status=$(cat "$log.status")
    [ "$status" = 0 ] || exit "$status"
    # The runner is content with no tests at all.
    if ! grep -q 'Test run with [1-9]' "$log"; then
        echo "No test ran." >&2
        exit 1
    fi
}

# Last, so that what they say of themselves is the last line.
step "Tests"
run_tests
if [ -n "$is_whole" ] && [ -e "${SHARED:-../shared}" ]; then
    step "Tests, as somebody has them who has only the checkout"
    export SHARED=/nowhere
    run_tests
fi
