/* SPDX-License-Identifier: MIT */
/* Claims: unloading, and what forbids it. With exporter.ko and importer.ko. */
#include "user.h"

static void used_module_stays(void)
{
	EXPECT_EQ(dock_task_delete_module("exporter", 0), -EWOULDBLOCK);
}

static void module_goes_when_its_user_went(void)
{
	EXPECT_EQ(dock_task_delete_module("importer", 0), 0);
	EXPECT_EQ(dock_task_delete_module("importer", 0), -ENOENT);
	EXPECT_EQ(dock_task_delete_module("exporter", 0), 0);
}

static const struct claim claims[] = {
	CLAIM(used_module_stays),
	CLAIM(module_goes_when_its_user_went),
};
CLAIMS_TASK(claims);
