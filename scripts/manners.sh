#!/bin/sh
# How the program behaves on a terminal, from the outside: figures, and what must never be.
#
#   scripts/manners.sh [FOLDER]     where the results go as JSON, .build/manners otherwise
#
# Needs ../shared/tools/ptybench.py and the Python package pyte; skipped without them. Ends with
# status 1 where something is not as it should be. Figures mean little on a busy machine: how busy
# it was is told beside them.
set -eu
cd "$(dirname "$0")/.."

bench=../shared/tools/ptybench.py
if [ ! -e "$bench" ] || ! python3 -c 'import pyte' 2>/dev/null; then
    echo "manners: skipped, there is no $bench, or no python3 with pyte"
    exit 0
fi
exec python3 scripts/soak/manners.py "${TRACKER_TUI:-.build/release/tracker-tui}" "$bench" \
    "${1:-.build/manners}"
