/* SPDX-License-Identifier: MIT */
/* The module loader: see loader.h. */
#include "kernel/module/loader.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include "kernel/leftover.h"
#include "core/breaks.h"
#include "host/channel.h"
#include "host/elf.h"
#include "host/mem.h"
#include "kernel/fs/files.h"
#include "kernel/mm/vmalloc.h"
#include "kernel/module/image.h"
#include "machine/layout.h"

#define LINK_PREFIX "dock_"

extern const struct dock_ksym __start_dock_ksymtab[], __stop_dock_ksymtab[];

static LIST_HEAD(images);
static unsigned long next_base = DOCK_MODULES_BASE;

/* --- the export table --- */

static const struct dock_ksym *core_export(const char *name)
{
	for (const struct dock_ksym *k = __start_dock_ksymtab; k < __stop_dock_ksymtab; k++)
		if (!strcmp(k->name, name))
			return k;
	return NULL;
}

static const struct dock_ksym *module_export(const char *name, struct module **owner)
{
	struct module_image *image;

	list_for_each_entry(image, &images, list)
		for (int i = 0; i < image->nr_exports; i++)
			if (!strcmp(image->exports[i].name, name)) {
				*owner = image->mod;
				return &image->exports[i];
			}
	return NULL;
}

static bool license_is_gpl(const char *license)
{
	static const char *const gpl[] = { "GPL", "GPL v2", "GPL and additional rights",
					   "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL" };

	for (unsigned int i = 0; license && i < ARRAY_SIZE(gpl); i++)
		if (!strcmp(license, gpl[i]))
			return true;
	return false;
}

/* --- loading --- */

struct load {
	const char *path;
	struct host_elf elf;
	struct module_image *image;
	const char *license;
	char *err;
	unsigned long err_len;
};

static __attribute__((format(printf, 3, 4))) int fail(struct load *l, int error, const char *fmt,
						      ...)
{
	va_list args;
	int n = scnprintf(l->err, l->err_len, "%s ", l->path);

	va_start(args, fmt);
	vscnprintf(l->err + n, l->err_len - (unsigned long)n, fmt, args);
	va_end(args);
	return error;
}

static const char *modinfo(const struct host_elf *elf, const char *key)
{
	const char *p = elf->modinfo.bytes, *end = p + elf->modinfo.size;
	size_t len = strlen(key);

	while (p < end) {
		size_t n = strnlen(p, (size_t)(end - p));

		if (n > len && !memcmp(p, key, len) && p[len] == '=' && p + n < end)
			return p + len + 1;
		p += n + 1;
	}
	return NULL;
}

static int check_vermagic(struct load *l)
{
	const char *magic = modinfo(&l->elf, "vermagic");

	l->license = modinfo(&l->elf, "license");
	if (!magic)
		return fail(l, -ENOEXEC, "says for no kernel what it is built for (no vermagic)");
	if (strcmp(magic, DOCK_VERMAGIC))
		return fail(l, -ENOEXEC, "is built for '%s', this is '%s'", magic, DOCK_VERMAGIC);
	return 0;
}

static int map_segment(struct load *l, const struct host_elf_segment *s)
{
	unsigned long at = l->image->base + (s->addr & PAGE_MASK), skew = s->addr & ~PAGE_MASK;
	unsigned long len = PAGE_ALIGN(skew + s->mem_size);
	int err;

	if (!(s->prot & HOST_PROT_WRITE))
		return host_map_file(at, len, s->prot, l->elf.fd, s->off - skew);
	if (l->image->data_size)
		return -ENOEXEC;
	err = dock_module_ram_map(at, len);
	if (err)
		return err;
	l->image->data_addr = at;
	l->image->data_size = len;
	return 0;
}

