/* SPDX-License-Identifier: MIT */
/*
 * A module file, read and checked: everything a loader needs as plain numbers,
 * each of which lies inside the file and inside the image. By libelf.
 */
#ifndef DOCK_HOST_ELF_H
#define DOCK_HOST_ELF_H

#define HOST_ELF_SEGMENTS 8
#define HOST_ELF_LINE	  200

struct host_elf_segment {
	unsigned long addr, off, file_size, mem_size; /* link-time address */
	int prot;				      /* HOST_PROT_ */
};

struct host_elf_symbol {
	const char *name;
	unsigned long value, size; /* link-time address, if defined */
	int defined, weak, function;
};

enum host_elf_reloc_kind {
	HOST_RELOC_RELATIVE, /* base + addend */
	HOST_RELOC_SYMBOL,   /* symbol + addend */
};

struct host_elf_reloc {
	enum host_elf_reloc_kind kind;
	unsigned long at; /* link-time address of eight writable bytes */
	long addend;
	int symbol; /* index, of HOST_RELOC_SYMBOL */
};

struct host_elf_section {
	unsigned long addr, size; /* 0, 0: there is none */
	const char *bytes;	  /* as in the file */
};

struct host_elf {
	int fd;
	unsigned long span; /* bytes from link-time address 0 to the end */
	struct host_elf_segment segments[HOST_ELF_SEGMENTS];
	int nr_segments;
	struct host_elf_symbol *symbols; /* .dynsym, [0] unused */
	int nr_symbols;
	struct host_elf_reloc *relocs;
	int nr_relocs;
	struct host_elf_section modinfo, params, exports, this_module, suites, percpu, headers,
		initcalls;
	void *elf; /* libelf's */
	char error[HOST_ELF_LINE]; /* what is wrong with the file */
};

/* Returns 0, or -1 with ->error filled ("is not an ELF file", ...). */
int host_elf_open(struct host_elf *e, const char *path);
int host_elf_open_fd(struct host_elf *e, int fd); /* the same; @fd becomes its own */
void host_elf_close(struct host_elf *e);

#endif
