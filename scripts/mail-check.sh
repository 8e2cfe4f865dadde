#!/bin/sh
# Alerts by mail through real servers, Postfix and Dovecot on loopback: as a person gets them.
#
#   scripts/mail-check.sh [--outage SECONDS]     how long the server is stopped; 120 if not given
#
# Needs root, because Postfix does, and the packages postfix, dovecot-imapd, dovecot-lmtpd and
# openssl. If something is missing, it is skipped with a line that names it. spamassassin is asked
# for the points of each mail if it is there. Takes about seven minutes.
set -eu
cd "$(dirname "$0")/.."

skip() {
    echo "mail-check: skipped, $1"
    exit 0
}
[ "$(id -u)" = 0 ] || skip "it needs root, because Postfix does"
command -v python3 >/dev/null || skip "it needs python3"
for program in postfix dovecot openssl; do
    command -v "$program" >/dev/null || PATH=$PATH:/usr/sbin command -v "$program" >/dev/null ||
        skip "it needs $program: apt-get install postfix dovecot-imapd dovecot-lmtpd openssl"
done
[ -e /usr/lib/dovecot/lmtp ] || skip "it needs dovecot-lmtpd: apt-get install dovecot-lmtpd"
if [ -z "${TRACKER_TUI:-}" ]; then
    sh scripts/release.sh
fi
PATH=$PATH:/usr/sbin exec python3 scripts/soak/mailcheck.py \
    "${TRACKER_TUI:-.build/release/tracker-tui}" "$@"
