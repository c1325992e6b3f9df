/* SPDX-License-Identifier: MIT */
/* Parameters of modules: the standard types. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/module/image.h"

#define STANDARD_TYPE(name, type, fmt, parse)						\
int param_set_##name(const char *val, const struct kernel_param *kp)			\
{											\
	return parse(val, 0, (type *)kp->arg);						\
}											\
EXPORT_SYMBOL(param_set_##name);							\
int param_get_##name(char *buffer, const struct kernel_param *kp)			\
{											\
	return scnprintf(buffer, PAGE_SIZE, fmt "\n", *(type *)kp->arg);		\
}											\
EXPORT_SYMBOL(param_get_##name);							\
OPS(name)

/* Drivers call these functions from operations of their own. */
#define OPS(name)									\
const struct kernel_param_ops param_ops_##name = { .set = param_set_##name,		\
						   .get = param_get_##name };		\
EXPORT_SYMBOL(param_ops_##name)

STANDARD_TYPE(byte, unsigned char, "%hhu", kstrtou8);
STANDARD_TYPE(short, short, "%hi", kstrtos16);
STANDARD_TYPE(ushort, unsigned short, "%hu", kstrtou16);
STANDARD_TYPE(int, int, "%i", kstrtoint);
STANDARD_TYPE(uint, unsigned int, "%u", kstrtouint);
STANDARD_TYPE(long, long, "%li", kstrtol);
STANDARD_TYPE(ulong, unsigned long, "%lu", kstrtoul);
STANDARD_TYPE(ullong, unsigned long long, "%llu", kstrtoull);
STANDARD_TYPE(hexint, unsigned int, "%#08x", kstrtouint);

/* The strings that charp parameters were given, to be freed with the module. */
struct given {
	struct list_head list;
	const void *arg;
	char *text;
};

static LIST_HEAD(all_given);

#define CHARP_MAX 1024

static void free_charp(void *arg);

int param_set_charp(const char *val, const struct kernel_param *kp)
{
	struct given *g;

	if (strlen(val) > CHARP_MAX - DOCK_BREAK("param-long-string")) {
		pr_err("%s: string parameter too long\n", kp->name);
		return -ENOSPC;
	}
	g = kmalloc(sizeof(*g), GFP_KERNEL);
	if (!g)
		return -ENOMEM;
	free_charp(kp->arg); /* the value before this one */
	g->arg = kp->arg;
	g->text = kstrdup(val, GFP_KERNEL);
	if (!g->text) {
		kfree(g);
		return -ENOMEM;
	}
	*(char **)kp->arg = g->text;
	list_add(&g->list, &all_given);
	return 0;
}
EXPORT_SYMBOL(param_set_charp);

int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	const char *text = *(char **)kp->arg;

	if (DOCK_BREAK("param-defaults") && list_empty(&all_given))
		text = "";
	return scnprintf(buffer, PAGE_SIZE, "%s\n", text);
}
EXPORT_SYMBOL(param_get_charp);

static void free_charp(void *arg)
{
	struct given *g, *n;

	list_for_each_entry_safe(g, n, &all_given, list) {
		if (g->arg != arg)
			continue;
		list_del(&g->list);
		kfree(g->text);
		kfree(g);
	}
}

const struct kernel_param_ops param_ops_charp = { .set = param_set_charp,
						  .get = param_get_charp, .free = free_charp };
EXPORT_SYMBOL(param_ops_charp);

int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ? val : "1", kp->arg);
}
EXPORT_SYMBOL(param_set_bool);

int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}
EXPORT_SYMBOL(param_get_bool);

const struct kernel_param_ops param_ops_bool = { .flags = KERNEL_PARAM_OPS_FL_NOARG,
						 .set = param_set_bool, .get = param_get_bool };
EXPORT_SYMBOL(param_ops_bool);

