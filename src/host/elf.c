/* SPDX-License-Identifier: MIT */
/* Module files: see elf.h. */
#define _GNU_SOURCE
#include "host/elf.h"
#include "host/arch.h"

#include "host/mem.h"

#include <errno.h>
#include <gelf.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int fail(struct host_elf *e, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(e->error, sizeof(e->error), fmt, args);
	va_end(args);
	return -1;
}

#define HOW_TO_BUILD "build it with make -C \"$(drydock kdir)\" M=\"$PWD\" modules"

static int read_header(struct host_elf *e)
{
	size_t size = 0;
	const char *head = elf_rawfile(e->elf, &size);
	char arch[HOST_ARCH_NAME];
	GElf_Ehdr h;

	if (!head || size < SELFMAG || memcmp(head, ELFMAG, SELFMAG))
		return fail(e, "is not an ELF file; " HOW_TO_BUILD);
	if (host_arch_foreign((const unsigned char *)head, size, arch))
		return fail(e, "is built for %s, not for x86-64", arch);
	if (elf_kind(e->elf) != ELF_K_ELF || !gelf_getehdr(e->elf, &h))
		return fail(e, "is truncated");
	if (h.e_type == ET_REL)
		return fail(e, "is a module for a real kernel, or an object file; " HOW_TO_BUILD);
	if (h.e_type == ET_CORE)
		return fail(e, "is a core file, not a module");
	if (h.e_type != ET_DYN)
		return fail(e, "is a program, not a module");
	return 0;
}

static int add_segment(struct host_elf *e, const GElf_Phdr *p, unsigned long file_size)
{
	struct host_elf_segment *s = &e->segments[e->nr_segments];

	if (e->nr_segments == HOST_ELF_SEGMENTS)
		return fail(e, "has more than %d segments", HOST_ELF_SEGMENTS);
	if (p->p_filesz > p->p_memsz || p->p_offset > file_size ||
	    p->p_filesz > file_size - p->p_offset || p->p_vaddr > 1UL << 32 ||
	    p->p_memsz > 1UL << 32)
		return fail(e, "is truncated");
	if ((p->p_offset & 4095) != (p->p_vaddr & 4095))
		return fail(e, "has a segment that does not lie on pages");
	s->addr = p->p_vaddr;
	s->off = p->p_offset;
	s->file_size = p->p_filesz;
	s->mem_size = p->p_memsz;
	s->prot = (p->p_flags & PF_R ? HOST_PROT_READ : 0) |
		  (p->p_flags & PF_W ? HOST_PROT_WRITE : 0) |
		  (p->p_flags & PF_X ? HOST_PROT_EXEC : 0);
	if ((s->prot & HOST_PROT_WRITE) && (s->prot & HOST_PROT_EXEC))
		return fail(e, "has a segment that is both writable and executable");
	for (int i = 0; i < e->nr_segments; i++)
		if (((s->addr & ~4095UL) < ((e->segments[i].addr + e->segments[i].mem_size + 4095) & ~4095UL)))
			return fail(e, "has segments that overlap");
	e->nr_segments++;
	e->span = s->addr + s->mem_size;
	return 0;
}

static int read_segments(struct host_elf *e, unsigned long file_size)
{
	size_t n;

	if (elf_getphdrnum(e->elf, &n))
		return fail(e, "is truncated");
	for (size_t i = 0; i < n; i++) {
		GElf_Phdr p;

		if (!gelf_getphdr(e->elf, (int)i, &p))
			return fail(e, "is truncated");
		if (p.p_type == PT_INTERP)
			return fail(e, "is a program or a library of the host, not a module");
		if (p.p_type == PT_TLS)
			return fail(e, "uses thread-local storage, as no module does but libraries of the host do");
		if (p.p_type == PT_LOAD && p.p_memsz && add_segment(e, &p, file_size))
			return -1;
	}
	return e->nr_segments ? 0 : fail(e, "has nothing to load");
}

/* Do @size bytes at @addr lie in one segment (a writable one)? */
static int in_image(const struct host_elf *e, unsigned long addr, unsigned long size, int write)
{
	for (int i = 0; i < e->nr_segments; i++) {
		const struct host_elf_segment *s = &e->segments[i];

		if (addr >= s->addr && addr - s->addr <= s->mem_size &&
		    size <= s->mem_size - (addr - s->addr))
			return !write || (s->prot & HOST_PROT_WRITE);
	}
	return 0;
}

static int read_symbols(struct host_elf *e, Elf_Scn *scn, const GElf_Shdr *sh)
{
	Elf_Data *data = elf_getdata(scn, NULL);
	size_t n = sh->sh_entsize ? sh->sh_size / sh->sh_entsize : 0;

	if (!data || e->symbols)
		return fail(e, "has a damaged symbol table");
	e->symbols = host_alloc(n * sizeof(*e->symbols));
	e->nr_symbols = (int)n;
	for (size_t i = 0; i < n; i++) {
		struct host_elf_symbol *s = &e->symbols[i];
		GElf_Sym sym;

		if (!gelf_getsym(data, (int)i, &sym))
			return fail(e, "has a damaged symbol table");
		s->name = elf_strptr(e->elf, sh->sh_link, sym.st_name);
		if (!s->name)
			return fail(e, "has a symbol without a name");
		s->value = sym.st_value;
		s->size = sym.st_size;
		s->defined = sym.st_shndx != SHN_UNDEF;
		s->weak = GELF_ST_BIND(sym.st_info) == STB_WEAK;
		s->function = GELF_ST_TYPE(sym.st_info) == STT_FUNC;
		if (s->defined && sym.st_shndx != SHN_ABS && s->value > e->span)
			return fail(e, "has symbol %.80s outside itself", s->name);
	}
	return 0;
}

