// SPDX-License-Identifier: MIT
/* A static program's first call on the device works as any other's. */
#include "claim.h"

int main(void)
{
	int fd = open_filled(1);

	CHECK(map_pages(fd, 1, PROT_READ, MAP_SHARED)[5] == 'a');
	return 0;
}
