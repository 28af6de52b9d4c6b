# Aliases: everything is in tools/boot.py, which needs no make.
.PHONY: setup demo codes test lint bench screenshots
setup: ; @python3 tools/boot.py setup
demo: ; @python3 tools/boot.py demo
codes: ; @python3 tools/boot.py codes
test: ; @python3 tools/boot.py test
lint: ; @python3 tools/boot.py lint
bench: ; @python3 tools/boot.py bench
screenshots: ; @python3 tools/boot.py screenshots
