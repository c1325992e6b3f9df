/* SPDX-License-Identifier: MIT */
/* What modules are loaded, and what lies in them: /proc/modules, names of code. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/lib/format.h"
#include "kernel/module/image.h"
#include "kernel/module/loader.h"

struct module *dock_module_find(const char *name)
{
	struct module_image *image;

	list_for_each_entry(image, &dock_module_images, list)
		if (!image->builtin && !strcmp(image->mod->name, name))
			return image->mod;
	return NULL;
}

struct module *dock_module_last(void)
{
	struct module_image *image;

	list_for_each_entry_reverse(image, &dock_module_images, list)
		if (!image->builtin)
			return image->mod;
	return NULL;
}

void *dock_module_symbol(const struct module *mod, const char *name)
{
	for (int i = 0; i < mod->dock->nr_symbols; i++)
		if (!strcmp(mod->dock->symbols[i].name, name))
			return mod->dock->symbols[i].addr;
	return NULL;
}

void dock_module_names(char *buf, unsigned long len)
{
	struct module_image *image;
	int n = 0;

	*buf = '\0';
	list_for_each_entry(image, &dock_module_images, list)
		if (!image->builtin)
			n += scnprintf(buf + n, len - (unsigned long)n, "%s%s", n ? " " : "",
				       image->mod->name);
	if (!n)
		scnprintf(buf, len, "none");
}

bool dock_module_has_text(const struct module *mod, unsigned long addr)
{
	return addr >= mod->dock->base && addr < mod->dock->base + mod->dock->span;
}

static int symbol_text(char *buf, int len, const char *name, unsigned long off, char kind,
		       const struct module_image *image)
{
	int n = kind == 's' ? scnprintf(buf, (size_t)len, "%s", name)
			    : scnprintf(buf, (size_t)len, "%s+0x%lx", name, off);

	if (!image->builtin)
		n += scnprintf(buf + n, (size_t)(len - n), " [%s]", image->mod->name);
	return n;
}

/* %pS and its kin: "function+0x12/0x40 [module]". Sizes are not kept. */
int dock_symbol_format(char *buf, int len, unsigned long addr, char kind)
{
	struct module_image *image;

	list_for_each_entry(image, &dock_module_images, list) {
		unsigned long best = 0;
		const char *name = NULL;

		if (!dock_module_has_text(image->mod, addr))
			continue;
		for (int i = 0; i < image->nr_symbols; i++) {
			unsigned long at = (unsigned long)image->symbols[i].addr;

			if (at <= addr && at > best) {
				best = at;
				name = image->symbols[i].name;
			}
		}
		if (name)
			return symbol_text(buf, len, name, kind == 's' ? 0 : addr - best, kind,
					   image);
	}
	return scnprintf(buf, (size_t)len, "0x%lx", addr);
}

const char *dock_module_taints(const struct module_image *image, char *buf)
{
	char *p = buf;

	if (image->taints & MODULE_TAINT_PROPRIETARY)
		*p++ = 'P';
	if (image->taints & MODULE_TAINT_OUT_OF_TREE)
		*p++ = 'O';
	*p = 0;
	return buf;
}

static const char *state_name(const struct module *mod)
{
	switch (mod->state) {
	case MODULE_STATE_LIVE:
		return "Live";
	case MODULE_STATE_GOING:
		return "Unloading";
	default:
		return "Loading";
	}
}

/* Who holds it: other modules, and itself if it has no exit. */
static void show_users(struct seq_file *m, const struct module_image *image)
{
	struct module_image *user;
	bool used = false;

	list_for_each_entry(user, &dock_module_images, list)
		for (int i = 0; i < user->nr_uses; i++)
			if (user->uses[i] == image->mod) {
				seq_printf(m, "%s,", user->mod->name);
				used = true;
			}
	if (image->mod->init && !image->mod->exit)
		seq_puts(m, "[permanent],");
	else if (!used && !(DOCK_BREAK("load-and-unload") && image->nr_exports))
		seq_putc(m, '-');
}

int dock_proc_modules(struct seq_file *m, void *v)
{
	struct module_image *image;

	list_for_each_entry_reverse(image, &dock_module_images, list) {
		char taints[16];

		if (image->user_code || image->builtin)
			continue;
		seq_printf(m, "%s %lu %d ", image->mod->name, image->span, image->refcount);
		show_users(m, image);
		seq_printf(m, " %s 0x%016lx", state_name(image->mod), image->base);
		if (*dock_module_taints(image, taints))
			seq_printf(m, " (%s)", taints);
		seq_putc(m, '\n');
	}
	return 0;
}
