// SPDX-License-Identifier: MIT
/* What probe found, the device's registers, its interrupts and their counts. */
#include <errno.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "edu_cases.h"

static void probe_facts(void)
{
	struct edu_facts f = edu_facts(edu_open());

	say("vendor %#x device %#x revision %#x class %#x", f.vendor, f.device,
	    f.revision, f.class_code);
	say("identification %#x", f.id);
	say("BAR 0 of %u bytes", f.bar_bytes);
	say("message signalled: %u", f.msi);
}

static void probe_masks(void)
{
	struct edu_facts f = edu_facts(edu_open());

	say("dma_get_mask %#llx", (unsigned long long)f.dma_mask);
	say("coherent_dma_mask %#llx", (unsigned long long)f.coherent_mask);
	/* How much depends on the machine's memory. */
	say("required mask: ones only %d, the device's at least %d",
	    !(f.required_mask & (f.required_mask + 1)), f.required_mask >= f.dma_mask);
}

static void node(void)
{
	struct stat st;

	say_result("stat", stat(EDU_NODE, &st));
	say("char device %d, permissions %o", S_ISCHR(st.st_mode), st.st_mode & 07777);
	say_result("a second device", access("/dev/edu1", F_OK));
}

static void say_word(const char *what, int fd, unsigned long cmd, __u32 in)
{
	__u32 out = in;

	if (ioctl(fd, cmd, &out))
		say("%s %#x = %s", what, in, errno_name(errno));
	else
		say("%s %#x = %#x", what, in, out);
}

static void identify(void)
{
	int fd = edu_open();

	say_word("identification after", fd, EDU_IOC_ID, 0);
	say_word("identification after", fd, EDU_IOC_ID, 0xffffffff);
}

static void liveness(void)
{
	int fd = edu_open();

	say_word("liveness", fd, EDU_IOC_LIVENESS, 0);
	say_word("liveness", fd, EDU_IOC_LIVENESS, 1);
	say_word("liveness", fd, EDU_IOC_LIVENESS, 0x12345678);
	say_word("liveness", fd, EDU_IOC_LIVENESS, 0xffffffff);
}

/* 13 and more do not fit in 32 bits; from 34 on nothing is left. */
static void factorial(void)
{
	static const __u32 n[] = {0, 1, 2, 5, 10, 12, 13, 20, 33, 34, 1000};
	int fd = edu_open();
	size_t i;

	for (i = 0; i < sizeof(n) / sizeof(n[0]); i++)
		say_word("factorial", fd, EDU_IOC_FACTORIAL, n[i]);
}

static void count_factorial(void)
{
	int fd = edu_open();
	struct edu_counts before = edu_counts(fd);

	say_word("factorial", fd, EDU_IOC_FACTORIAL, 3);
	say_counts("after one", fd, &before);
	say_word("factorial", fd, EDU_IOC_FACTORIAL, 4);
	say_word("factorial", fd, EDU_IOC_FACTORIAL, 5);
	say_counts("after three", fd, &before);
}

static void count_dma(void)
{
	int fd = edu_open(), way;
	unsigned char data[100] = "counted";
	struct edu_counts before;

	for (way = 0; way < WAYS; way++) {
		before = edu_counts(fd);
		say_result("put", edu_put(fd, way, data, 100, 0));
		say_result("get", edu_get(fd, way, data, 40, 0));
		say_result("get", edu_get(fd, way, data, 1, 0));
		say_counts(way_names[way], fd, &before);
	}
}

static void raise_interrupt(void)
{
	int fd = edu_open();
	struct edu_counts before = edu_counts(fd);

	say_word("raise", fd, EDU_IOC_RAISE, 2);
	say_word("raise", fd, EDU_IOC_RAISE, 0x80000000);
	say_word("raise", fd, EDU_IOC_RAISE, 0xfffffefe);
	say_counts("raised", fd, &before);
}

static void raise_refused(void)
{
	int fd = edu_open();
	struct edu_counts before = edu_counts(fd);

	say_word("raise", fd, EDU_IOC_RAISE, 0);
	say_word("raise", fd, EDU_IOC_RAISE, 1);
	say_word("raise", fd, EDU_IOC_RAISE, 0x100);
	say_word("raise", fd, EDU_IOC_RAISE, 0xffffffff);
	say_counts("refused", fd, &before);
}

static void interrupts_mixed(void)
{
	int fd = edu_open(), i;
	struct edu_counts before = edu_counts(fd);
	char byte = 'x';

	for (i = 0; i < 3; i++) {
		say_word("factorial", fd, EDU_IOC_FACTORIAL, i + 6);
		say_result("pwrite", pwrite(fd, &byte, 1, i));
		say_word("raise", fd, EDU_IOC_RAISE, 16u << i);
	}
	say_counts("mixed", fd, &before);
}

const struct oracle_case edu_device_cases[] = {
	{"probe-facts", probe_facts},
	{"probe-masks", probe_masks},
	{"node", node},
	{"identify", identify},
	{"liveness", liveness},
	{"factorial", factorial},
	{"count-factorial", count_factorial},
	{"count-dma", count_dma},
	{"raise-interrupt", raise_interrupt},
	{"raise-refused", raise_refused},
	{"interrupts-mixed", interrupts_mixed},
	{NULL, NULL},
};
