// SPDX-License-Identifier: MIT
/* A program's own instructions reach a device's registers, of any form, and its
 * memory; where nothing answers, all bits are set. */
#include "claim.h"
#include <immintrin.h>
#include <pthread.h>
#include <stdint.h>

static volatile uint8_t *regs;

static void *map(const char *name, size_t len, int flags)
{
	int fd = open(name, O_RDWR);
	void *p;

	CHECK(fd >= 0);
	p = mmap(NULL, len, PROT_READ | PROT_WRITE, flags, fd, 0);
	CHECK(p != MAP_FAILED && !close(fd));
	return p;
}

#define REG(type, offset) (*(volatile type *)(regs + (offset)))

static void widths(void)
{
	uint64_t loads = REG(uint64_t, 0xf00);

	REG(uint64_t, 0) = 0x1122334455667788;
	CHECK(REG(uint8_t, 1) == 0x77 && REG(uint16_t, 2) == 0x5566);
	CHECK(REG(uint32_t, 4) == 0x11223344);
	CHECK((REG(uint64_t, 0xf10) & 0xffffffff) == 0x08010204);
	CHECK(REG(uint64_t, 0xf00) - loads == 3);
	CHECK(REG(int8_t, 1) == 0x77 && REG(int16_t, 4) == 0x3344);
	REG(uint16_t, 2) = 0xffee;
	CHECK(REG(uint64_t, 0) == 0x11223344ffee7788);
}

