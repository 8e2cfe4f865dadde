#!/bin/sh
# What takes minutes: kills at random moments, and every fault that a price server can have.
#
#   scripts/soak.sh [TIMES]     kills, 50 where it is not said
#
# Builds a release first. The faults need ../shared/tools/feed.py and are skipped without it. Ends
# with status 1 where something is not as it should be.
set -eu
cd "$(dirname "$0")/.."

command -v python3 >/dev/null || {
    echo "The soak needs python3." >&2
    exit 1
}
if [ -z "${TRACKER_TUI:-}" ]; then
    swift build -c release --static-swift-stdlib --product tracker-tui
fi
program=${TRACKER_TUI:-.build/release/tracker-tui}

status=0
python3 scripts/soak/killloop.py "$program" --times "${1:-50}" || status=1
python3 scripts/soak/faults.py "$program" ../shared/tools/feed.py || status=1
exit "$status"
