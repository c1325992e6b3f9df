/* SPDX-License-Identifier: MIT */
/* What happens when a count of references goes wrong: see linux/refcount.h. */
#include <linux/export.h>
#include <linux/refcount.h>

static const char *const saturation_text[] = {
	[REFCOUNT_ADD_NOT_ZERO_OVF] = "overflow, the object will leak",
	[REFCOUNT_ADD_OVF] = "overflow, the object will leak",
	[REFCOUNT_ADD_UAF] = "a reference was taken at zero, after the last was dropped",
	[REFCOUNT_SUB_UAF] = "more references were dropped than taken",
	[REFCOUNT_DEC_LEAK] = "refcount_dec() reached zero, so that nobody frees the object",
};

void refcount_warn_saturate(refcount_t *r, enum refcount_saturation_type t)
{
	refcount_set(r, REFCOUNT_SATURATED);
	WARN(true, "refcount_t: %s\n", saturation_text[t]);
}
EXPORT_SYMBOL(refcount_warn_saturate);

bool refcount_dec_if_one(refcount_t *r)
{
	int one = 1;

	return atomic_try_cmpxchg_release(&r->refs, &one, 0);
}
EXPORT_SYMBOL(refcount_dec_if_one);

/* False where it was 1: the caller then takes its lock and drops the last. */
bool refcount_dec_not_one(refcount_t *r)
{
	int old = atomic_read(&r->refs);

	do {
		if (unlikely(old == REFCOUNT_SATURATED))
			return true;
		if (old == 1)
			return false;
		if (WARN_ONCE(old <= 0, "refcount_t: %s\n", saturation_text[REFCOUNT_SUB_UAF]))
			return true;
	} while (!atomic_try_cmpxchg_release(&r->refs, &old, old - 1));
	return true;
}
EXPORT_SYMBOL(refcount_dec_not_one);
