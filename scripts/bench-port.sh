#!/bin/sh
# How fast the JSON port answers, beside nginx with the same body as a static file.
#
#   scripts/bench-port.sh [SECONDS]     of each run, 4 where it is not said
#
# A simulated day of 25,000 pairs. Runs alternate, five of each; medians are printed, because other
# programs take their part of the machine. Both answer with THREADS threads (2), to wrk on one.
# Needs wrk, nginx and curl; says which one is missing. TRACKER_TUI: another program to measure.
set -eu
cd "$(dirname "$0")/.."

program=${TRACKER_TUI:-.build/release/tracker-tui}
seconds=${1:-4}
threads=${THREADS:-2}
pairs=${PAIRS:-25000}
rounds=${ROUNDS:-5}
port=${PORT:-18471}
other=$((port + 1))
path=/data-tracker/kraken/btcusd
PATH=$PATH:/usr/sbin:/sbin

missing=
for tool in wrk nginx curl; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
if [ -n "$missing" ]; then
    echo "bench-port: not installed:$missing. On Debian and Ubuntu: apt-get install$missing" >&2
    exit 1
fi
if [ ! -x "$program" ]; then
    echo "bench-port: there is no $program: make build" >&2
    exit 1
fi

folder=$(mktemp -d)
server='' rival=''
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$rival" ] || kill "$rival" 2>/dev/null || true
    wait
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Waits until something answers there.
await() {
    tries=0
    until curl -fs -o /dev/null "$1"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 120 ]; then
            echo "bench-port: nothing answers at $1" >&2
            cat "$folder/log" >&2
            exit 1
        fi
        sleep 0.5
    done
}

load() { cut -d ' ' -f 1-3 /proc/loadavg; }

median() { sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

# The names of all pairs, by way of a store: the port does not list them.
list_paths() {
    "$program" --source simulated --pairs "$pairs" --store "$folder/names.sqlite" --headless \
        --port "$port" 2>>"$folder/log" &
    server=$!
    await "http://127.0.0.1:$port$path"
    kill "$server"
    wait "$server" || true
    server=
    "$program" export --store "$folder/names.sqlite" | awk -F , '
        NR > 1 && !seen[$2, $3]++ { print "/data-tracker/" $2 "/" $3 }' >"$folder/paths"
}

start_port() {
    "$program" --demo --pairs "$pairs" --headless --port "$port" 2>>"$folder/log" &
    server=$!
    await "http://127.0.0.1:$port$path"
}

start_nginx() {
    mkdir -p "$folder/www${path%/*}"
    curl -fs -o "$folder/www$path" "http://127.0.0.1:$port$path"
    cat >"$folder/nginx.conf" <<CONF
worker_processes $threads;
pid $folder/nginx.pid;
error_log $folder/nginx.log;
daemon off;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=16;
    default_type application/json;
    client_body_temp_path $folder/body; proxy_temp_path $folder/proxy;
    fastcgi_temp_path $folder/fastcgi; uwsgi_temp_path $folder/uwsgi; scgi_temp_path $folder/scgi;
    server { listen 127.0.0.1:$other; root $folder/www; }
}
CONF
    chmod -R a+rX "$folder"
    nginx -e "$folder/nginx.log" -c "$folder/nginx.conf" &
    rival=$!
    await "http://127.0.0.1:$other$path"
}

# measure NAME CONNECTIONS URL [OPTION...]: adds a rate and a p99 in ms to the files of NAME.
measure() {
    name=$1 connections=$2 url=$3
    shift 3
    wrk -t 1 -c "$connections" -d "${seconds}s" --latency "$@" "$url" >"$folder/wrk"
    awk '/^Requests\/sec:/ { print $2 }' "$folder/wrk" >>"$folder/$name.rate"
    awk '$1 == "99%" {
        unit = $2; sub(/[0-9.]+/, "", unit)
        print $2 * (unit == "us" ? 0.001 : unit == "s" ? 1000 : 1)
    }' "$folder/wrk" >>"$folder/$name.p99"
    if grep -E 'Socket errors|Non-2xx' "$folder/wrk"; then failed=yes; fi
}

rate() { median <"$folder/$1.rate"; }
p99() { median <"$folder/$1.p99"; }

failed=
list_paths
start_port
start_nginx
echo "bench-port: $(nproc) processors, $threads threads, $(wc -l <"$folder/paths") pairs, a body of" \
    "$(wc -c <"$folder/www$path") bytes, $rounds runs of $seconds s; load $(load)"

for connections in 32 64; do
    for _ in $(seq "$rounds"); do
        measure "port$connections" "$connections" "http://127.0.0.1:$port$path"
        measure "nginx$connections" "$connections" "http://127.0.0.1:$other$path"
    done
    paste "$folder/port$connections.rate" "$folder/nginx$connections.rate" |
        awk '{ print $1 / $2 }' >"$folder/ratio"
    printf '%s connections: port %.0f/s, p99 %.2f ms; nginx %.0f/s, p99 %.2f ms; ratio %.2f (load %s)\n' \
        "$connections" "$(rate "port$connections")" "$(p99 "port$connections")" \
        "$(rate "nginx$connections")" "$(p99 "nginx$connections")" \
        "$(median <"$folder/ratio")" "$(load)"
done

export PATHS="$folder/paths"
for round in $(seq "$rounds"); do
    SEED=$round measure walk 64 "http://127.0.0.1:$port/" -s scripts/bench/walk.lua
done
printf 'all pairs at random: %.0f/s, p99 %.2f ms (load %s)\n' "$(rate walk)" "$(p99 walk)" "$(load)"
for round in $(seq "$rounds"); do
    SEED=$round measure packed 64 "http://127.0.0.1:$port/" -s scripts/bench/walk.lua \
        -H 'Accept-Encoding: gzip'
done
printf 'the same with gzip: %.0f/s, p99 %.2f ms (load %s)\n' \
    "$(rate packed)" "$(p99 packed)" "$(load)"
printf 'memory of the program: %s MB at most\n' \
    "$(awk '/^VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status")"
[ -z "$failed" ]
