// SPDX-License-Identifier: MIT
#include "builtin.h"

int part_b_number(void)
{
	return 42;
}