static int add_reloc(struct host_elf *e, const GElf_Rela *rela)
{
	struct host_elf_reloc *r = &e->relocs[e->nr_relocs];

	r->at = rela->r_offset;
	r->addend = rela->r_addend;
	r->symbol = (int)GELF_R_SYM(rela->r_info);
	switch (GELF_R_TYPE(rela->r_info)) {
	case R_X86_64_RELATIVE:
		r->kind = HOST_RELOC_RELATIVE;
		break;
	case R_X86_64_GLOB_DAT:
	case R_X86_64_JUMP_SLOT:
		r->addend = 0;
		r->kind = HOST_RELOC_SYMBOL;
		break;
	case R_X86_64_64:
		r->kind = HOST_RELOC_SYMBOL;
		break;
	case R_X86_64_NONE:
		return 0;
	default:
		return fail(e, "has a relocation of type %lu, which the loader does not know",
			    (unsigned long)GELF_R_TYPE(rela->r_info));
	}
	if (!in_image(e, r->at, 8, 1))
		return fail(e, "has a relocation in what is not writable data");
	if (r->kind == HOST_RELOC_SYMBOL && (r->symbol <= 0 || r->symbol >= e->nr_symbols))
		return fail(e, "has a relocation to a symbol that is not there");
	e->nr_relocs++;
	return 0;
}

static int read_relocs(struct host_elf *e, Elf_Scn *scn, const GElf_Shdr *sh)
{
	Elf_Data *data = elf_getdata(scn, NULL);
	size_t n = sh->sh_entsize ? sh->sh_size / sh->sh_entsize : 0;

	if (!data)
		return fail(e, "has damaged relocations");
	e->relocs = host_realloc(e->relocs, (unsigned long)e->nr_relocs * sizeof(*e->relocs),
				 ((unsigned long)e->nr_relocs + n) * sizeof(*e->relocs));
	for (size_t i = 0; i < n; i++) {
		GElf_Rela rela;

		if (!gelf_getrela(data, (int)i, &rela))
			return fail(e, "has damaged relocations");
		if (add_reloc(e, &rela))
			return -1;
	}
	return 0;
}

static int note_section(struct host_elf *e, Elf_Scn *scn, const GElf_Shdr *sh, const char *name)
{
	struct host_elf_section *s = !strcmp(name, ".modinfo") ? &e->modinfo :
				     !strcmp(name, "__param") ? &e->params :
				     !strcmp(name, "dock_ksymtab") ? &e->exports :
				     !strcmp(name, "dock_initcalls") ? &e->initcalls :
				     !strcmp(name, "dock_percpu") ? &e->percpu :
				     !strcmp(name, "dock_headers") ? &e->headers :
				     !strcmp(name, ".kunit_test_suites") ? &e->suites :
				     !strcmp(name, ".gnu.linkonce.this_module") ? &e->this_module
										: NULL;
	Elf_Data *data;

	if (!s)
		return 0;
	data = elf_getdata(scn, NULL);
	if (!data || !in_image(e, sh->sh_addr, sh->sh_size, 0))
		return fail(e, "has a damaged section %s", name);
	s->addr = sh->sh_addr;
	s->size = data->d_buf ? data->d_size : 0;
	s->bytes = data->d_buf;
	return 0;
}

static int read_sections(struct host_elf *e, Elf64_Word type)
{
	Elf_Scn *scn = NULL;
	size_t names;

	if (elf_getshdrstrndx(e->elf, &names))
		return fail(e, "is truncated");
	while ((scn = elf_nextscn(e->elf, scn))) {
		GElf_Shdr sh;
		const char *name;
		int err = 0;

		if (!gelf_getshdr(scn, &sh))
			return fail(e, "is truncated");
		name = elf_strptr(e->elf, names, sh.sh_name);
		if (type == SHT_DYNSYM && sh.sh_type == SHT_DYNSYM)
			err = read_symbols(e, scn, &sh);
		else if (type == SHT_RELA && sh.sh_type == SHT_RELA && (sh.sh_flags & SHF_ALLOC))
			err = read_relocs(e, scn, &sh);
		else if (type == SHT_PROGBITS && name)
			err = note_section(e, scn, &sh, name);
		if (err)
			return err;
	}
	return 0;
}

static int read_all(struct host_elf *e)
{
	size_t file_size = 0;

	elf_version(EV_CURRENT);
	e->elf = elf_begin(e->fd, ELF_C_READ_MMAP, NULL);
	if (!e->elf || !elf_rawfile(e->elf, &file_size))
		return fail(e, "is not an ELF file");
	if (read_header(e) || read_segments(e, file_size) || read_sections(e, SHT_DYNSYM) ||
	    read_sections(e, SHT_RELA) || read_sections(e, SHT_PROGBITS))
		return -1;
	if (!e->this_module.size || !e->modinfo.size)
		return fail(e, "is a library of the host, not a module");
	return 0;
}

int host_elf_open_fd(struct host_elf *e, int fd)
{
	memset(e, 0, sizeof(*e));
	e->fd = fd;
	return read_all(e);
}

int host_elf_open(struct host_elf *e, const char *path)
{
	memset(e, 0, sizeof(*e));
	e->fd = host_open_read(path);
	return e->fd < 0 ? fail(e, "cannot be opened: %s", strerror(-e->fd)) : read_all(e);
}

void host_elf_close(struct host_elf *e)
{
	if (e->elf)
		elf_end(e->elf);
	if (e->fd >= 0)
		host_close(e->fd);
	host_free(e->symbols);
	host_free(e->relocs);
}
