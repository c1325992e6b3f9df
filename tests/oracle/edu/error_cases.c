// SPDX-License-Identifier: MIT
/* What edu refuses, and what a refused call leaves as it was. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "edu_cases.h"

static void ioctl_unknown(void)
{
	char any[64] = "";
	int fd = edu_open();

	say_result("another letter", ioctl(fd, _IO('q', 0x10), any));
	say_result("another number", ioctl(fd, _IO(EDU_IOC_MAGIC, 0x7f), any));
	say_result("another direction", ioctl(fd, _IOW(EDU_IOC_MAGIC, 0x10, __u32), any));
	say_result("another size", ioctl(fd, _IOR(EDU_IOC_MAGIC, 0x10, __u64), any));
	say_result("0", ioctl(fd, 0, any));
}

static void ioctl_bad_pointer(void)
{
	int fd = edu_open();
	char *bad = BAD(char *, 8);

	say_result("identification", ioctl(fd, EDU_IOC_ID, bad));
	say_result("liveness", ioctl(fd, EDU_IOC_LIVENESS, bad));
	say_result("factorial", ioctl(fd, EDU_IOC_FACTORIAL, NULL));
	say_result("counts", ioctl(fd, EDU_IOC_COUNTS, bad));
	say_result("facts", ioctl(fd, EDU_IOC_FACTS, bad));
	say_result("coherent", ioctl(fd, EDU_IOC_COHERENT, bad));
}

static void say_coherent(const char *what, int fd, struct edu_transfer t)
{
	say_result(what, ioctl(fd, EDU_IOC_COHERENT, &t));
}

static void coherent_refused(void)
{
	char data[16] = "refused";
	struct edu_transfer t = {.data = (unsigned long)data, .bytes = 8, .to_device = 1};
	int fd = edu_open();
	unsigned int size = edu_facts(fd).buffer_bytes;

	say_coherent("good", fd, t);
	t.bytes = 0;
	say_coherent("no bytes", fd, t);
	t.bytes = size + 1;
	say_coherent("too many", fd, t);
	t.bytes = 8, t.offset = size - 7;
	say_coherent("past the end", fd, t);
	t.offset = 0xfffffff8;
	say_coherent("far past the end", fd, t);
	t.offset = 0, t.to_device = 2;
	say_coherent("no such direction", fd, t);
	t.to_device = 1, t.zero = 1;
	say_coherent("not zero", fd, t);
	t.zero = 0, t.data = 8;
	say_coherent("bad data", fd, t);
	say_buffer("buffer", fd);
}

static void mode_refused(void)
{
	int fd = edu_open();

	say_result("streaming", ioctl(fd, EDU_IOC_MODE, EDU_STREAMING));
	say_result("sync", ioctl(fd, EDU_IOC_MODE, EDU_SYNC));
	say_result("2", ioctl(fd, EDU_IOC_MODE, 2));
	say_result("-1", ioctl(fd, EDU_IOC_MODE, -1L));
}

/* Nothing moves, so neither buffer nor position changes. */
static void bad_pointer(void)
{
	int mode, fd;

	for (mode = EDU_STREAMING; mode <= EDU_SYNC; mode++) {
		fd = edu_open_mode(mode);
		say_result("lseek", lseek(fd, 100, SEEK_SET));
		say_result("write", write(fd, BAD(char *, 8), 10));
		say_result("read", read(fd, BAD(char *, 8), 10));
		say_result("position", lseek(fd, 0, SEEK_CUR));
		say_buffer("buffer", fd);
		close(fd);
	}
}

/* A buffer whose second page is not there. */
static void half_bad_pointer(void)
{
	char *p = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int mode, fd;

	munmap(p + PAGE, PAGE);
	memset(p, 'h', PAGE);
	for (mode = EDU_STREAMING; mode <= EDU_SYNC; mode++) {
		fd = edu_open_mode(mode);
		say_result("write", pwrite(fd, p + PAGE - 100, 200, 0));
		say_buffer("buffer", fd);
		say_result("read", pread(fd, p + PAGE - 100, 200, 0));
		say_result("all good", pwrite(fd, p + PAGE - 100, 100, 0));
		close(fd);
	}
}

static void read_only_memory(void)
{
	char *p = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = edu_open();

	say_result("read", pread(fd, p, 10, 0));
	say_result("write", pwrite(fd, p, 10, 0));
	say_buffer("buffer", fd);
}

static void access_modes(void)
{
	int rd = open(EDU_NODE, O_RDONLY), wr = open(EDU_NODE, O_WRONLY);
	char byte = 'a';
	__u32 id;

	say_result("write, read-only", write(rd, &byte, 1));
	say_result("read, write-only", read(wr, &byte, 1));
	say_result("ioctl, read-only", ioctl(rd, EDU_IOC_ID, &id));
	say_result("ioctl, write-only", ioctl(wr, EDU_IOC_ID, &id));
}

static void exclusive(void)
{
	int first = open(EDU_NODE, O_RDWR | O_EXCL), second;

	say_result("a second open", open(EDU_NODE, O_RDWR));
	say_result("a second exclusive one", open(EDU_NODE, O_RDWR | O_EXCL));
	close(first);
	first = edu_open();
	second = edu_open();
	say("two plain ones: %d", first >= 0 && second >= 0);
	say_result("exclusive, two are open", open(EDU_NODE, O_RDWR | O_EXCL));
	close(first);
	say_result("exclusive, one is open", open(EDU_NODE, O_RDWR | O_EXCL));
	close(second);
	first = open(EDU_NODE, O_RDWR | O_EXCL);
	say("exclusive, none is open: %d", first >= 0);
	second = dup(first);
	close(first);
	say_result("open, its dup is open", open(EDU_NODE, O_RDWR));
	close(second);
	say("open, all are closed: %d", edu_open() >= 0);
}

static void not_there(void)
{
	char byte;
	int fd = edu_open();

	say_result("mmap", (long)mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0));
	say_result("read at -1", pread(fd, &byte, 1, -1));
	say_result("ftruncate", ftruncate(fd, 0));
	say_result("fsync", fsync(fd));
}

const struct oracle_case edu_error_cases[] = {
	{"ioctl-unknown", ioctl_unknown},
	{"ioctl-bad-pointer", ioctl_bad_pointer},
	{"coherent-refused", coherent_refused},
	{"mode-refused", mode_refused},
	{"bad-pointer", bad_pointer},
	{"half-bad-pointer", half_bad_pointer},
	{"read-only-memory", read_only_memory},
	{"access-modes", access_modes},
	{"exclusive", exclusive},
	{"not-there", not_there},
	{NULL, NULL},
};
