// SPDX-License-Identifier: MIT
/* Registers of a device, mapped: edu's, which knows words of four bytes. */
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "maps_cases.h"

#define ID 0
#define LIVENESS 1 /* reads as the complement of what was written */
#define FACTORIAL 2
#define STATUS 8
#define SOURCE 32 /* of eight bytes */

static volatile uint32_t *regs(int kind)
{
	char *p = maps_try(kind, 0, 1, MAP_SHARED);

	if (!p)
		give_up("registers");
	return (volatile uint32_t *)p;
}

static void load_and_store(int kind)
{
	volatile uint32_t *r = regs(kind);

	say("identification %08x", r[ID]);
	r[LIVENESS] = 0x12345678;
	say("liveness %08x", r[LIVENESS]);
}

static void at_once(void)
{
	char *p = maps_try(MAPS_REGS, 0, 2, MAP_SHARED);

	load_and_store(MAPS_REGS);
	/* Nothing is there in the second page. */
	say("page 1: %08x", *(volatile uint32_t *)(p + PAGE));
}

static void by_faults(void)
{
	load_and_store(MAPS_REGS_FAULT);
}

static void work(void)
{
	volatile uint32_t *r = regs(MAPS_REGS);

	r[STATUS] = 0;
	r[FACTORIAL] = 10;
	while (r[STATUS] & 1)
		;
	say("10! is %u", r[FACTORIAL]);
}

static void modify(void)
{
	volatile uint32_t *r = regs(MAPS_REGS);

	r[LIVENESS] = 0xff;
	r[LIVENESS] |= 0xf;
	say("liveness %08x", r[LIVENESS]);
	r[LIVENESS] += 1;
	say("liveness %08x", r[LIVENESS]);
	__atomic_fetch_xor((uint32_t *)&r[LIVENESS], 0xff00, __ATOMIC_SEQ_CST);
	say("liveness %08x", r[LIVENESS]);
}

static void strings(void)
{
	volatile uint32_t *r = regs(MAPS_REGS);
	uint32_t words[2] = {0xabcd, 0};
	const void *from = words;
	void *to = (void *)&r[LIVENESS];
	size_t n = 1;

	__asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	from = (const void *)&r[ID];
	to = words;
	n = 2;
	__asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	say("words %08x %08x, %zu left", words[0], words[1], n);
}

static void long_words(void)
{
	volatile uint32_t *r = regs(MAPS_REGS);
	volatile uint64_t *source = (volatile uint64_t *)&r[SOURCE];

	*source = 0x1122334455667788;
	say("source %016lx", (unsigned long)*source);
}

static void rights(void)
{
	char *p = (char *)regs(MAPS_REGS);

	say_result("mprotect", mprotect(p, PAGE, PROT_READ));
	say("identification %08x", *(volatile uint32_t *)p);
	touch_put("store", p + 4, p, 'x');
	munmap(p, PAGE);
	touch_get("unmapped", p, p);
}

static void child(void *arg)
{
	volatile uint32_t *r = arg;

	r[LIVENESS] = 0x55;
}

static void in_child(void)
{
	volatile uint32_t *r = regs(MAPS_REGS);

	r[LIVENESS] = 0;
	join("child", start(child, (void *)r));
	say("liveness %08x", r[LIVENESS]);
}

static void do_not_grow(void)
{
	char *p = (char *)regs(MAPS_REGS);

	say_result("mremap", (long)mremap(p, PAGE, 2 * PAGE, MREMAP_MAYMOVE));
}

static void move_away(void)
{
	char *p = (char *)regs(MAPS_REGS), *to = maps_room();

	say_result("mremap",
		   mremap(p, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to);
	say("identification %08x", *(volatile uint32_t *)to);
	touch_get("where it was", p, p);
}

const struct oracle_case regs_cases[] = {
	{"regs-at-once", at_once},
	{"regs-by-faults", by_faults},
	{"regs-work", work},
	{"regs-modify", modify},
	{"regs-strings", strings},
	{"regs-long-words", long_words},
	{"regs-rights", rights},
	{"regs-in-child", in_child},
	{"regs-do-not-grow", do_not_grow},
	{"regs-move", move_away},
	{NULL, NULL},
};
