#!/bin/sh
# How the program behaves on a terminal, from the outside: figures, and what must never be.
#
# First of all how it is linked: scripts/check-hardening.sh.
#
#   scripts/manners.sh [FOLDER]     where the results go as JSON, .build/manners otherwise
#   scripts/manners.sh --checks     only what must never be: no figures, under a minute
#
# Needs a release, the Python package pyte and the harness ptybench.py, which is not part of this
# repository: it is looked for at $PTYBENCH, else beside the checkout, in shared/tools. Skipped, with a
# line that says so, without them; the tests of the terminal (TerminalRunTests, CursesTests) need none of it.
# Ends with status 1 where something is not as it should be. Figures mean little on a busy machine:
# how busy it was is told beside them.
set -eu
cd "$(dirname "$0")/.."

bench=${PTYBENCH:-${SHARED:-../shared}/tools/ptybench.py}
program=${TRACKER_TUI:-.build/release/tracker-tui}
skip() {
    echo "manners: skipped, $*"
    exit 0
}
# A release that somebody built by hand for a test may be without.
if [ -x "$program" ] && [ "${1:-}" != --checks ]; then sh scripts/check-hardening.sh "$program"; fi
if [ ! -e "$bench" ]; then skip "the harness is not here: PTYBENCH says where it is"; fi
if ! python3 -c 'import pyte' 2>/dev/null; then skip "there is no python3 with pyte"; fi
if [ ! -x "$program" ]; then skip "there is no $program: make build makes it"; fi
if [ "${1:-}" = --checks ]; then
    if [ -n "$(find Package.swift Sources -newer "$program" -type f | head -1)" ]; then
        skip "$program is older than the sources: make build makes it anew"
    fi
    exec python3 scripts/soak/manners.py --checks "$program" "$bench" .build/manners
fi
exec python3 scripts/soak/manners.py "$program" "$bench" "${1:-.build/manners}"
