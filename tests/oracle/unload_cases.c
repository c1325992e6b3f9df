// SPDX-License-Identifier: MIT
/* Unloading the module. The last case succeeds: no device is left after it. */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cases.h"

static void unload_while_open(void)
{
	int fd = dev_open(0, O_RDONLY), twin;

	say("use count %d", module_use_count("scullp"));
	say_result("delete_module", module_unload("scullp"));
	twin = dup(fd);
	say("use count with a dup %d", module_use_count("scullp"));
	close(fd);
	say_result("delete_module, the dup open", module_unload("scullp"));
	close(twin);
	say("use count, closed %d", module_use_count("scullp"));
}

static void unload_while_mapped(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, PAGE, PROT_READ, MAP_SHARED, 0);

	close(fd);
	say("use count %d", module_use_count("scullp"));
	say_result("delete_module", module_unload("scullp"));
	touch_get("still there", p, p);
	munmap(p, PAGE);
	say("use count, unmapped %d", module_use_count("scullp"));
}

static void unload_unknown(void)
{
	say_result("delete_module", module_unload("no_such_module"));
	say_result("a bad name", module_unload((const char *)8));
}

static void unload_at_last(void)
{
	dev_fill(0, 0, 3 * PAGE);
	say_result("delete_module", module_unload("scullp"));
	say("use count %d", module_use_count("scullp"));
	say_result("open", open("/dev/scullp0", O_RDONLY));
	say_result("access", access("/dev/scullp3", F_OK));
	say_result("delete_module again", module_unload("scullp"));
}

const struct oracle_case unload_cases[] = {
	{"unload-while-open", unload_while_open},
	{"unload-while-mapped", unload_while_mapped},
	{"unload-unknown", unload_unknown},
	{"unload-at-last", unload_at_last},
	{NULL, NULL},
};
