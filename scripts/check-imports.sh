#!/bin/sh
# Checks who imports what: each library has one room, the values and the canvas have none.
#
# Prints file:line for each breach and exits 1 where there is one. Also looks for paths of
# somebody's own machine in what is under version control.
set -eu
cd "$(dirname "$0")/.."

breaches=$(
    find Sources -name '*.swift' -exec awk '
        function breach(why) { printf "%s:%d: import %s: %s\n", FILENAME, FNR, module, why }

        function only(folder) {
            if (index(FILENAME, folder) != 1) breach("only under " folder)
        }

        function judge() {
            if (module == "CNcurses") only("Sources/TrackerTUI/Terminal/")
            else if (module == "CSignals") only("Sources/TrackerTUI/System/")
            else if (module == "CSQLite") only("Sources/TrackerEngine/Store/SQLite/")
            else if (module == "CCurl") only("Sources/TrackerEngine/Net/")
            else if (module == "CSimdjson") only("Sources/TrackerEngine/Net/")
            else if (module == "CToml") only("Sources/TrackerEngine/Configuration/")
            else if (module == "CMicroHTTPD") only("Sources/TrackerEngine/Port/")
            else if (module == "CMalloc") only("Sources/TrackerEngine/Engine/")
            else if (module == "CZlib") only("Sources/TrackerEngine/Compression/")
            else if (module ~ /^_?Foundation/) breach("not in what ships: size, start, memory")
            if (index(FILENAME, "Sources/TrackerEngine/Domain/") == 1)
                breach("the domain imports nothing")
            if (index(FILENAME, "Sources/TrackerEngine/System/") == 1 && module !~ /^(Glibc|Synchronization)$/)
                breach("the system calls know the C library and atomics only")
            if (index(FILENAME, "Sources/TrackerScreen/Canvas/") == 1 && module !~ /^(Swift|Glibc|TrackerEngine)$/)
                breach("the canvas knows values and the standard library only")
        }

        {
            count = split($0, statements, ";")
            for (i = 1; i <= count; i++) {
                statement = statements[i]
                while (sub(/^[ \t]*@[A-Za-z_]+(\([^)]*\))?[ \t]+/, "", statement)) { }
                sub(/^[ \t]*(public|package|internal|fileprivate|private)[ \t]+/, "", statement)
                if (!sub(/^[ \t]*import[ \t]+/, "", statement)) continue
                sub(/^(typealias|struct|class|enum|protocol|let|var|func|actor)[ \t]+/, "", statement)
                module = statement
                sub(/[^A-Za-z0-9_].*$/, "", module)
                if (module != "") judge()
            }
        }' {} +

    paths='(^|[^A-Za-z0-9_.~-])/(home|root|work)/'
    if git rev-parse --git-dir >/dev/null 2>&1; then
        git grep -nIE "$paths" -- . || true
    else
        grep -rnIE --exclude-dir=.build --exclude-dir=.git "$paths" . || true
    fi | sed -E 's/^([^:]*:[0-9]+:).*$/\1 a path of one machine/'
)

[ -n "$breaches" ] || exit 0
printf '%s\n' "$breaches" >&2
exit 1