/* The file's bytes of the writable segment, through the segment's own mapping. */
static int fill_data(struct load *l, const struct host_elf_segment *s)
{
	unsigned long skew = s->addr & ~PAGE_MASK, at = DOCK_KMAP_BASE;
	unsigned long len = PAGE_ALIGN(skew + s->file_size);
	int err;

	if (!(s->prot & HOST_PROT_WRITE) || !s->file_size)
		return 0;
	err = host_map_file(at, len, HOST_PROT_READ, l->elf.fd, s->off - skew);
	if (err)
		return err;
	memcpy((void *)(l->image->base + s->addr), (void *)(at + skew), s->file_size);
	return host_reserve(at, len);
}

static int map_image(struct load *l)
{
	struct module_image *image = l->image;
	int err = 0;

	image->base = next_base;
	image->span = PAGE_ALIGN(l->elf.span);
	if (next_base + image->span + PAGE_SIZE > DOCK_MODULES_END)
		return fail(l, -ENOMEM, "does not fit: the module window is full");
	next_base += ALIGN(image->span + PAGE_SIZE, 1UL << 20);
	for (int i = 0; i < l->elf.nr_segments && !err; i++) {
		err = map_segment(l, &l->elf.segments[i]);
		if (!err)
			err = fill_data(l, &l->elf.segments[i]);
	}
	return err ? fail(l, err, "cannot be mapped: error %d", err) : 0;
}

static int use_module(struct load *l, struct module *owner)
{
	struct module_image *image = l->image;

	for (int i = 0; i < image->nr_uses; i++)
		if (image->uses[i] == owner)
			return 0;
	if (image->nr_uses == MODULE_USES)
		return fail(l, -ENOEXEC, "uses more than %d modules", MODULE_USES);
	image->uses[image->nr_uses++] = owner;
	owner->dock->refcount++;
	return 0;
}

/* The address an undefined symbol stands for; 0 if there is none. */
static unsigned long resolve(struct load *l, const struct host_elf_symbol *s)
{
	const char *name = s->name;
	struct module *owner = NULL;
	const struct dock_ksym *k = NULL;

	if (!strncmp(name, LINK_PREFIX, strlen(LINK_PREFIX)))
		k = core_export(name + strlen(LINK_PREFIX));
	/* What is ours in the source too, and what compilers emit by themselves. */
	if (!k)
		k = core_export(name);
	if (!k)
		k = module_export(name, &owner);
	if (!k || (k->gpl && !license_is_gpl(l->license)))
		return 0;
	if (owner && use_module(l, owner))
		return 0;
	return (unsigned long)k->addr;
}

static const char *plain_name(const char *name)
{
	return strncmp(name, LINK_PREFIX, strlen(LINK_PREFIX)) ? name
							       : name + strlen(LINK_PREFIX);
}

static int resolve_symbols(struct load *l, unsigned long *values)
{
	char names[160] = "";
	int missing = 0;

	for (int i = 1; i < l->elf.nr_symbols; i++) {
		const struct host_elf_symbol *s = &l->elf.symbols[i];

		values[i] = s->defined ? l->image->base + s->value : resolve(l, s);
		if (values[i] || s->weak)
			continue;
		if (missing++ < 4)
			snprintf(names + strlen(names), sizeof(names) - strlen(names), "%s%s",
				 missing > 1 ? ", " : "", plain_name(s->name));
	}
	if (missing)
		return fail(l, -ENOENT, "needs what is not there: %s%s", names,
			    missing > 4 ? ", ..." : "");
	return 0;
}

static int relocate(struct load *l)
{
	unsigned long *values =
		host_alloc((unsigned long)l->elf.nr_symbols * sizeof(*values));
	int err = resolve_symbols(l, values);

	for (int i = 0; i < l->elf.nr_relocs && !err; i++) {
		const struct host_elf_reloc *r = &l->elf.relocs[i];
		unsigned long v = r->kind == HOST_RELOC_RELATIVE ? l->image->base
								 : values[r->symbol];

		*(unsigned long *)(l->image->base + r->at) = v + (unsigned long)r->addend;
	}
	host_free(values);
	return err;
}

