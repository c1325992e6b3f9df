/* SPDX-License-Identifier: MIT */
/*
 * Random calls on a small window of memory, against a plain model of what they
 * do: page by page, without VMAs. The same code runs as a task on the machine
 * and as a program of the host, so that both kernels answer to one model.
 */
#ifndef TESTS_SEQUENCE_H
#define TESTS_SEQUENCE_H

#define SEQ_PAGES 32	 /* of the window; unmapped when it begins */
#define SEQ_FILE_PAGES 4 /* page n of the file is full of n + 1 */
#define SEQ_PAGE 4096UL

/* Linux's numbers: neither libc's headers nor the kernel's serve both. */
#define ENOMEM_ 12
#define EFAULT_ 14
#define EEXIST_ 17
#define EINVAL_ 22
#define R_ 1
#define W_ 2
#define SHARED_ 1
#define PRIVATE_ 2
#define FIXED_ 0x10
#define ANON_ 0x20
#define POPULATE_ 0x8000
#define NOREPLACE_ 0x100000
#define MAYMOVE_ 1
#define MFIXED_ 2
#define DONTUNMAP_ 4
#define DONTNEED_ 4
#define DONTFORK_ 10
#define DOFORK_ 11
#define WIPEONFORK_ 18
#define KEEPONFORK_ 19

/* The kernel under test. Calls return what system calls do. */
struct seq_env {
	unsigned long base;	   /* of the window */
	unsigned long file_offset; /* where the file begins, in bytes */
	long (*mmap)(unsigned long addr, unsigned long len, unsigned long prot,
		     unsigned long flags,
		     unsigned long offset); /* of the file, or anonymous */
	long (*munmap)(unsigned long addr, unsigned long len);
	long (*mprotect)(unsigned long addr, unsigned long len, unsigned long prot);
	long (*mremap)(unsigned long addr, unsigned long old_len, unsigned long new_len,
		       unsigned long flags, unsigned long new_addr);
	long (*madvise)(unsigned long addr, unsigned long len, int advice);
	long (*mlock)(unsigned long addr, unsigned long len, int lock); /* NULL: do not */
	/* The byte (0 for a store), or -1000 * signal - si_code; -1: si_addr is wrong. */
	int (*load)(unsigned long addr);
	int (*store)(unsigned long addr, unsigned char value);
	/* Run it in a child, to its end; the child's exit status. */
	long (*child)(int (*fn)(void *));
	void (*say)(const char *text, unsigned long seed, unsigned long step, long have,
		    long want);
};

/* @steps calls; 0, or 1 when one was answered wrongly, which was said. */
int seq_run(const struct seq_env *env, unsigned long seed, unsigned long steps);

/* Calls that make no sense, at @a; @expect compares answer and error. */
void seq_nonsense(const struct seq_env *env, unsigned long a,
		  void (*expect)(const char *what, long have, long want));

#endif
