#!/bin/sh
# Copies the built program, stripped, and its manual page below $DESTDIR$PREFIX.
#
#   scripts/install.sh --unbuilt     only says why it cannot be built here, if it cannot
set -eu
cd "$(dirname "$0")/.."

target=${DESTDIR:-}${PREFIX:-/usr/local}
program=.build/release/tracker-tui
page=docs/tracker-tui.1

refuse() {
    echo "$1" >&2
    echo "  make build && sudo make install            # for everybody, below /usr/local" >&2
    echo "  make install PREFIX=\"\$HOME/.local\"       # for you alone" >&2
    exit 1
}

if [ "${1:-}" = --unbuilt ]; then
    # What root builds in somebody else's folder could not be built again by its owner; and sudo has
    # a PATH of its own, without the Swift toolchain.
    if [ "$(id -u)" = 0 ] && [ "${SUDO_UID:-0}" != 0 ]; then
        refuse "There is no $program yet, and it is better not built by root. Please type:"
    fi
    exit 0
fi

# The nearest folder that is there has to let new ones in.
folder=$target/bin
while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
if [ ! -w "$folder" ]; then
    refuse "You may not write to $folder. Please type one of:"
fi

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
