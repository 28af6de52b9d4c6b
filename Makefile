# Aliases: everything is in tools/boot.py, which needs no make.
.PHONY: setup demo test lint bench screenshots
setup demo test lint bench screenshots:
	@python3 tools/boot.py $@
