# SPDX-License-Identifier: MIT
#
# The usual words over meson and ninja. BUILD= is where everything comes out.

BUILD ?= build
PREFIX ?= /usr/local
DESTDIR ?=

all: $(BUILD)/build.ninja
	@ninja -C $(BUILD)

$(BUILD)/build.ninja:
	@meson setup --prefix $(abspath $(PREFIX)) $(BUILD)

demo:
	@./demo

check:
	@./check

bench: all
	@ninja -C $(BUILD) bench

# An installed drydock has no planted faults, so it is a build of its own.
install:
	@if test -e $(BUILD)/install/build.ninja; then \
		meson configure $(BUILD)/install -Dprefix=$(abspath $(PREFIX)); \
	else \
		meson setup --prefix $(abspath $(PREFIX)) -Dbreaks=false $(BUILD)/install; fi
	@ninja -C $(BUILD)/install
	@DESTDIR=$(if $(DESTDIR),$(abspath $(DESTDIR))) meson install -C $(BUILD)/install --no-rebuild

# The Debian package, for this machine's version of Debian.
deb:
	@BUILD=$(BUILD) bash tools/deb.sh

# Every driver of ours as a real module: make modules KDIR=/lib/modules/.../build
modules:
	@tools/oracle-modules.sh '$(KDIR)' $(BUILD)/oracle-modules

clean:
	rm -rf $(BUILD)

.PHONY: all demo check bench install deb modules clean
