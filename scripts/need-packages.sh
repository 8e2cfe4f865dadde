#!/bin/sh
# Installs the distribution packages that a build needs and that are not there.
#
#   scripts/need-packages.sh [PACKAGE...]     those named are needed too
#
# Silent and quick if nothing is missing. If it cannot install packages, it prints the command.
set -eu

# A package a line, then what it is for. A pattern stands for any package of that form; what is
# installed where there is none is the name after it.
needed() {
    cat <<'LIST'
libncurses-dev         -    the terminal
libcurl4-openssl-dev   -    fetching quotes over HTTP
libmicrohttpd-dev      -    the JSON port
zlib1g-dev             -    packed answers of the port, packed files to import
libsimdjson-dev        -    reading JSON
libtomlplusplus-dev    -    reading TOML
libsqlite3-dev         -    the day on disk
ca-certificates        -    knowing who answers over HTTPS
libstdc++-*-dev        g++  the C++ headers that the two need
libc6-dev              -    the C headers
LIST
    for package in "$@"; do
        echo "$package - asked for by name"
    done
}

# Without dpkg there is nobody to ask: the headers tell.
check_headers() {
    missing=
    for header in curses.h curl/curl.h microhttpd.h zlib.h simdjson.h toml++/toml.h sqlite3.h; do
        found=
        for folder in /usr/include /usr/local/include /usr/include/*-linux-*; do
            if [ -e "$folder/$header" ]; then found=yes; fi
        done
        [ -n "$found" ] || missing="$missing $header"
    done
    [ -n "$missing" ] || exit 0
    {
        echo "Headers that the build needs are missing:$missing"
        echo "This is neither Debian nor Ubuntu: please install them yourself, for example"
        echo "  Fedora: dnf install ncurses-devel libcurl-devel libmicrohttpd-devel" \
            "zlib-devel simdjson-devel tomlplusplus-devel sqlite-devel gcc-c++"
        echo "  Arch:   pacman -S ncurses curl libmicrohttpd zlib simdjson tomlplusplus sqlite gcc"
    } >&2
    exit 1
}

command -v dpkg-query >/dev/null 2>&1 || check_headers

list=$(needed "$@")
# shellcheck disable=SC2046  # the patterns are for dpkg-query, which gets them unexpanded
installed=$(
    set -f
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' \
        $(echo "$list" | while read -r package _; do echo "$package"; done) 2>/dev/null || true
)

missing=
reasons=
while read -r package instead reason; do
    there=
    while read -r status name; do
        # shellcheck disable=SC2254  # a pattern indeed
        case "$status $name" in "installed "$package) there=yes ;; esac
    done <<NAMES
$installed
NAMES
    [ -z "$there" ] || continue
    [ "$instead" = - ] || package=$instead
    missing="$missing $package"
    reasons="$reasons  $package: $reason
"
done <<LIST
$list
LIST

[ -n "$missing" ] || exit 0
printf 'Missing packages:\n%s' "$reasons" >&2

print_command() {
    echo "$1" >&2
    echo "${2:-Run this as root, or ask somebody who can:}" >&2
    echo "  apt-get update && apt-get install --no-install-recommends$missing" >&2
    exit 1
}

command -v apt-get >/dev/null 2>&1 || print_command "apt-get is not installed."

as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 ||
        print_command "You are not root, and sudo is not installed."
    as_root=sudo
    echo "Installing them with sudo." >&2
    # Nobody is there to type a password.
    [ -t 0 ] || as_root="sudo -n"
    $as_root true || print_command "sudo refused."
fi

apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 "$@" </dev/null >&2
}

install_missing() {
    # shellcheck disable=SC2086  # several names
    apt install -y --no-install-recommends $missing
}

say_apt_failed() {
    print_command "apt-get failed; the lines above say why." \
        "It needs the network. When that works again, run:"
}

[ -n "$as_root" ] || echo "Installing them." >&2
# Fresh machines and containers come without package lists, old ones with stale ones.
# shellcheck disable=SC2086
if apt-cache show $missing >/dev/null 2>&1; then
    install_missing || { apt update && install_missing; } || say_apt_failed
else
    { apt update && install_missing; } || say_apt_failed
fi
