/* SPDX-License-Identifier: MIT */
/*
 * Core files: see core.h. The file has a header, a program header for the notes
 * and one for each run of memory, the notes, and the memory.
 */
#define _GNU_SOURCE
#include "host/core.h"

#include "host/core_areas.h"
#include "host/fiber.h"
#include "host/mem.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/procfs.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE 4096UL
#define NOTE_NAME "CORE"
#define NAME_BYTES 8 /* with its end, in whole words */
#define AUXV_BYTES 1024
#define USER_CS 0x33
#define USER_SS 0x2b
#define FLAGS 0x202

static int folder = -1; /* of the file */
static const char *name;
static int proc = -1; /* this process's folder in /proc */

/* Errors are kept, and said at the end. */
struct out {
	int fd, err;
	off_t at;
};

static void put(struct out *o, const void *bytes, unsigned long len)
{
	const char *p = bytes;

	while (len && !o->err) {
		ssize_t n = pwrite(o->fd, p, len, o->at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			o->err = -errno;
			return;
		}
		p += n;
		o->at += n;
		len -= (unsigned long)n;
	}
}

static unsigned long aligned(unsigned long n, unsigned long to)
{
	return (n + to - 1) / to * to;
}

/* --- notes --- */

static void put_note(struct out *o, unsigned int type, unsigned long size)
{
	const Elf64_Nhdr h = {sizeof(NOTE_NAME), (Elf64_Word)size, type};

	put(o, &h, sizeof(h));
	put(o, NOTE_NAME "\0\0", NAME_BYTES);
}

static void pad(struct out *o, unsigned long size)
{
	put(o, "\0\0\0", aligned(size, 4) - size);
}

static unsigned long note_bytes(unsigned long size)
{
	return sizeof(Elf64_Nhdr) + NAME_BYTES + aligned(size, 4);
}

static void put_thread(struct out *o, const struct host_core_thread *t, int signo)
{
	const unsigned long *r = t->context->regs;
	/* FS base: no system call is needed for it. */
	const unsigned long fs = (unsigned long)__builtin_thread_pointer();
	prstatus_t status = {
		.pr_pid = t->tid, .pr_cursig = (short)signo, .pr_info.si_signo = signo};
	/* As struct user_regs_struct has them. */
	const unsigned long regs[] = {
		r[15],		r[14],	 r[13], r[12], r[6],	r[1], r[11], r[10],
		r[9],		r[8],	 r[0],	r[2],  r[3],	r[4], r[5],  -1UL,
		t->context->pc, USER_CS, FLAGS, r[7],  USER_SS, fs};

	memcpy(status.pr_reg, regs, sizeof(regs));
	put_note(o, NT_PRSTATUS, sizeof(status));
	put(o, &status, sizeof(status));
	pad(o, sizeof(status));
}

static void put_process(struct out *o)
{
	const prpsinfo_t info = {.pr_sname = 'R',
				 .pr_pid = getpid(),
				 .pr_fname = "drydock",
				 .pr_psargs = "drydock run"};

	put_note(o, NT_PRPSINFO, sizeof(info));
	put(o, &info, sizeof(info));
	pad(o, sizeof(info));
}

static unsigned long read_auxv(char *auxv)
{
	int fd = openat(proc, "auxv", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, auxv, AUXV_BYTES);

	if (fd >= 0)
		close(fd);
	return n > 0 ? (unsigned long)n : 0;
}

static unsigned long files_bytes(const struct host_core_areas *a)
{
	return 16 + (unsigned long)a->nr_files * 24 + a->names_len;
}

static void put_files(struct out *o, const struct host_core_areas *a)
{
	const unsigned long head[] = {(unsigned long)a->nr_files, PAGE};

	put_note(o, NT_FILE, files_bytes(a));
	put(o, head, sizeof(head));
	for (int i = 0; i < a->nr_files; i++) {
		const struct host_core_file *f = &a->files[i];
		const unsigned long entry[] = {f->start, f->end, f->off / PAGE};

		put(o, entry, sizeof(entry));
	}
	put(o, a->names, a->names_len);
	pad(o, files_bytes(a));
}

/* --- memory --- */

