/* SPDX-License-Identifier: MIT */
/* Random numbers. They follow from the seed of the run, and are no secrets. */
#ifndef _LINUX_RANDOM_H
#define _LINUX_RANDOM_H

#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/prandom.h>
#include <linux/types.h>

extern void get_random_bytes(void *buf, size_t len) __dock(get_random_bytes);
extern u8 get_random_u8(void) __dock(get_random_u8);
extern u16 get_random_u16(void) __dock(get_random_u16);
extern u32 get_random_u32(void) __dock(get_random_u32);
extern u64 get_random_u64(void) __dock(get_random_u64);

/* Each value as likely as any other; ceil is not 0. */
extern u32 __get_random_u32_below(u32 ceil) __dock(__get_random_u32_below);

static inline u32 get_random_u32_below(u32 ceil)
{
	return __get_random_u32_below(ceil);
}

static inline u32 get_random_u32_above(u32 floor)
{
	return floor + 1 + get_random_u32_below(U32_MAX - floor);
}

static inline u32 get_random_u32_inclusive(u32 floor, u32 ceil)
{
	return floor + get_random_u32_below(ceil - floor + 1);
}

static inline unsigned long get_random_long(void)
{
	return get_random_u64();
}

static inline bool rng_is_initialized(void)
{
	return true;
}

static inline int wait_for_random_bytes(void)
{
	return 0;
}

static inline int get_random_bytes_wait(void *buf, size_t nbytes)
{
	get_random_bytes(buf, nbytes);
	return 0;
}

#endif
