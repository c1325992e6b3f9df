/* SPDX-License-Identifier: MIT */
/* Scattered buffers. */
#ifndef _LINUX_UIO_H
#define _LINUX_UIO_H

#include <linux/kernel.h>
#include <linux/types.h>

struct iovec {
	void __user *iov_base;
	size_t iov_len;
};

struct kvec {
	void *iov_base;
	size_t iov_len;
};

enum iter_type {
	ITER_IOVEC,
	ITER_KVEC,
};

struct iov_iter {
	u8 iter_type;
	bool data_source;		/* true: WRITE, the memory is read */
	size_t iov_offset;
	size_t count;
	union {
		const struct iovec *iov;
		const struct kvec *kvec;
	};
	unsigned long nr_segs;
};

static inline size_t iov_iter_count(const struct iov_iter *i)
{
	return i->count;
}

static inline int iov_iter_rw(const struct iov_iter *i)
{
	return i->data_source ? 1 : 0;
}

extern size_t copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i) __dock(copy_to_iter);
extern size_t copy_from_iter(void *addr, size_t bytes, struct iov_iter *i) __dock(copy_from_iter);
extern void iov_iter_advance(struct iov_iter *i, size_t bytes) __dock(iov_iter_advance);
extern void iov_iter_init(struct iov_iter *i, unsigned int direction, const struct iovec *iov,
			  unsigned long nr_segs, size_t count) __dock(iov_iter_init);
extern const void *dup_iter(struct iov_iter *dst, struct iov_iter *src, gfp_t flags) __dock(dup_iter);

#define READ	0
#define WRITE	1

#endif