static void keep_symbols(struct load *l)
{
	struct module_image *image = l->image;

	image->symbols = host_alloc((unsigned long)l->elf.nr_symbols * sizeof(*image->symbols));
	for (int i = 1; i < l->elf.nr_symbols; i++) {
		const struct host_elf_symbol *s = &l->elf.symbols[i];
		unsigned long len = strlen(s->name) + 1;

		if (!s->defined)
			continue;
		image->symbols[image->nr_symbols].name = host_alloc(len);
		memcpy(image->symbols[image->nr_symbols].name, s->name, len);
		image->symbols[image->nr_symbols++].addr = (void *)(image->base + s->value);
	}
}

static void announce(const struct module_image *image, const char *path)
{
	char record[PATH_MAX + 128];
	int n = snprintf(record, sizeof(record), "M%s %lx %s", image->mod->name, image->base, path);

	host_channel_send(record, (unsigned long)min(n, (int)sizeof(record) - 1));
}

static int find_parts(struct load *l)
{
	struct module_image *image = l->image;

	if (l->elf.this_module.size < sizeof(struct module))
		return fail(l, -ENOEXEC, "has a struct module of the wrong size");
	image->mod = (struct module *)(image->base + l->elf.this_module.addr);
	if (strnlen(image->mod->name, MODULE_NAME_LEN) == MODULE_NAME_LEN)
		return fail(l, -ENOEXEC, "has a name that does not end");
	if (dock_module_find(image->mod->name))
		return fail(l, -EEXIST, "is loaded already, as %s", image->mod->name);
	image->params = (void *)(image->base + l->elf.params.addr);
	image->nr_params = (int)(l->elf.params.size / sizeof(struct kernel_param));
	image->exports = (void *)(image->base + l->elf.exports.addr);
	image->nr_exports = (int)(l->elf.exports.size / sizeof(struct dock_ksym));
	image->mod->dock = image;
	return 0;
}

static void image_free(struct module_image *image)
{
	if (image->base)
		host_reserve(image->base, image->span);
	if (image->data_size)
		dock_module_ram_unmap(image->data_addr, image->data_size);
	for (int i = 0; i < image->nr_uses; i++)
		image->uses[i]->dock->refcount--;
	for (int i = 0; i < image->nr_symbols; i++)
		host_free(image->symbols[i].name);
	host_free(image->symbols);
	host_free(image);
}

/* The module is gone from the lists: whatever points into it is left over. */
static void retire(struct module_image *image)
{
	char name[MODULE_NAME_LEN], record[MODULE_NAME_LEN + 2];
	unsigned long base = image->base, span = image->span;
	int n;

	strscpy(name, image->mod->name, sizeof(name));
	dock_params_free(image);
	list_del(&image->list);
	if (!image->user_code)
		dock_leftover_module(base, span, name);
	image_free(image);
	n = snprintf(record, sizeof(record), "U%s", name);
	host_channel_send(record, (unsigned long)n);
}

static int run_init(struct load *l)
{
	struct module_image *image = l->image;
	int ret = 0;

	image->mod->state = MODULE_STATE_COMING;
	image->refcount++; /* its own init */
	if (image->mod->init && !image->user_code)
		ret = image->mod->init();
	image->refcount--; /* what init took for others stays */
	if (ret > 0)
		ret = 0; /* Linux warns of it and goes on */
	if (!ret) {
		image->mod->state = MODULE_STATE_LIVE;
		return 0;
	}
	image->mod->state = MODULE_STATE_GOING;
	return fail(l, ret, "was not loaded: its init returned %pe", ERR_PTR(ret));
}

static int load_steps(struct load *l)
{
	int err;

	if (host_elf_open(&l->elf, l->path))
		return fail(l, -ENOEXEC, "%s", l->elf.error);
	err = check_vermagic(l);
	if (!err)
		err = map_image(l);
	if (!err)
		err = relocate(l);
	if (!err)
		err = find_parts(l);
	if (!err)
		keep_symbols(l);
	return err;
}

