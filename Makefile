# 家门口: `make run` starts the kiosk, `make test` checks all of it; both set themselves up.

PYTHON := .venv/bin/python
GALLERY ?= gallery
export DEBIAN_FRONTEND := noninteractive

# The glass: OpenGL, and what SDL opens by name for X or a bare console. The voice. Pinyin and
# handwriting: librime by its utilities, as the library's own name changes with the release.
RUN_PACKAGES := python3-venv \
	libgl1 libegl1 libgles2 libgl1-mesa-dri libgbm1 \
	libx11-6 libxcursor1 libxext6 libxfixes3 libxi6 libxrandr2 libxrender1 libxss1 \
	libusb-1.0-0 espeak-ng alsa-utils \
	librime-bin rime-data-luna-pinyin libzinnia0 tegaki-zinnia-simplified-chinese

# A browser with Chinese letters and what its driver needs, a screen to tap on, the other database,
# what tells of every file a program opens, and what draws a sheet for the printer.
TEST_PACKAGES := chromium fonts-noto-cjk libatomic1 xvfb xauth xdotool openbox \
	x11-xserver-utils postgresql strace poppler-utils

SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=$(DEBIAN_FRONTEND) apt-get -q -o DPkg::Lock::Timeout=900

.PHONY: run test lint bench soak gallery setup setup-test packages test-packages lock clean

run: setup
	@exec $(PYTHON) main.py

# The tests come last: the last line is pytest's own summary.
test: lint
	@$(PYTHON) -m pytest --numprocesses auto --dist worksteal

lint: setup-test
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo --no-cache

bench: setup-test
	@$(PYTHON) -m tests.bench

# Chance, length and the whole matrix, one after the other. PART is what pytest calls -k:
# matrix, races, kill, glass, requests, … A run is repeated with the SEED that it names.
SEED ?= $(shell date +%s)
soak: setup-test
	@$(PYTHON) -m pytest -m "soak or matrix" --timeout 7200 $(if $(PART),-k "$(PART)") \
		--randomly-seed=$(SEED) --hypothesis-seed=$(SEED) --hypothesis-profile=chance

gallery: setup
	@SDL_VIDEODRIVER=offscreen $(PYTHON) main.py gallery $(GALLERY)

setup: packages .venv/ready
setup-test: test-packages .venv/ready-for-tests

# Asks dpkg, not the network: where nothing is missing, nothing is fetched. Another apt may hold
# the package lists for a while, and apt only waits for dpkg's own lock: hence the second try.
# A set-up that was stopped in the middle left packages half done: they are finished first.
define install
@command -v dpkg-query >/dev/null || { echo "needs Debian 12 or Ubuntu 24.04, or newer"; exit 1; }; \
missing=; for package in $(1); do \
	dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed \
		|| missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
	echo "Installing$$missing"; \
	$(APT) update || { sleep 20; $(APT) update; } || true; \
	$(SUDO) dpkg --configure -a && $(APT) install -y --no-install-recommends $$missing; \
fi
endef

packages:
	$(call install,$(RUN_PACKAGES))

test-packages: packages
	$(call install,$(TEST_PACKAGES))

PIP_INSTALL := $(PYTHON) -m pip install -q --disable-pip-version-check \
	--require-hashes --only-binary :all:

$(PYTHON): | packages
	python3 -m venv .venv

.venv/ready: requirements.txt | $(PYTHON)
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/ready-for-tests: requirements-test.txt .venv/ready
	$(PIP_INSTALL) -r requirements-test.txt
	@touch $@

# Pins what the .in files name, with hashes, from whichever package index this machine uses.
LOCK := .make/bin/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --upgrade \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: | packages
	python3 -m venv .make
	.make/bin/python -m pip install -q --disable-pip-version-check pip-tools
	$(LOCK) -o requirements.txt requirements.in
	$(LOCK) -o requirements-test.txt requirements-test.in

clean:
	rm -rf .venv .make .mypy_cache .ruff_cache .pytest_cache .hypothesis $(GALLERY)