/* Loads and stores in one, with flags and conditions. */
static void both_ways(void)
{
	uint32_t old = 7, *p = (uint32_t *)(regs + 0x40);

	REG(uint32_t, 0x40) = 5;
	REG(uint32_t, 0x40) += 3;
	CHECK(REG(uint32_t, 0x40) == 8);
	CHECK(__atomic_fetch_add(p, 4, __ATOMIC_SEQ_CST) == 8);
	CHECK(__atomic_exchange_n(p, 30, __ATOMIC_SEQ_CST) == 12);
	CHECK(!__atomic_compare_exchange_n(p, &old, 9, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
	CHECK(old == 30 && REG(uint32_t, 0x40) == 30);
	CHECK(__atomic_compare_exchange_n(p, &old, 9, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
	CHECK(REG(uint32_t, 0x40) == 9);
}

/* The destination is the register that held the address, whole and in part. */
static void into_the_pointer(void)
{
	uint64_t p = (uint64_t)(regs + 0x40);
	uint64_t whole = p, low = p, word = p;

	REG(uint64_t, 0x40) = 0xfedcba9876543210;
	__asm__ volatile("movl (%0), %k0" : "+r"(whole) : : "memory");
	__asm__ volatile("movb (%0), %b0" : "+q"(low) : : "memory");
	__asm__ volatile("movw (%0), %w0" : "+r"(word) : : "memory");
	CHECK(whole == 0x76543210);
	CHECK(low == ((p & ~0xffUL) | 0x10) && word == ((p & ~0xffffUL) | 0x3210));
}

static void wide_and_strings(void)
{
	uint8_t text[40] = "a string of thirty-nine characters, yes";
	uint8_t back[40];
	void *to = (void *)(regs + 0x100), *from = text;
	size_t n = sizeof(text);

	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	CHECK(!n && to == regs + 0x100 + 40 && from == text + 40);
	to = back;
	from = (void *)(regs + 0x100);
	n = sizeof(text) / 8;
	__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	CHECK(!memcmp(text, back, sizeof(text)));
	/* From registers to registers. */
	to = (void *)(regs + 0x200);
	from = (void *)(regs + 0x100);
	n = sizeof(text) / 4;
	__asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	_mm_storeu_si128((__m128i *)back, _mm_loadu_si128((const __m128i *)(regs + 0x203)));
	CHECK(!memcmp(text + 3, back, 16));
	_mm_store_si128((__m128i *)(regs + 0x300), _mm_set1_epi8('x'));
	CHECK(REG(uint64_t, 0x308) == 0x7878787878787878);
	memcpy(back, (void *)(regs + 0x200), sizeof(back));
	CHECK(!memcmp(text, back, sizeof(text)));
}

static void polling(void)
{
	uint32_t first = REG(uint32_t, 0xf30);

	while (REG(uint32_t, 0xf30) - first < 50)
		;
	CHECK(REG(uint32_t, 0xf30) - first == 51);
}

static void *add(void *arg)
{
	for (int i = 0; i < 100; i++)
		REG(uint32_t, 0x500 + 8 * (intptr_t)arg) += 1;
	return NULL;
}

static void threads(void)
{
	pthread_t t[3];

	for (intptr_t i = 0; i < 3; i++)
		CHECK(!pthread_create(&t[i], NULL, add, (void *)i));
	for (int i = 0; i < 3; i++)
		CHECK(!pthread_join(t[i], NULL) && REG(uint32_t, 0x500 + 8 * i) == 100);
}

static void copies_of_the_kernel(void)
{
	int fd = open("/dev/window_regs", O_RDWR);

	REG(uint64_t, 0x400) = 0x123456789abcdef0;
	CHECK(write(fd, (void *)(regs + 0x400), 8) == 8);
	CHECK(REG(uint64_t, 0x80) == 0x123456789abcdef0);
	CHECK(read(fd, (void *)(regs + 0x408), 4) == 4 && REG(uint64_t, 0x408) == 0x9abcdef0);
	CHECK(!close(fd));
}

/* A host's call finds what the registers hold now. */
static void calls_of_the_host(void)
{
	char back[40] = "";
	int q[2];

	memcpy((void *)(regs + 0x700), "the first text of thirty-nine letters..", 40);
	CHECK(!pipe(q) && write(q[1], (void *)(regs + 0x700), 40) == 40);
	CHECK(read(q[0], back, 40) == 40 && !memcmp(back, "the first text", 14));
	memcpy((void *)(regs + 0x700), "another", 7);
	CHECK(write(q[1], (void *)(regs + 0x700), 40) == 40);
	CHECK(read(q[0], back, 40) == 40 && !memcmp(back, "anotherst text", 14));
	REG(uint64_t, 0x700) = 0; /* they are registers again */
	CHECK(REG(uint64_t, 0x700) == 0 && REG(uint8_t, 0xf10) == 8);
	CHECK(!close(q[0]) && !close(q[1]));
}

static void memory(void)
{
	volatile uint8_t *m = map("/dev/window_memory", 16 * PAGE, MAP_SHARED);

	CHECK(m[0] == 'm' && m[16 * PAGE - 1] == 'm');
	memset((void *)m, 'p', 3 * PAGE);
	CHECK(m[3 * PAGE - 1] == 'p' && m[3 * PAGE] == 'm');
	REG(uint8_t, 0xf20) = 'd'; /* the device draws, too */
	CHECK(m[0] == 'd' && m[16 * PAGE - 1] == 'd');
	CHECK(!munmap((void *)m, 16 * PAGE));
}

static void nothing(void)
{
	volatile uint32_t *n = map("/dev/window_nothing", PAGE, MAP_SHARED);

	CHECK(n[0] == 0xffffffff);
	n[0] = 1;
	CHECK(n[0] == 0xffffffff && !munmap((void *)n, PAGE));
}

int main(void)
{
	regs = map("/dev/window_regs", PAGE, MAP_SHARED);
	widths();
	both_ways();
	into_the_pointer();
	wide_and_strings();
	polling();
	threads();
	copies_of_the_kernel();
	calls_of_the_host();
	memory();
	nothing();
	CHECK(!munmap((void *)regs, PAGE));
	regs = map("/dev/window_pages", PAGE, MAP_SHARED);
	widths();
	if (!fork()) { /* a child has the registers, too */
		REG(uint32_t, 0x600) = 77;
		_exit(0);
	}
	CHECK(wait(NULL) > 0 && REG(uint32_t, 0x600) == 77);
	return 0;
}
