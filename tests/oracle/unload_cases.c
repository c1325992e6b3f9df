// SPDX-License-Identifier: MIT
/* Unloading the module. The last case succeeds: no device is left after it. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cases.h"

static long unload(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK);
}

/* The module's use count in /proc/modules; -2 if it is not listed. */
static int use_count(void)
{
	char line[256], name[64];
	int count = -2, size, found = -2;
	FILE *f = fopen("/proc/modules", "r");

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%63s %d %d", name, &size, &count) == 3 &&
		    !strcmp(name, "scullp"))
			found = count;
	if (f)
		fclose(f);
	return found;
}

static void unload_while_open(void)
{
	int fd = dev_open(0, O_RDONLY), twin;

	say("use count %d", use_count());
	say_result("delete_module", unload("scullp"));
	twin = dup(fd);
	say("use count with a dup %d", use_count());
	close(fd);
	say_result("delete_module, the dup open", unload("scullp"));
	close(twin);
	say("use count, closed %d", use_count());
}

static void unload_while_mapped(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, PAGE, PROT_READ, MAP_SHARED, 0);

	close(fd);
	say("use count %d", use_count());
	say_result("delete_module", unload("scullp"));
	touch_get("still there", p, p);
	munmap(p, PAGE);
	say("use count, unmapped %d", use_count());
}

static void unload_unknown(void)
{
	say_result("delete_module", unload("no_such_module"));
	say_result("a bad name", unload((const char *)8));
}

static void unload_at_last(void)
{
	dev_fill(0, 0, 3 * PAGE);
	say_result("delete_module", unload("scullp"));
	say("use count %d", use_count());
	say_result("open", open("/dev/scullp0", O_RDONLY));
	say_result("access", access("/dev/scullp3", F_OK));
	say_result("delete_module again", unload("scullp"));
}

const struct oracle_case unload_cases[] = {
	{"unload-while-open", unload_while_open},
	{"unload-while-mapped", unload_while_mapped},
	{"unload-unknown", unload_unknown},
	{"unload-at-last", unload_at_last},
	{NULL, NULL},
};
