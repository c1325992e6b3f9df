/* SPDX-License-Identifier: MIT */
/* Claims: a module that uses another one's exports. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include "claims.h"

extern int exporter_counter;
int exporter_add(int n);

static void exports_are_the_other_module_s(void)
{
	EXPECT_EQ(exporter_counter, 10);
	EXPECT_EQ(exporter_add(3), 13);
	EXPECT_EQ(exporter_counter, 13);
}

static const struct claim claims[] = {
	CLAIM(exports_are_the_other_module_s),
};
CLAIMS_MODULE(claims);
