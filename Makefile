# `make` alone lists what there is to make.

PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=

program := .build/release/tracker-tui

.DEFAULT_GOAL := help
.PHONY: help run build test bench bench-peers bench-port bench-run soak mail-check manners pictures install uninstall clean needs

help: ## list these
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r name what; do printf 'make %-11s %s\n' "$$name" "$$what"; done

# C-c is one of the ways to leave it (130), and no error of make.
run: build ## build and open the dashboard (ARGS="--demo")
	@$(program) $(ARGS) || { status=$$?; [ $$status = 130 ] || exit $$status; }

build: needs ## build a release; missing packages are installed first
	@sh scripts/release.sh

test: needs ## everything that must hold: format, rooms, warnings, tests
	@sh scripts/test.sh $(ARGS)

# Of a package that it depends on, SwiftPM does not see that there are new files.
build-benchmarks = touch Benchmarks/Package.swift && \
	swift build --package-path Benchmarks -c release --product TrackerBenchmarks \
		--no-color-diagnostics

bench: needs ## measure engine and screen (ARGS="--save": the baseline)
	@$(build-benchmarks)
	@Benchmarks/.build/release/TrackerBenchmarks $(ARGS)

bench-peers: needs ## the same questions to SQLite, DuckDB and pandas
	@$(build-benchmarks)
	@python3 scripts/bench/peers.py $(ARGS)

bench-port: build ## measure the JSON port beside nginx; needs wrk and nginx
	@sh scripts/bench-port.sh $(ARGS)

bench-run: build ## measure the program with a full day: start, memory, rest
	@$(build-benchmarks)
	@python3 scripts/bench/run.py $(ARGS)

soak: needs ## for minutes: kills, faults, alerts, … (ARGS="kills": a part)
	@sh scripts/soak.sh $(ARGS)

mail-check: build ## alerts by mail through Postfix and Dovecot; as root
	@TRACKER_TUI=$(program) sh scripts/mail-check.sh $(ARGS)

manners: build ## how it behaves on a terminal, measured; how it is linked
	@sh scripts/manners.sh
	@python3 scripts/keys.py $(program)

pictures: build ## make the pictures in docs anew; needs tmux and python3-pil
	@python3 scripts/pictures.py $(program)

install: ## copy the program below PREFIX (/usr/local) in DESTDIR
	@test -x $(program) || PREFIX='$(PREFIX)' sh scripts/install.sh --unbuilt
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
