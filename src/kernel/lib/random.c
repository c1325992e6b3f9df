/* SPDX-License-Identifier: MIT */
/* The kernel's random numbers: from the run's one generator (core/rng.h). */
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/string.h>

#include "core/rng.h"

void get_random_bytes(void *buf, size_t len)
{
	char *to = buf;

	while (len) {
		unsigned long bits = dock_rng_u64();
		size_t n = min(len, sizeof(bits));

		memcpy(to, &bits, n);
		to += n;
		len -= n;
	}
}
EXPORT_SYMBOL(get_random_bytes);

/* The high bits are the better ones. */
u8 get_random_u8(void)
{
	return dock_rng_u64() >> 56;
}
EXPORT_SYMBOL(get_random_u8);

u16 get_random_u16(void)
{
	return dock_rng_u64() >> 48;
}
EXPORT_SYMBOL(get_random_u16);

u32 get_random_u32(void)
{
	return dock_rng_u64() >> 32;
}
EXPORT_SYMBOL(get_random_u32);

u64 get_random_u64(void)
{
	return dock_rng_u64();
}
EXPORT_SYMBOL(get_random_u64);

u32 __get_random_u32_below(u32 ceil)
{
	return dock_rng_below(ceil);
}
EXPORT_SYMBOL(__get_random_u32_below);

/*
 * A caller's own generator: Tausworthe's, combined of four (L'Ecuyer, taus113),
 * as Linux has it, so that one seed gives the numbers that it gives there.
 */
static u32 taus(u32 s, int a, int b, u32 mask, int shift)
{
	return ((s & mask) << shift) ^ (((s << a) ^ s) >> b);
}

u32 prandom_u32_state(struct rnd_state *state)
{
	state->s1 = taus(state->s1, 6, 13, ~1U, 18);
	state->s2 = taus(state->s2, 2, 27, ~7U, 2);
	state->s3 = taus(state->s3, 13, 21, ~15U, 7);
	state->s4 = taus(state->s4, 3, 12, ~127U, 13);
	return state->s1 ^ state->s2 ^ state->s3 ^ state->s4;
}
EXPORT_SYMBOL(prandom_u32_state);

void prandom_bytes_state(struct rnd_state *state, void *buf, size_t nbytes)
{
	char *to = buf;

	while (nbytes) {
		u32 bits = prandom_u32_state(state);
		size_t n = min(nbytes, sizeof(bits));

		memcpy(to, &bits, n);
		to += n;
		nbytes -= n;
	}
}
EXPORT_SYMBOL(prandom_bytes_state);

/* Each part of the state has a smallest value that works. */
static u32 at_least(u32 seed, u32 least)
{
	return seed < least ? seed + least : seed;
}

void prandom_seed_state(struct rnd_state *state, u64 seed)
{
	u32 mixed = ((seed >> 32) ^ (seed << 10) ^ seed) & 0xffffffffUL;

	state->s1 = at_least(mixed, 2);
	state->s2 = at_least(mixed, 8);
	state->s3 = at_least(mixed, 16);
	state->s4 = at_least(mixed, 128);
}
EXPORT_SYMBOL(prandom_seed_state);
