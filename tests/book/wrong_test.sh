#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The tests of the book find what is wrong: rows that show nothing of their own, and
# an index that has lost an item. Prints one line a claim.

set -u
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$here/../claims.sh"

# page HEADING ROW...: a page with those rows, told to the test
page() {
	{
		echo "## $1"
		echo '| item | where | command | prints | test | notes |'
		echo '|---|---|---|---|---|---|'
		shift
		printf '| %s |\n' "$@"
	} >"$tmp/page.md"
}
rows() { BOOK_PAGES=$tmp/page.md "$here/rows_test.py"; }
finds() { exits 1 rows && says "$1"; }

test_=tests/book/show
size='`PAGE_SIZE` | here | `show PAGE_SIZE` | `PAGE_SIZE: 4096`'
page Memory "$size | \`$test_\` |"
claim "a right row is right" exits 0 rows

# Text ; what the test says ; the row
while IFS=';' read -r text said row; do
	page Memory "$row"
	claim "found: $text" finds "$said"
done <<END
a command that does nothing;no command of ours;x | here | \`true\` | \`anything\` | \`$test_\` |
no command in what has to be there;has to be there;x | | not yet (later issue) | | |
nothing that is printed;nothing that it must print;x | here | \`show PAGE_SIZE\` | | \`$test_\` |
too little that is printed;nothing that it must print;x | here | \`show PAGE_SIZE\` | \`… 4\` | \`$test_\` |
a line that stands in the command;stands in the command;x | here | \`show PAGE_SIZE\` | \`PAGE_SIZE\` | \`$test_\` |
no test;no test;$size | |
a test that is not there;no such test;$size | \`tests/book/nothing\` |
a line that is not printed;it does not print;x | here | \`show PAGE_SIZE\` | \`8192 bytes\` | \`$test_\` |
a run that fails;status 2;x | here | \`show nothing_of_this_name\` | \`nothing is known of\` | \`$test_\` |
a line that any machine prints;this prints it, too;x | here | \`show PAGE_SIZE\` | \`drydock: nothing is left\` | \`$test_\` |
END
page Memory "$size | \`$test_\` |" "x | here | \`show PAGE_SIZE\` | \`4096 bytes\` | \`$test_\` |" \
	"y | here | \`show PAGE_SIZE\` | \`SIZE: 40\` | \`$test_\` |"
claim "found: three rows with one command" finds "3 rows share its command"
page Memory "$size | \`$test_\` |" "x | here | \`show PAGE_SIZE\` | \`PAGE_SIZE: 4096\` | \`$test_\` |"
claim "found: two rows with one line" finds "the same command and line"
page Memory "x | here | \`show PAGE_SIZE\` | \`sees 'a page of\` | \`$test_\` |" \
	"y | here | \`show PAGE_SHIFT\` | \`12 bits\` | \`$test_\` |" \
	"z | here | \`show count\` | \`1 reference\` | \`$test_\` |"
claim "found: a line that others print" finds "these print it, too"

index() { BOOK_INDEX=$tmp/index "$here/index_test.py"; }
says_both() { says "$1" && says "$2"; }
claim "the index is right" exits 0 "$here/index_test.py"
grep -v ' virt_to_page ' "$here/index" >"$tmp/index"
claim "found: a row without its item" exits 1 index
claim "... by name" says "memory.md.*: virt_to_page"
sed '$ainside | no_such_name | 001' "$here/index" >"$tmp/index"
claim "found: an item without a row" exits 1 index
claim "... by name" says "inside: no_such_name"
if [ -d "$here/../../../shared/book" ]; then
	sed 's/001:687//' "$here/index" >"$tmp/index"
	claim "found: a listing that is not in the index" exits 1 index
	claim "... by its place" says_both "not ok - each listing" "001:687"
	sed 's/001:198//' "$here/index" >"$tmp/index"
	claim "found: a heading that is not in the index" exits 1 index
	claim "... by its place" says_both "not ok - each heading" "001:198"
fi
exit $failed
