/* SPDX-License-Identifier: MIT */
/* Host world: see test_host.h. */
#include <stdlib.h>
#include <unistd.h>

#include "test_host.h"

long dock_test_write(const char *text, unsigned long len)
{
	return write(STDOUT_FILENO, text, len);
}

void dock_test_exit(int status)
{
	exit(status);
}