static Elf64_Word flags_of(int prot)
{
	return (prot & HOST_PROT_READ ? PF_R : 0) | (prot & HOST_PROT_WRITE ? PF_W : 0) |
	       (prot & HOST_PROT_EXEC ? PF_X : 0);
}

static void put_headers(struct out *o, const struct host_core_areas *a,
			unsigned long notes)
{
	unsigned long at =
		sizeof(Elf64_Ehdr) + ((unsigned long)a->nr_runs + 1) * sizeof(Elf64_Phdr);
	const Elf64_Ehdr eh = {
		.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB,
			    EV_CURRENT},
		.e_type = ET_CORE,
		.e_machine = EM_X86_64,
		.e_version = EV_CURRENT,
		.e_phoff = sizeof(Elf64_Ehdr),
		.e_ehsize = sizeof(Elf64_Ehdr),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_phnum = (Elf64_Half)(a->nr_runs + 1),
	};
	const Elf64_Phdr note = {.p_type = PT_NOTE, .p_offset = at, .p_filesz = notes};

	put(o, &eh, sizeof(eh));
	put(o, &note, sizeof(note));
	at = aligned(at + notes, PAGE);
	for (int i = 0; i < a->nr_runs; i++) {
		const struct host_core_run *r = &a->runs[i];
		const Elf64_Phdr load = {.p_type = PT_LOAD,
					 .p_flags = flags_of(r->prot),
					 .p_offset = at,
					 .p_vaddr = r->addr,
					 .p_filesz = r->len,
					 .p_memsz = r->len,
					 .p_align = PAGE};

		put(o, &load, sizeof(load));
		at += r->len;
	}
}

/* What cannot be read after all is left as a hole. */
static void put_run(struct out *o, const struct host_core_run *r)
{
	off_t end = o->at + (off_t)r->len;

	while (o->at < end && !o->err) {
		put(o, (const void *)(r->addr + r->len - (unsigned long)(end - o->at)),
		    (unsigned long)(end - o->at));
		if (o->err == -EFAULT) {
			o->err = 0;
			o->at = (off_t)aligned((unsigned long)o->at + 1, PAGE);
		}
	}
}

static void put_all(struct out *o, const struct host_core_areas *a,
		    const struct host_core_thread *threads, int n, int signo)
{
	char auxv[AUXV_BYTES];
	unsigned long auxv_bytes = read_auxv(auxv);

	put_headers(o, a,
		    (unsigned long)n * note_bytes(sizeof(prstatus_t)) +
			    note_bytes(sizeof(prpsinfo_t)) + note_bytes(auxv_bytes) +
			    note_bytes(files_bytes(a)));
	put_thread(o, &threads[0], signo);
	put_process(o);
	put_note(o, NT_AUXV, auxv_bytes);
	put(o, auxv, auxv_bytes);
	put_files(o, a);
	for (int i = 1; i < n; i++)
		put_thread(o, &threads[i], signo); /* the last one's is shown */
	o->at = (off_t)aligned((unsigned long)o->at, PAGE);
	for (int i = 0; i < a->nr_runs; i++)
		put_run(o, &a->runs[i]);
	if (!o->err && ftruncate(o->fd, o->at))
		o->err = -errno;
}

static int is_file(int fd)
{
	struct stat st;

	return !fstat(fd, &st) && S_ISREG(st.st_mode);
}

void host_core_prepare(const char *path)
{
	const char *slash = strrchr(path, '/');
	char dir[PATH_MAX];

	snprintf(dir, sizeof(dir), "%.*s", slash ? (int)(slash - path + 1) : 1,
		 slash ? path : ".");
	folder = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	name = slash ? slash + 1 : path;
	proc = open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int host_core_write(const struct host_core_thread *threads, int nr_threads, int signo)
{
	const struct host_core_areas *a = host_core_areas_find(proc);
	struct out o = {0};

	if (!a)
		return -errno;
	o.fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (o.fd < 0)
		return -errno;
	if (!is_file(o.fd)) {
		close(o.fd);
		return -EINVAL;
	}
	put_all(&o, a, threads, nr_threads, signo);
	if (close(o.fd) && !o.err)
		o.err = -errno;
	if (o.err)
		unlinkat(folder, name, 0);
	return o.err;
}
