# 家门口: `make run` starts the kiosk, `make test` checks all of it; both set themselves up.

PYTHON := .venv/bin/python
# What makes it: `make PYTHON3=python3.13 run` where the system's own is another.
PYTHON3 := python3
GALLERY ?= gallery
export DEBIAN_FRONTEND := noninteractive
# A file is compiled once, not at each of the hundred starts of the program in its tests.
unexport PYTHONDONTWRITEBYTECODE
# Into what root left here an ordinary user writes nothing.
export MYPY_CACHE_DIR := $(shell test -e .mypy_cache -a ! -w .mypy_cache \
	&& echo /dev/null || echo .mypy_cache)

# The touch screen: OpenGL, and what SDL opens by name for X or a bare console. The voice. Pinyin and
# handwriting: librime by its utilities, as the library's own name changes with the release.
RUN_PACKAGES := python3-venv \
	libgl1 libegl1 libgles2 libgl1-mesa-dri libgbm1 \
	libx11-6 libxcursor1 libxext6 libxfixes3 libxi6 libxrandr2 libxrender1 libxss1 \
	libusb-1.0-0 espeak-ng alsa-utils \
	librime-bin rime-data-luna-pinyin libzinnia0 tegaki-zinnia-simplified-chinese

# Where the database is PostgreSQL, by the environment or by settings.toml: what backs it up.
SETTINGS := $(or $(KIOSK_DATA),$(HOME)/.local/share/jiamenkou)/settings.toml
RUN_PACKAGES += $(if $(findstring postgres,$(KIOSK_DATABASE_URL)$(shell cat '$(SETTINGS)' 2>&-)), \
	postgresql-client)

# Where the second copy goes to another machine.
RUN_PACKAGES += $(if $(findstring sftp:,$(KIOSK_BACKUP_TO)$(shell cat '$(SETTINGS)' 2>&-)), \
	openssh-client)

# A browser with Chinese letters and what its driver needs, a screen to tap on, the other database,
# what tells of every file a program opens, what draws a sheet for the printer, another machine, and
# what reads shell scripts and units.
TEST_PACKAGES := chromium-headless-shell fonts-noto-cjk libatomic1 xvfb xauth xdotool openbox \
	x11-xserver-utils postgresql strace poppler-utils openssh-client openssh-sftp-server \
	shellcheck systemd
# Machines with a database that fails over; a machine to install on; the proxy.
SOAK_PACKAGES := patroni etcd-server iproute2 debootstrap caddy openssl

# A machine set up for good: firewall, updates by night, the time; X on a console of its own.
INSTALL_PACKAGES := nftables unattended-upgrades systemd-timesyncd libpam-systemd udev \
	$(if $(filter no,$(SCREEN)),,xserver-xorg-core xserver-xorg-input-libinput xinit x11-xserver-utils) \
	$(if $(filter-out none,$(HTTPS_NAME)),caddy)

# A machine without a network, set up from one file: what makes it needs an index of its packages.
BUNDLE_PACKAGES := dpkg-dev git
BUNDLE_KEY ?= $(HOME)/.config/jiamenkou/bundle.key

SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=$(DEBIAN_FRONTEND) apt-get -q -o DPkg::Lock::Timeout=900

.PHONY: run test lint bench bundle bundle-packages soak gallery setup setup-test python packages \
	test-packages soak-packages lock clean install install-packages uninstall

run: setup
	@exec $(PYTHON) main.py

# The tests come last: the last line is pytest's own summary. More of them at work than there are
# processors: who waits for a browser or a started program leaves one idle.
test: lint
	@$(PYTHON) -m pytest --numprocesses $$((2 * $$(nproc) + 1)) --dist worksteal

# Beside mypy, for which one processor is enough, the contracts, and all files compiled once: each
# worker of the tests would do it for itself, at the same moment.
lint: setup-test
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m pytest --collect-only >/dev/null 2>&1 & \
	.venv/bin/lint-imports --no-logo --no-cache & contracts=$$!; \
	$(PYTHON) -m mypy; types=$$?; wait $$contracts; contracts=$$?; wait; exit $$((types + contracts))

bench: setup-test
	@$(PYTHON) -m tests.bench

# Chance, length and the whole matrix. PART is what pytest calls -k:
# matrix, races, kill, screen, requests, … A run is repeated with the SEED that it names.
SEED ?= $(shell date +%s)
soak: setup-test soak-packages
	@$(PYTHON) -m pytest -m "soak or matrix" --timeout 7200 $(if $(PART),-k "$(PART)") \
		--numprocesses $$(nproc) --dist worksteal \
		--randomly-seed=$(SEED) --hypothesis-seed=$(SEED) --hypothesis-profile=chance

gallery: setup
	@SDL_VIDEODRIVER=offscreen $(PYTHON) main.py gallery $(GALLERY)

