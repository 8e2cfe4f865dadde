#!/bin/sh
# Checks that a built program has what scripts/release.sh asks for.
#
#   scripts/check-hardening.sh [PROGRAM]     .build/release/tracker-tui otherwise
#
# Prints a line for each thing that is missing and exits 1 then. Needs readelf (binutils).
set -eu
cd "$(dirname "$0")/.."

program=${1:-.build/release/tracker-tui}
if ! command -v readelf >/dev/null 2>&1; then
    echo "hardening: skipped, there is no readelf"
    exit 0
fi
dynamic=$(readelf -dW "$program")
segments=$(readelf -lW "$program")
symbols=$(readelf --dyn-syms -W "$program")

bad=0
missing() {
    echo "hardening: $*" >&2
    bad=1
}
has() { printf '%s\n' "$1" | grep -qE "$2"; }

has "$(readelf -hW "$program")" 'Type: *DYN' || missing "not position-independent"
has "$dynamic" 'BIND_NOW|FLAGS_1.*NOW' || missing "calls between libraries are bound late"
has "$segments" 'GNU_RELRO' || missing "no RELRO"
if has "$segments" 'GNU_STACK.*E '; then missing "the stack can be executed"; fi
if has "$dynamic" '\((RUNPATH|RPATH)\)'; then missing "libraries beside the program come first"; fi
has "$symbols" '__[a-z]+_chk(@|$)' || missing "no calls of FORTIFY_SOURCE"
has "$symbols" '__stack_chk_fail' || missing "no stack protector in C and C++"
[ "$bad" = 0 ] || exit 1
echo "hardening: as it should be"
