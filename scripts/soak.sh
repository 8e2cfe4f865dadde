#!/bin/sh
# What takes minutes: kills at random moments, every fault that a price server can have, kills while
# alerts go to a mail server with faults, all exchanges at once, a day of all of them on a clock that
# leaps, and 30 days of 25,000 pairs.
#
#   scripts/soak.sh [TIMES] [PART ...]     how many kills, 50 if not given; the parts: kills, faults,
#                                          alerts, exchanges, day, life; all if none is given
#
# Builds a release first. The faults need feed.py, which is not part of this repository: it is looked
# for at $FEED, else beside the checkout, in shared/tools. The exchanges need Python 3.11. Both are skipped, with a line
# that says so, without them. Ends with status 1 where something is not as it should be.
set -eu
cd "$(dirname "$0")/.."

command -v python3 >/dev/null || {
    echo "The soak needs python3." >&2
    exit 1
}
times=50
parts=
for word in "$@"; do
    case $word in
    kills | faults | alerts | exchanges | day | life) parts="$parts $word" ;;
    *[!0-9]* | "")
        echo "soak: there is no part \"$word\": kills, faults, alerts, exchanges, day, life" >&2
        exit 2
        ;;
    *) times=$word ;;
    esac
done
parts=${parts:-kills faults alerts exchanges day life}
if [ -z "${TRACKER_TUI:-}" ]; then
    sh scripts/release.sh
fi
program=${TRACKER_TUI:-.build/release/tracker-tui}

status=0
for part in $parts; do
    case $part in
    kills) python3 scripts/soak/killloop.py "$program" --times "$times" || status=1 ;;
    faults) python3 scripts/soak/faults.py "$program" "${FEED:-${SHARED:-../shared}/tools/feed.py}" || status=1 ;;
    alerts)
        python3 scripts/soak/alertpair.py "$program" || status=1
        python3 scripts/soak/alertloop.py "$program" --times "$times" || status=1
        ;;
    exchanges)
        if python3 -c 'import tomllib' 2>/dev/null; then
            python3 scripts/soak/exchangeday.py "$program" || status=1
        else
            echo "exchanges: skipped, they need Python 3.11"
        fi
        ;;
    day) SOAK=1 swift test --disable-xctest --filter ExchangeSoakTests || status=1 ;;
    life)
        swift build --package-path Benchmarks -c release --product TrackerBenchmarks \
            --no-color-diagnostics
        Benchmarks/.build/release/TrackerBenchmarks --life 30 || status=1
        ;;
    esac
done
exit "$status"
