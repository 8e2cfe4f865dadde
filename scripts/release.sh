#!/bin/sh
# Builds the program as it is shipped.
#
#   scripts/release.sh [ARGUMENT ...]     more arguments for swift build
#
# The flags are the same everywhere, on a terminal or not, or all would be compiled again: the one
# about colours is part of the compiler's command line.
#
# -z now, FORTIFY_SOURCE and stack-clash protection harden what is in C and C++, and the calls between
# libraries. Without --disable-local-rpath the loader would look for libraries beside the program
# first, which in a folder for downloads is anybody's. scripts/check-hardening.sh looks at the outcome.
set -eu
cd "$(dirname "$0")/.."

exec swift build -c release --static-swift-stdlib --product tracker-tui --no-color-diagnostics \
    --disable-local-rpath -Xlinker -z -Xlinker now \
    -Xcc -D_FORTIFY_SOURCE=2 -Xcc -fstack-clash-protection "$@"
