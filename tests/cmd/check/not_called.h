/* SPDX-License-Identifier: MIT */
/* For check_test.sh: a macro that nobody uses, so nobody misses what it calls. */
#define USES_NOTHING(x) nobody_has_this(x, NOR_THIS)
static inline int used_by_macro(int n)
{
	return n;
}