int dock_module_load(const char *path, const char *const *params, int nr_params, bool user_code,
		     char *err, unsigned long err_len, struct module **out)
{
	struct load l = { .path = path, .err = err, .err_len = err_len };
	char why[160];
	int ret;

	l.image = host_alloc(sizeof(*l.image));
	l.image->user_code = user_code;
	ret = load_steps(&l);
	if (ret) {
		host_elf_close(&l.elf);
		image_free(l.image);
		return ret;
	}
	announce(l.image, path);
	list_add_tail(&l.image->list, &images);
	ret = dock_params_set(l.image, params, nr_params, why, sizeof(why));
	ret = ret ? fail(&l, ret, "cannot be given its parameters: %s", why) : run_init(&l);
	host_elf_close(&l.elf);
	if (ret)
		retire(l.image);
	else
		*out = l.image->mod;
	return ret;
}

/* --- unloading --- */

struct module *dock_module_find(const char *name)
{
	struct module_image *image;

	list_for_each_entry(image, &images, list)
		if (!strcmp(image->mod->name, name))
			return image->mod;
	return NULL;
}

struct module *dock_module_last(void)
{
	return list_empty(&images) ? NULL
				   : list_last_entry(&images, struct module_image, list)->mod;
}

#define O_TRUNC_FORCE 01000

long dock_sys_delete_module(const char *name, unsigned int flags)
{
	struct module *mod = dock_module_find(name);

	if (!mod)
		return -ENOENT;
	if (mod->state != MODULE_STATE_LIVE)
		return -EBUSY;
	if (mod->init && !mod->exit && !(flags & O_TRUNC_FORCE))
		return -EBUSY;
	if (mod->dock->refcount) {
		if (DOCK_BREAK("unload-while-open") && dock_fd_next(current->files, 0) >= 0)
			return -EBUSY;
		if (DOCK_BREAK("unload-while-mapped") && current->mm->map_count)
			return -EBUSY;
		return -EWOULDBLOCK;
	}
	mod->state = MODULE_STATE_GOING;
	if (mod->exit && !mod->dock->user_code)
		mod->exit();
	retire(mod->dock);
	return 0;
}

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
	if (module)
		module->dock->refcount--;
}
EXPORT_SYMBOL(module_put);

int module_refcount(struct module *module)
{
	return module->dock->refcount;
}
EXPORT_SYMBOL(module_refcount);

/* --- questions --- */

void *dock_module_symbol(const struct module *mod, const char *name)
{
	for (int i = 0; i < mod->dock->nr_symbols; i++)
		if (!strcmp(mod->dock->symbols[i].name, name))
			return mod->dock->symbols[i].addr;
	return NULL;
}

bool dock_module_has_text(const struct module *mod, unsigned long addr)
{
	return addr >= mod->dock->base && addr < mod->dock->base + mod->dock->span;
}

/* %pS and its kin: "function+0x12/0x40 [module]". Sizes are not kept. */
int dock_symbol_format(char *buf, int len, unsigned long addr, char kind)
{
	struct module_image *image;

	list_for_each_entry(image, &images, list) {
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
		if (name && kind == 's')
			return scnprintf(buf, (size_t)len, "%s [%s]", name, image->mod->name);
		if (name)
			return scnprintf(buf, (size_t)len, "%s+0x%lx [%s]", name, addr - best,
					 image->mod->name);
	}
	return scnprintf(buf, (size_t)len, "0x%lx", addr);
}

int dock_proc_modules(struct seq_file *m, void *v)
{
	struct module_image *image;

	list_for_each_entry_reverse(image, &images, list) {
		struct module_image *user;
		bool used = false;

		if (image->user_code)
			continue;
		seq_printf(m, "%s %lu %d ", image->mod->name, image->span, image->refcount);
		list_for_each_entry(user, &images, list)
			for (int i = 0; i < user->nr_uses; i++)
				if (user->uses[i] == image->mod) {
					seq_printf(m, "%s,", user->mod->name);
					used = true;
				}
		seq_printf(m, "%s %s 0x%016lx\n", used ? "" : "-",
			   image->mod->state == MODULE_STATE_LIVE ? "Live" : "Loading",
			   image->base);
	}
	return 0;
}
