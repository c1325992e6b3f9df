/* SPDX-License-Identifier: MIT */
/*
 * MODULE_PARM(), until 2.6.16: a parameter whose type is a text, found at load.
 * "i": one int; "1-4i": one to four of them, between commas; b, h, i, l: char, short,
 * int, long; s: a text of its own.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

struct old_type {
	unsigned int min, max, size;
	const struct kernel_param_ops *ops;
};

static const char *range(const char *s, struct old_type *t)
{
	t->min = t->max = 1;
	if (*s < '0' || *s > '9')
		return s;
	for (t->min = 0; *s >= '0' && *s <= '9'; s++)
		t->min = t->min * 10 + (unsigned int)(*s - '0');
	t->max = t->min;
	if (*s != '-')
		return s;
	for (t->max = 0, s++; *s >= '0' && *s <= '9'; s++)
		t->max = t->max * 10 + (unsigned int)(*s - '0');
	return s;
}

static int type_of(const char *text, struct old_type *t)
{
	static const struct {
		char letter;
		unsigned char size;
		const struct kernel_param_ops *ops;
	} types[] = {
		{'b', sizeof(char), &param_ops_byte},
		{'h', sizeof(short), &param_ops_short},
		{'i', sizeof(int), &param_ops_int},
		{'l', sizeof(long), &param_ops_long},
		{'s', sizeof(char *), &param_ops_charp},
	};
	const char *letter = range(text, t);

	for (unsigned int i = 0; i < ARRAY_SIZE(types); i++)
		if (types[i].letter == *letter) {
			t->size = types[i].size;
			t->ops = types[i].ops;
			return 0;
		}
	return -EINVAL;
}

static int set_one(const char *text, size_t len, const struct kernel_param *kp,
		   const struct old_type *t, unsigned int i)
{
	const struct dock_old_param *old = kp->arg;
	struct kernel_param one = {.name = kp->name,
				   .mod = kp->mod,
				   .ops = t->ops,
				   .arg = (char *)old->var + (size_t)i * t->size};
	char value[256];

	if (len >= sizeof(value))
		return -ENOSPC;
	memcpy(value, text, len);
	value[len] = '\0';
	return t->ops->set(value, &one);
}

static int set_old(const char *val, const struct kernel_param *kp)
{
	const struct dock_old_param *old = kp->arg;
	struct old_type t;
	unsigned int n = 0;

	if (type_of(old->type, &t)) {
		pr_err("%s: unknown parameter type '%s'\n", kp->name, old->type);
		return -EINVAL;
	}
	for (;;) {
		size_t len = strcspn(val, ",");
		int err = n == t.max ? -EINVAL : set_one(val, len, kp, &t, n);

		if (err)
			return err;
		n++;
		if (!val[len])
			return n < t.min ? -EINVAL : 0;
		val += len + 1;
	}
}

static void free_old(void *arg)
{
	const struct dock_old_param *old = arg;
	struct old_type t;

	if (type_of(old->type, &t) || !t.ops->free)
		return;
	for (unsigned int i = 0; i < t.max; i++)
		t.ops->free((char *)old->var + (size_t)i * t.size);
}

const struct kernel_param_ops dock_old_param_ops = {.set = set_old, .free = free_old};
EXPORT_SYMBOL(dock_old_param_ops);