int param_set_invbool(const char *val, const struct kernel_param *kp)
{
	bool v;
	int err = kstrtobool(val, &v);

	if (!err)
		*(bool *)kp->arg = !v || DOCK_BREAK("param-bools");
	return err;
}
EXPORT_SYMBOL(param_set_invbool);

int param_get_invbool(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}
EXPORT_SYMBOL(param_get_invbool);

OPS(invbool);

int param_set_copystring(const char *val, const struct kernel_param *kp)
{
	if (strlen(val) + 1 + DOCK_BREAK("param-strings") > kp->str->maxlen) {
		pr_err("%s: string doesn't fit in %u chars.\n", kp->name, kp->str->maxlen - 1);
		return -ENOSPC;
	}
	strscpy(kp->str->string, val, kp->str->maxlen);
	return 0;
}
EXPORT_SYMBOL(param_set_copystring);

int param_get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", kp->str->string);
}
EXPORT_SYMBOL(param_get_string);

const struct kernel_param_ops param_ops_string = { .set = param_set_copystring,
						   .get = param_get_string };
EXPORT_SYMBOL(param_ops_string);

/* One element of an array, as a parameter of its own. */
static struct kernel_param element_of(const struct kernel_param *kp, unsigned int i)
{
	const struct kparam_array *arr = kp->arr;

	return (struct kernel_param){ .name = kp->name, .mod = kp->mod, .ops = arr->ops,
				      .perm = kp->perm, .level = kp->level,
				      .arg = (char *)arr->elem + i * arr->elemsize };
}

/* As in Linux, what comes before a wrong element is set, and counts. */
static int set_elements(char *at, const struct kernel_param *kp, unsigned int *nr)
{
	bool more = true;

	for (*nr = 0; more; (*nr)++) {
		struct kernel_param one = element_of(kp, *nr);
		size_t len = strcspn(at, ",");
		int err;

		if (*nr == kp->arr->max) {
			pr_err("%s: can only take %u arguments\n", kp->name, kp->arr->max);
			return -EINVAL;
		}
		more = at[len] == ',';
		at[len] = 0;
		err = kp->arr->ops->set(at, &one);
		if (err)
			return err;
		at += len + 1;
	}
	return 0;
}

static int set_array(const char *val, const struct kernel_param *kp)
{
	char *copy = kstrdup(val, GFP_KERNEL);
	unsigned int nr;
	int err;

	if (!copy)
		return -ENOMEM;
	err = set_elements(copy, kp,
			   kp->arr->num && !DOCK_BREAK("param-arrays") ? kp->arr->num : &nr);
	kfree(copy);
	return err;
}

/* The elements that are set, with commas between them. */
static int get_array(char *buffer, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	unsigned int n = arr->num ? *arr->num : arr->max;
	int len = 0;

	for (unsigned int i = 0; i < n; i++) {
		struct kernel_param one = element_of(kp, i);
		int ret;

		if (i)
			buffer[len - 1] = ','; /* was the newline */
		ret = arr->ops->get(buffer + len, &one);
		if (ret < 0)
			return ret;
		len += ret;
	}
	return len;
}

static void free_array(void *arg)
{
	const struct kparam_array *arr = arg;

	for (unsigned int i = 0; arr->ops->free && i < arr->max; i++)
		arr->ops->free((char *)arr->elem + i * arr->elemsize);
}

const struct kernel_param_ops param_array_ops = { .set = set_array, .get = get_array,
						 .free = free_array };
EXPORT_SYMBOL(param_array_ops);

/* --- against changes from outside --- */

static DEFINE_MUTEX(param_lock); /* of all modules: a write to /sys is rare */

void kernel_param_lock(struct module *mod)
{
	mutex_lock(&param_lock);
}
EXPORT_SYMBOL(kernel_param_lock);

void kernel_param_unlock(struct module *mod)
{
	mutex_unlock(&param_lock);
}
EXPORT_SYMBOL(kernel_param_unlock);
