# `make` alone lists what there is to make.

PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=

program := .build/release/tracker-tui

.DEFAULT_GOAL := help
.PHONY: help run build test bench bench-peers bench-port bench-run soak manners install uninstall clean needs

help: ## list these
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r name what; do printf 'make %-11s %s\n' "$$name" "$$what"; done

run: build ## build and open the dashboard; options: make run ARGS="--demo"
	@exec $(program) $(ARGS)

build: needs ## build a release, after installing the packages that it needs
	@swift build -c release --static-swift-stdlib --product tracker-tui

test: needs ## check format, imports and arrows, build without warnings, run the tests
	@sh scripts/test.sh

# Of a package that it depends on, SwiftPM does not see that there are new files.
build-benchmarks = touch Benchmarks/Package.swift && \
	swift build --package-path Benchmarks -c release --product TrackerBenchmarks

bench: needs ## measure engine and screen, compare with Benchmarks/baseline.json (ARGS="--save": replace it)
	@$(build-benchmarks)
	@Benchmarks/.build/release/TrackerBenchmarks $(ARGS)

bench-peers: needs ## the same questions to SQLite, DuckDB and pandas (ARGS="--pairs 25000", "SQLite")
	@$(build-benchmarks)
	@python3 scripts/bench/peers.py $(ARGS)

bench-port: build ## measure the JSON port beside nginx; needs wrk and nginx (ARGS="8": seconds a run)
	@sh scripts/bench-port.sh $(ARGS)

bench-run: build ## measure the program with a full stored day: start, memory, rest (ARGS="--minutes 2")
	@$(build-benchmarks)
	@python3 scripts/bench/run.py $(ARGS)

soak: needs ## for minutes: kill it at random, every fault of a server, all exchanges (ARGS="kills": a part)
	@sh scripts/soak.sh $(ARGS)

manners: build ## how it starts, answers keys, idles and ends on a terminal, measured
	@sh scripts/manners.sh

install: ## copy the program below PREFIX (/usr/local), itself below DESTDIR
	@test -x $(program) || $(MAKE) --no-print-directory build
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' sh scripts/install.sh

uninstall: ## remove what install copied
	rm -f '$(DESTDIR)$(PREFIX)/bin/tracker-tui'
	rm -f '$(DESTDIR)$(PREFIX)/share/man/man1/tracker-tui.1'

clean: ## remove what was built
	rm -rf .build .build-* Benchmarks/.build Benchmarks/.peers

needs:
	@sh scripts/need-swift.sh
	@sh scripts/need-packages.sh
