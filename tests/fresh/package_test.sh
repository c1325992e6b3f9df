#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The package: the steps of the Containerfile, each FROM in a fresh Debian 12,
# give a system with Drydock, without the source tree; there a user who is not
# root does what the example for GitHub Actions does with a driver.

set -u
source=$(realpath "${DRYDOCK_SOURCE:?}") || exit 1
work=$(realpath "${DRYDOCK_BUILD:?}")/fresh || exit 1
# shellcheck source=root.sh
. "$source/tests/fresh/root.sh"
fresh_or_skip
stages=$work/stages
trap 'rm -rf "$stages"' EXIT
fresh_base "$work/base" || exit 1
rm -rf "$stages"
mkdir -p "$stages"
failed=0

claim() {
	local text=$1
	shift
	if "$@" >"$stages/out" 2>&1; then
		echo "ok - $text"
	else
		echo "not ok - $text"
		sed 's/^/  | /' "$stages/out"
		failed=1
	fi
}

# --- the Containerfile -------------------------------------------------------
# What Containerfile has of the format, and no more: FROM [AS], COPY [--from],
# WORKDIR, RUN, CMD; a line may go on after a backslash.
copy_tree() { # TO
	mkdir -p "$1"
	(cd "$source" && git -c safe.directory='*' ls-files | tar -c -T -) | tar -x -C "$1"
}

step() {
	local word=$1 from to
	shift
	case $word in
	FROM)
		[ "$1" = docker.io/library/debian:12 ] || return 1
		stage=$stages/${3:-final}
		dir=/
		fresh_copy "$work/base" "$stage"
		;;
	COPY)
		case $1 in
		--from=*) from=$stages/${1#--from=}$2 to=$stage$3 && cp -a "$from" "$to" ;;
		.) copy_tree "$stage$2" ;;
		*) return 1 ;;
		esac
		;;
	WORKDIR) dir=$1 ;;
	RUN) fresh_enter "$stage" sh -c "cd '$dir' && $*" ;;
	CMD) ;;
	*) return 1 ;;
	esac
}

stage='' dir=/
while IFS= read -r line; do
	while [ "${line%\\}" != "$line" ]; do
		IFS= read -r more || break
		line=${line%\\}$more
	done
	case $line in '#'* | '') continue ;; esac
	# shellcheck disable=SC2086 # split as the format is
	set -f -- $line
	set +f
	claim "Containerfile: ${line:0:60}" step "$@" </dev/null
	[ "$failed" = 0 ] || exit 1
done <"$source/Containerfile"
root=$stages/final

# --- a user who is not root ----------------------------------------------------
in_root() { fresh_enter "$root" "$@"; }
as_user() { fresh_enter "$root" setpriv --reuid 1000 --regid 1000 --clear-groups \
	env HOME=/home/dev sh -c "cd /home/dev/drv && $1"; }
says() { grep -q -e "$1" "$stages/said"; }
exits() {
	local want=$1
	shift
	"$@" >"$stages/said" 2>&1
	[ $? = "$want" ] || { cat "$stages/said"; return 1; }
}

mkdir -p "$root/home/dev/drv/tests"
cp "$source/tests/fresh/mydrv.c" "$root/home/dev/drv/mydrv.c"
echo 'obj-m := mydrv.o' >"$root/home/dev/drv/Kbuild"
printf '#!/bin/sh\nset -e\ngrep mydrv /proc/modules\nread -r line </dev/mydrv\n[ "$line" = hello ]\n' \
	>"$root/home/dev/drv/tests/run.sh"
chown -R 1000:1000 "$root/home/dev"

claim "there is no source tree" in_root sh -c '! test -e /src && ! find / -xdev -name supervisor.c | grep .'
claim "drydock is in PATH" as_user 'drydock --version'
claim "the manual page is there" in_root zgrep -q drydock /usr/share/man/man1/drydock.1.gz

cp "$source/tests/fresh/complete.bash" "$root/root/"
offers() {
	local want=$1
	shift
	in_root bash /root/complete.bash drydock "$@" >"$stages/said" && grep -qxe "$want" "$stages/said"
}
claim "bash-completion and pkg-config come from Debian" in_root sh -c '
	apt-get update -qq && apt-get install -y -qq --no-install-recommends bash-completion pkg-config'
claim "bash completes a command" offers run ru
claim "... an option" offers --machine run --ma
claim "... a machine" offers board-noncoherent run --machine b
claim "... a device" offers edu run --device e
claim "... a rule" offers page-reference explain page
claim "pkg-config finds the module build" in_root sh -c '
	test -e "$(pkg-config --variable=kdir drydock)/Makefile"'

# The steps of the example for GitHub Actions that need no runner.
ci_step() { python3 "$source/tests/fresh/ci_step.py" "$source/docs/ci/github-actions.yml" "$1"; }
claim "the module is built by the example's step" exits 0 as_user "$(ci_step 'Build the module')"
claim "and runs by the example's step" exits 0 as_user "$(ci_step 'Run it on each machine')"
claim "nothing is left" says "nothing is left: 0 pages"
claim "with a report for each machine" as_user 'test -s report-pc.json && test -s report-board-noncoherent.json'
claim "a broken rule ends with 99" exits 99 as_user \
	'drydock run --module mydrv.ko,leak=1 -- true'
claim "and names file and line" says "mydrv.c:[0-9]"
claim "the package goes away" in_root apt-get purge -y -qq drydock
claim "with all that it brought" in_root sh -c '! find /usr -name "*drydock*" | grep .'

exit $failed
