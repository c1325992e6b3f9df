// SPDX-License-Identifier: MIT
/* All kinds of loads and stores fault a page in, each with the right kind. */
#include "claim.h"

int main(void)
{
	/* private: a store that was taken for a load would trap for ever */
	int fd = open_filled(16);
	char *p = map_pages(fd, 16, PROT_READ | PROT_WRITE, MAP_PRIVATE), buf[PAGE];
	long value = 5;
	char *at = p;

	memset(p, 'M', PAGE); /* rep stos, or vector stores */
	CHECK(p[0] == 'M' && p[PAGE - 1] == 'M');
	at = p + PAGE;
	__asm__ volatile("lock xaddq %0, (%1)" : "+r"(value) : "r"(at) : "memory");
	CHECK(value == 0x6262626262626262L && *(long *)at == 0x6262626262626267L);
	at = p + 2 * PAGE;
	__asm__ volatile("xchgq %0, (%1)" : "+r"(value) : "r"(at) : "memory");
	CHECK(value == 0x6363636363636363L && *(long *)at == 0x6262626262626262L);
	at = p + 3 * PAGE;
	__asm__ volatile("orb $1, 7(%0)" : : "r"(at) : "memory");
	CHECK(at[7] == ('d' | 1));
	at = p + 4 * PAGE;
	__asm__ volatile("cld; rep movsb" : "+S"(at), "+D"(*(char **)&(char *){ buf })
			 : "c"(100L) : "memory");
	{
		char *from = p + 5 * PAGE, *to = p + 6 * PAGE;
		long n = PAGE;

		__asm__ volatile("cld; rep movsb"
				 : "+S"(from), "+D"(to), "+c"(n)
				 :
				 : "memory");
		CHECK(p[6 * PAGE] == 'f' && p[7 * PAGE - 1] == 'f' && p[7 * PAGE] == 'h');
	}
	at = p + 9 * PAGE; /* push onto the end of page 8 */
	__asm__ volatile("mov %%rsp, %%rbx; mov %0, %%rsp; push %%rbx; mov %%rbx, %%rsp"
			 : : "r"(at) : "rbx", "memory");
	CHECK(*(long *)(at - 8) != 0x6969696969696969L && at[0] == 'j');
	at = p + 10 * PAGE - 4; /* a store across two pages */
	*(volatile long *)at = 0x1122334455667788L;
	CHECK(*(volatile long *)at == 0x1122334455667788L);
	at = p + 11 * PAGE;
	__asm__ volatile("movdqu %%xmm0, (%0)" : : "r"(at) : "memory");
	at = p + 12 * PAGE;
	__asm__ volatile("fnstcw (%0)" : : "r"(at) : "memory");
	CHECK(*(unsigned short *)at == 0x37f);
	return 0;
}
