# SPDX-License-Identifier: MIT
#
# Fresh systems to try things in: a Debian 12 made by debootstrap, copied for
# each use, entered as a container is (its own mounts and processes, the root
# of a mount and not a chroot's, the host's network). For scripts that run as
# root; sourced.

mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

fresh_or_skip() {
	[ "$(id -u)" = 0 ] || { echo "skipped: only root can make a system"; exit 77; }
	command -v debootstrap >/dev/null || { echo "skipped: no debootstrap"; exit 77; }
	unshare --mount --pid --fork true 2>/dev/null ||
		{ echo "skipped: no namespaces here"; exit 77; }
}

# fresh_base DIR: the system that is copied, made once. Several scripts may ask.
fresh_base() {
	local base=$1
	mkdir -p "$(dirname "$base")"
	(
		flock 9
		[ ! -e "$base/.made" ] || exit 0
		rm -rf "$base"
		debootstrap --variant=minbase bookworm "$base" "$mirror" >"$base.log" 2>&1 ||
			{ tail -n 20 "$base.log"; exit 1; }
		cat >"$base/etc/apt/sources.list" <<-LIST
			deb $mirror bookworm main
			deb $mirror bookworm-updates main
			deb ${mirror%/debian}/debian-security bookworm-security main
		LIST
		echo 'Acquire::Retries "5";' >"$base/etc/apt/apt.conf.d/80retries" # of a busy mirror
		rm -f "$base"/var/cache/apt/archives/*.deb
		touch "$base/.made"
	) 9>"$base.lock"
}

# fresh_copy BASE DIR
fresh_copy() {
	rm -rf "$2"
	cp -a --reflink=auto "$1" "$2"
	cp -L /etc/resolv.conf "$2/etc/resolv.conf"
}

# fresh_enter DIR CMD [ARG]...: run a command in it
fresh_enter() {
	unshare --mount --pid --fork --kill-child bash "$fresh_here/enter.sh" "$@"
}

fresh_here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
