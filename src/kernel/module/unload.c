/* SPDX-License-Identifier: MIT */
/* References to modules, and their unloading. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "check/report.h"
#include "core/breaks.h"
#include "core/debugger.h"
#include "host/channel.h"
#include "kernel/fs/files.h"
#include "kernel/leftover.h"
#include "kernel/kunit/kunit.h"
#include "kernel/module/image.h"
#include "kernel/module/loader.h"

/* --- references --- */

bool try_module_get(struct module *module)
{
	if (!module)
		return true;
	if (module->state == MODULE_STATE_GOING)
		return false;
	module->dock->refcount++;
	return true;
}
EXPORT_SYMBOL(try_module_get);

void __module_get(struct module *module)
{
	if (module)
		module->dock->refcount++;
}
EXPORT_SYMBOL(__module_get);

void module_put(struct module *module)
{
	if (module && !WARN(module->dock->refcount <= 0,
			    "module_put() of %s, to which nobody has a reference\n", module->name))
		module->dock->refcount--;
}
EXPORT_SYMBOL(module_put);

int module_refcount(struct module *module)
{
	return module->dock->refcount;
}
EXPORT_SYMBOL(module_refcount);

/* --- unloading --- */

void dock_module_retire(struct module_image *image)
{
	char name[MODULE_NAME_LEN], record[MODULE_NAME_LEN + 2];
	unsigned long base = image->base, span = image->span;
	int n;

	strscpy(name, image->mod->name, sizeof(name));
	dock_module_sysfs_remove(image);
	dock_params_free(image);
	list_del(&image->list);
	wake_up_all(&dock_module_news);
	if (!image->user_code)
		dock_leftover_module(base, span, name);
	dock_debugger_module_goes(base);
	dock_module_image_free(image);
	n = snprintf(record, sizeof(record), "U%s", name);
	host_channel_send(record, (unsigned long)n);
}

static bool is_used_by_modules(const struct module *mod)
{
	struct module_image *image;

	list_for_each_entry(image, &dock_module_images, list)
		for (int i = 0; i < image->nr_uses; i++)
			if (image->uses[i] == mod)
				return true;
	return false;
}

static void report_forced(const struct module *mod, const char *although)
{
	struct dock_report *r = dock_report_begin(
		"forced-unload", "module %s was unloaded by force %s", mod->name, although);

	dock_report_fact(r, "references", "%d", mod->dock->refcount);
	dock_report_end(r);
}

/* Nobody uses it, or force says that it does not matter: it is going. */
static int stop(struct module *mod, unsigned int flags)
{
	bool is_forced = flags & O_TRUNC;

	if (mod->init && !mod->exit && !is_forced && !DOCK_BREAK("module-without-exit"))
		return -EBUSY;
	if (mod->dock->refcount) {
		if (DOCK_BREAK("unload-while-open") && dock_fd_next(current->files, 0) >= 0)
			return -EBUSY;
		if (DOCK_BREAK("unload-while-mapped") && current->mm->map_count)
			return -EBUSY;
		if (!is_forced)
			return DOCK_BREAK("simple-use-count") ||
					       DOCK_BREAK("unload-while-node-is-open")
				       ? -EBUSY
				       : -EWOULDBLOCK;
		report_forced(mod, "while it was in use");
	} else if (mod->init && !mod->exit) {
		report_forced(mod, "although it has no exit function");
	}
	mod->state = MODULE_STATE_GOING;
	return 0;
}

long dock_sys_delete_module(const char *name, unsigned int flags)
{
	struct module *mod = dock_module_find(name);
	int err;

	if (!mod)
		return -ENOENT;
	if (is_used_by_modules(mod))
		return -EWOULDBLOCK; /* not even by force */
	if (mod->state != MODULE_STATE_LIVE)
		return -EBUSY;
	err = stop(mod, flags);
	if (err)
		return err;
	dock_kunit_module_going(mod->dock->suites, mod->dock->nr_suites);
	if (mod->exit && !mod->dock->user_code) {
		mod->exit();
		dock_module_call_ends(mod, "exit");
	}
	dock_module_retire(mod->dock);
	return 0;
}
