# SPDX-License-Identifier: MIT
#
# complete.bash WORD... - print what bash offers for the last word, one a line.
# For tests: bash itself calls the function only for somebody who types.
. /usr/share/bash-completion/bash_completion
. /usr/share/bash-completion/completions/drydock
compopt() { :; } # answers only to somebody who types, too

COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_LINE="$*"
COMP_POINT=${#COMP_LINE}
_drydock
printf '%s\n' "${COMPREPLY[@]}"