# As root: assets/install/install.sh says what it asks, and by which names that is given.
install:
	@assets/install/install.sh

uninstall:
	@PURGE='$(PURGE)' assets/install/uninstall.sh

# For machines like this one: what is committed, its libraries and packages, signed with a key that
# is made the first time. Keep it: it signs the updates too.
bundle: setup bundle-packages
	@assets/install/bundle.sh '$(CURDIR)/.bundle' make ca-certificates $(RUN_PACKAGES) \
		$(INSTALL_PACKAGES)
	@$(PYTHON) main.py bundle .bundle --key '$(BUNDLE_KEY)'
	@rm -rf .bundle

setup: packages .venv/ready
setup-test: test-packages .venv/ready-for-tests

# One step of the set-up: $(1) what it is, $(2) the file that keeps all it says, $(3) the command. A
# line before it, nothing while it goes well, the end of the file when it does not.
define step
	echo "$(1) (what it says: $(2))"; \
	{ $(3); } </dev/null >>$(2) 2>&1 || { tail -n 15 $(2); \
		echo "It did not work: the end of $(2) stands above. Set-up needs the network."; exit 1; }
endef

# What root is asked for where there is no sudo.
BY_ROOT := $(if $(filter run gallery setup,$(or $(MAKECMDGOALS),run)),packages,$(if \
	$(filter soak,$(MAKECMDGOALS)),soak-packages,test-packages))

# Asks dpkg, not the network: where nothing is missing, nothing is fetched and nobody is needed.
# Another apt may hold the package lists for a while, and apt only waits for dpkg's own lock: hence
# the second try. A set-up that was stopped in the middle left packages half done: they come first.
define install
@command -v dpkg-query >/dev/null || { echo "needs Debian 12 or Ubuntu 24.04, or newer"; exit 1; }; \
missing=; for package in $(1); do \
	dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed \
		|| missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
	$(SUDO) true 2>/dev/null || { echo "Set-up adds packages, and without sudo only root may:" \
		"as root, run  make -C '$(CURDIR)' $(BY_ROOT)  and then this again."; exit 1; }; \
	rm -f packages.log; \
	$(call step,Asking which packages there are,packages.log,$(APT) update \
		|| { sleep 20; $(APT) update; } || true; $(SUDO) dpkg --configure -a); \
	$(call step,Fetching the packages that are missing,packages.log, \
		$(APT) install -y --no-install-recommends --download-only $$missing); \
	$(call step,Installing them,packages.log,$(APT) install -y --no-install-recommends $$missing); \
fi
endef

packages: python
	$(call install,$(RUN_PACKAGES))

test-packages: packages
	$(call install,$(TEST_PACKAGES))

bundle-packages:
	$(call install,$(BUNDLE_PACKAGES))

install-packages: packages
	$(call install,$(INSTALL_PACKAGES))

soak-packages: test-packages
	$(call install,$(SOAK_PACKAGES))

# Python's libraries, those of $(1): a minute or three.
define libraries
@test -w .venv || { echo "The folder .venv belongs to $$(stat -c %U .venv): remove it as that user," \
	"then this again."; exit 1; }; \
$(call step,Fetching and installing Python libraries,.venv/set-up.log,$(PYTHON) -m pip install \
	--disable-pip-version-check --no-color --progress-bar off --require-hashes \
	--only-binary :all: -r $(1))
@touch $@
endef

# Kivy has wheels for these.
python:
	@$(PYTHON3) -c 'import sys; (3, 11) <= sys.version_info[:2] <= (3, 13) or sys.exit(1)' || { \
		echo "Runs on Python 3.11 to 3.13, and $(PYTHON3) is another:" \
			"with one of them,  make PYTHON3=python3.13 $(or $(MAKECMDGOALS),run)" >&2; exit 1; }

# The last that venv makes: one that was stopped before is made again.
.venv/bin/pip: | packages
	@$(PYTHON3) -m venv .venv

.venv/ready: requirements.txt | .venv/bin/pip
	$(call libraries,requirements.txt)

# All of the program's are among them: where nothing is there yet, one run of pip instead of two.
.venv/ready-for-tests: requirements-test.txt requirements.txt | .venv/bin/pip
	$(call libraries,requirements-test.txt)
	@touch .venv/ready

# Pins what the .in files name, with hashes, from whichever package index this machine uses.
LOCK := .make/bin/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --upgrade \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: | packages
	$(PYTHON3) -m venv .make
	.make/bin/python -m pip install -q --disable-pip-version-check pip-tools
	$(LOCK) -o requirements.txt requirements.in
	$(LOCK) -o requirements-test.txt requirements-test.in

clean:
	rm -rf .venv .make .bundle packages.log .mypy_cache .ruff_cache .pytest_cache .hypothesis $(GALLERY)
