/* SPDX-License-Identifier: MIT */
/* Random numbers that follow from a seed of the caller's. */
#ifndef _LINUX_PRANDOM_H
#define _LINUX_PRANDOM_H

#include <linux/types.h>

struct rnd_state {
	__u32 s1, s2, s3, s4;
};

extern u32 get_random_u32(void) __dock(get_random_u32);
extern u32 prandom_u32_state(struct rnd_state *state) __dock(prandom_u32_state);
extern void prandom_bytes_state(struct rnd_state *state, void *buf, size_t nbytes)
	__dock(prandom_bytes_state);
extern void prandom_seed_state(struct rnd_state *state, u64 seed)
	__dock(prandom_seed_state);

/* Below ep_ro, which is not 0. */
static inline u32 prandom_u32_max(u32 ep_ro)
{
	return (u32)(((u64)get_random_u32() * ep_ro) >> 32);
}

#endif
