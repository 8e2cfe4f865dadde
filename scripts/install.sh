#!/bin/sh
# Copies the built program, stripped, and its manual page below $DESTDIR$PREFIX.
set -eu
cd "$(dirname "$0")/.."

target=${DESTDIR:-}${PREFIX:-/usr/local}
program=.build/release/tracker-tui
page=docs/tracker-tui.1

install -d "$target/bin"
install -m 755 "$program" "$target/bin/tracker-tui"
strip=$(command -v strip || command -v llvm-strip || true)
if [ -n "$strip" ]; then
    "$strip" "$target/bin/tracker-tui"
else
    echo "There is no strip here: installed with its symbols." >&2
fi
echo "$target/bin/tracker-tui"

if [ -e "$page" ]; then
    install -d "$target/share/man/man1"
    install -m 644 "$page" "$target/share/man/man1/tracker-tui.1"
    echo "$target/share/man/man1/tracker-tui.1"
fi
