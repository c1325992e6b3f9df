// SPDX-License-Identifier: MIT
/*
 * Names for code addresses, with elfutils' libdwfl. Every module is a Dwfl of
 * its own, so that modules which lay at one address in turn do not disturb each
 * other; drydock itself is one more, opened when it is first asked for.
 */
#include "cmd/symbols.h"
#include "machine/layout.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_MODULES 256 /* loads in one run; older names are forgotten */

struct module {
	char name[DOCK_FRAME_NAME];
	Dwfl *dwfl;
	Dwfl_Module *mod;
	GElf_Addr start, end;
};

struct dock_symbols {
	struct module modules[MAX_MODULES]; /* the newest last */
	int nr_modules;
	struct module self;
	int self_opened;
	char cwd[DOCK_FRAME_FILE];
};

/* Debug information lies in the file or nowhere: libdwfl's own search would ask
 * other folders, and debuginfod servers on the network. */
static int no_debuginfo(Dwfl_Module *mod, void **userdata, const char *name,
			Dwarf_Addr base, const char *file, const char *link,
			GElf_Word crc, char **found)
{
	(void)mod, (void)userdata, (void)name, (void)base;
	(void)file, (void)link, (void)crc, (void)found;
	return -1;
}

static int no_elf(Dwfl_Module *mod, void **userdata, const char *name, Dwarf_Addr base,
		  char **file, Elf **elf)
{
	(void)mod, (void)userdata, (void)name, (void)base, (void)file, (void)elf;
	return -1;
}

static const Dwfl_Callbacks callbacks = {
	.find_elf = no_elf,
	.find_debuginfo = no_debuginfo,
};

static void module_open(struct module *m, const char *name, GElf_Addr base,
			const char *path)
{
	/* Opened here: a pipe or a device of that name would block libdwfl. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	memset(m, 0, sizeof(*m));
	snprintf(m->name, sizeof(m->name), "%s", name);
	m->dwfl = dwfl_begin(&callbacks);
	if (!m->dwfl || fd < 0) {
		if (fd >= 0)
			close(fd);
		return;
	}
	dwfl_report_begin(m->dwfl);
	m->mod = dwfl_report_elf(m->dwfl, name, path, fd, base, true);
	if (!m->mod)
		close(fd); /* else libdwfl's */
	dwfl_report_end(m->dwfl, NULL, NULL);
	if (m->mod)
		dwfl_module_info(m->mod, NULL, &m->start, &m->end, NULL, NULL, NULL,
				 NULL);
}

static void module_close(struct module *m)
{
	if (m->dwfl)
		dwfl_end(m->dwfl);
	memset(m, 0, sizeof(*m));
}

struct dock_symbols *dock_symbols_new(void)
{
	struct dock_symbols *s = calloc(1, sizeof(*s));

	if (s && !getcwd(s->cwd, sizeof(s->cwd)))
		s->cwd[0] = '\0';
	return s;
}

void dock_symbols_free(struct dock_symbols *s)
{
	if (!s)
		return;
	for (int i = 0; i < s->nr_modules; i++)
		module_close(&s->modules[i]);
	module_close(&s->self);
	free(s);
}

void dock_symbols_add(struct dock_symbols *s, const char *name, unsigned long base,
		      const char *path)
{
	if (s->nr_modules == MAX_MODULES) {
		module_close(&s->modules[0]);
		memmove(s->modules, s->modules + 1,
			sizeof(s->modules) - sizeof(s->modules[0]));
		s->nr_modules--;
	}
	module_open(&s->modules[s->nr_modules++], name, base, path);
}

/* The executable comes first in the list of objects. */
static int first_object(struct dl_phdr_info *info, size_t size, void *bias)
{
	(void)size;
	*(GElf_Addr *)bias = info->dlpi_addr;
	return 1;
}

static struct module *self_module(struct dock_symbols *s)
{
	GElf_Addr bias = 0;

	if (!s->self_opened) {
		s->self_opened = 1;
		dl_iterate_phdr(first_object, &bias);
		module_open(&s->self, "drydock", bias, "/proc/self/exe");
	}
	return &s->self;
}

static struct module *module_at(struct dock_symbols *s, unsigned long pc)
{
	struct module *self;

	for (int i = s->nr_modules - 1; i >= 0; i--)
		if (s->modules[i].mod && pc >= s->modules[i].start &&
		    pc < s->modules[i].end)
			return &s->modules[i];
	self = self_module(s);
	return self->mod && pc >= self->start && pc < self->end ? self : NULL;
}

/* Take out "." and "x/.." where the text alone tells, in place. */
static void tidy_path(char *path)
{
	char *out = path, *in = path;

	while (*in) {
		size_t len = strcspn(in, "/");

		if (len == 1 && *in == '.') {
			in += in[1] ? 2 : 1;
			continue;
		}
		if (len == 2 && !strncmp(in, "..", 2) && out > path + 1 &&
		    out[-1] == '/') {
			char *back = out - 1;

			while (back > path && back[-1] != '/')
				back--;
			if (strncmp(back, "../", 3)) {
				out = back;
				in += in[2] ? 3 : 2;
				continue;
			}
		}
		memmove(out, in, len);
		out += len;
		in += len;
		if (*in == '/')
			*out++ = *in++;
	}
	*out = '\0';
}

