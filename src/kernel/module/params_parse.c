/* SPDX-License-Identifier: MIT */
/*
 * Setting parameters of modules by name: from the command line, which is strict,
 * and as insmod hands them over, with Linux's rules and words.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "kernel/module/image.h"

/* Dashes and underscores are the same. */
static bool same_name(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char x = a[i] == '-' ? '_' : a[i], y = b[i] == '-' ? '_' : b[i];

		if (x != y)
			return false;
	}
	return !a[len];
}

static const struct kernel_param *find(const struct module_image *image, const char *name,
				       size_t len)
{
	for (int i = 0; i < image->nr_params; i++)
		if (strlen(image->params[i].name) == len &&
		    same_name(image->params[i].name, name, len))
			return &image->params[i];
	return NULL;
}

static bool wants_value(const struct kernel_param *kp)
{
	return !(kp->ops->flags & KERNEL_PARAM_OPS_FL_NOARG);
}

static int set(const struct kernel_param *kp, const char *value)
{
	int err;

	if (!kp->ops->set)
		return -EPERM;
	kernel_param_lock(kp->mod);
	err = kp->ops->set(value, kp);
	kernel_param_unlock(kp->mod);
	return err;
}

/* --- the command line --- */

static int set_one(struct module_image *image, const char *text, char *err, unsigned long err_len)
{
	const char *eq = strchr(text, '=');
	size_t len = eq ? (size_t)(eq - text) : strlen(text);
	const struct kernel_param *kp = find(image, text, len);
	int ret;

	if (!kp) {
		snprintf(err, err_len, "there is no parameter '%.*s'", (int)len, text);
		return -ENOENT;
	}
	if (!eq && wants_value(kp)) {
		snprintf(err, err_len, "parameter %s wants a value: %s=...", kp->name, kp->name);
		return -EINVAL;
	}
	ret = set(kp, eq ? eq + 1 : NULL);
	if (ret)
		snprintf(err, err_len, "parameter %s: '%s' is not a value of its type", kp->name,
			 eq ? eq + 1 : "");
	return ret;
}

int dock_params_set(struct module_image *image, const char *const *params, int nr, char *err,
		    unsigned long err_len)
{
	for (int i = 0; i < nr; i++) {
		int ret = set_one(image, params[i], err, err_len);

		if (ret)
			return ret;
	}
	return 0;
}

/* --- insmod --- */

/* A word of @args: a name, and a value if there is an equals sign (NULL: none).
 * Quotes keep blanks together and go if they stand around the whole value or the
 * whole word. Returns what comes after it, without blanks. */
static char *next_word(char *args, char **name, char **value)
{
	bool quoted = *args == '"', inside = quoted;
	size_t i, eq = 0;

	if (quoted)
		args++;
	for (i = 0; args[i] && (inside || !isspace(args[i])); i++) {
		if (args[i] == '"')
			inside = !inside;
		if (args[i] == '=' && !eq)
			eq = i;
	}
	*name = args;
	*value = eq ? args + eq + 1 : NULL;
	args += i;
	if (i && args[-1] == '"' && (quoted || (eq && **value == '"')))
		args[-1] = 0;
	if (eq)
		(*name)[eq] = 0;
	if (eq && **value == '"')
		(*value)++;
	if (*args)
		*args++ = 0;
	return skip_spaces(args);
}

static int set_word(struct module_image *image, const char *name, const char *value)
{
	const char *module = image->mod->name, *text = value ? value : "";
	const struct kernel_param *kp = find(image, name, strlen(name));
	int err = -EINVAL;

	if (!kp) {
		pr_warn("%s: unknown parameter '%s' ignored\n", module, name);
		return 0;
	}
	if (value || !wants_value(kp))
		err = set(kp, value);
	if (err == -ENOENT)
		pr_err("%s: Unknown parameter `%s'\n", module, name);
	else if (err == -ENOSPC)
		pr_err("%s: `%s' too large for parameter `%s'\n", module, text, name);
	else if (err)
		pr_err("%s: `%s' invalid for parameter `%s'\n", module, text, name);
	return err;
}

/* All of them are tried; the error is the last one's. */
int dock_params_parse(struct module_image *image, char *args)
{
	int err = 0;

	args = skip_spaces(args);
	while (*args) {
		char *name, *value;
		int ret;

		args = next_word(args, &name, &value);
		if (!value && !strcmp(name, "--")) {
			if (!err)
				pr_warn("%s: parameters '%s' after `--' ignored\n",
					image->mod->name, args);
			break;
		}
		ret = set_word(image, name, value);
		if (ret)
			err = ret;
	}
	return err;
}

void dock_params_free(struct module_image *image)
{
	for (int i = 0; i < image->nr_params; i++)
		if (image->params[i].ops->free)
			image->params[i].ops->free(image->params[i].arg);
}
