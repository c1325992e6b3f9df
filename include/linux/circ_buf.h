/* SPDX-License-Identifier: MIT */
/* Rings whose size is a power of two. One place always stays empty. */
#ifndef _LINUX_CIRC_BUF_H
#define _LINUX_CIRC_BUF_H

struct circ_buf {
	char *buf;
	int head;
	int tail;
};

#define CIRC_CNT(head, tail, size)   (((head) - (tail)) & ((size)-1))
#define CIRC_SPACE(head, tail, size) CIRC_CNT((tail), ((head) + 1), (size))

/* As far as the end of the buffer; the other index may move meanwhile. */
#define CIRC_CNT_TO_END(head, tail, size)                                        \
	({                                                                       \
		int __to_end = (size) - (tail);                                  \
		int __used_n = ((head) + __to_end) & ((size)-1);                 \
		__used_n < __to_end ? __used_n : __to_end;                       \
	})
#define CIRC_SPACE_TO_END(head, tail, size)                                      \
	({                                                                       \
		int __to_end = (size)-1 - (head);                                \
		int __free_n = (__to_end + (tail)) & ((size)-1);                 \
		__free_n <= __to_end ? __free_n : __to_end + 1;                  \
	})

#endif