static void set_file(struct dock_symbols *s, struct dock_frame *frame, const char *dir,
		     const char *file)
{
	char path[DOCK_FRAME_FILE];
	size_t len = strlen(s->cwd);
	int n;

	if (*file != '/' && dir)
		n = snprintf(path, sizeof(path), "%s/%s", dir, file);
	else
		n = snprintf(path, sizeof(path), "%s", file);
	if (n < 0 || n >= (int)sizeof(path))
		return;
	tidy_path(path);
	if (len > 1 && !strncmp(path, s->cwd, len) && path[len] == '/')
		strcpy(frame->file, path + len + 1);
	else
		strcpy(frame->file, path);
}

static int is_kernel_header(const char *file)
{
	return strstr(file, "include/linux/") || strstr(file, "include/asm/");
}

/* Where a function is called that the compiler put in place. NULL: not known. */
static const char *call_place(Dwarf_Die *cu, Dwarf_Die *inlined, int *line)
{
	Dwarf_Attribute file_attr, line_attr;
	Dwarf_Word file, number;
	Dwarf_Files *files;
	size_t nr;

	if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_file, &file_attr), &file) ||
	    dwarf_formudata(dwarf_attr(inlined, DW_AT_call_line, &line_attr), &number) ||
	    dwarf_getsrcfiles(cu, &files, &nr) || file >= nr)
		return NULL;
	*line = (int)number;
	return dwarf_filesrc(files, file, NULL, NULL);
}

/* A wrapper in a header, as dma_alloc_coherent(), is no place of the driver's:
 * the first call outside of them is. */
static const char *driver_place(struct module *m, GElf_Addr pc, const char *file, int *line)
{
	GElf_Addr bias = 0;
	Dwarf_Die *cu = dwfl_module_addrdie(m->mod, pc, &bias), *scopes;
	int n = cu ? dwarf_getscopes(cu, pc - bias, &scopes) : 0;

	for (int i = 0; i < n && is_kernel_header(file); i++) {
		const char *call = NULL;
		int call_line;

		if (dwarf_tag(&scopes[i]) == DW_TAG_inlined_subroutine)
			call = call_place(cu, &scopes[i], &call_line);
		if (!call)
			continue;
		file = call;
		*line = call_line;
	}
	if (n > 0)
		free(scopes);
	return file;
}

static void find_line(struct dock_symbols *s, struct module *m, GElf_Addr pc,
		      struct dock_frame *frame)
{
	Dwfl_Line *line = dwfl_module_getsrc(m->mod, pc);
	const char *file =
		line ? dwfl_lineinfo(line, NULL, &frame->line, NULL, NULL, NULL) : NULL;

	if (file && is_kernel_header(file))
		file = driver_place(m, pc, file, &frame->line);
	if (file)
		set_file(s, frame, dwfl_line_comp_dir(line), file);
}

/* What is ours has the link prefix dock_, kernel function or not. */
static const char *source_name(const char *name)
{
	return strncmp(name, "dock_", 5) ? name : name + 5;
}

/* Compilers rename the copies of a function that they make: act.isra.0. */
static int source_length(const char *name)
{
	return (int)strcspn(name + 1, ".") + 1;
}

/* The name that the source has for what kbuild calls init_module. */
static const char *own_name(struct module *m, const char *name, GElf_Addr start)
{
	int n = dwfl_module_getsymtab(m->mod);

	if (strcmp(name, "init_module") && strcmp(name, "cleanup_module"))
		return name;
	for (int i = 1; i < n; i++) {
		GElf_Sym other;
		const char *s = dwfl_module_getsym(m->mod, i, &other, NULL);

		if (s && GELF_ST_TYPE(other.st_info) == STT_FUNC && strcmp(s, name) &&
		    other.st_value == start)
			return s;
	}
	return name;
}

/* An address of the host differs from run to run, and is not shown. */
static void name_unknown(struct dock_frame *frame, unsigned long pc)
{
	if (pc >= DOCK_USER_BASE && pc < 0x600000000000UL)
		snprintf(frame->function, sizeof(frame->function), "0x%lx", pc);
	else
		strcpy(frame->function, "?");
}

void dock_symbols_find(struct dock_symbols *s, unsigned long pc, int is_return,
		       struct dock_frame *frame)
{
	GElf_Addr at = is_return && pc ? pc - 1 : pc;
	struct module *m = module_at(s, at);
	const char *name;
	GElf_Off offset;
	GElf_Sym sym;

	memset(frame, 0, sizeof(*frame));
	name_unknown(frame, pc);
	if (!m)
		return;
	snprintf(frame->module, sizeof(frame->module), "%s", m->name);
	name = dwfl_module_addrinfo(m->mod, at, &offset, &sym, NULL, NULL, NULL);
	if (name) {
		name = m == &s->self ? source_name(name) : own_name(m, name, at - offset);
		snprintf(frame->function, sizeof(frame->function), "%.*s",
			 source_length(name), name);
		frame->offset = offset + (pc - at);
		frame->size = sym.st_size;
	}
	if (m != &s->self)
		find_line(s, m, at, frame);
}
