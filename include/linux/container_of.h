/* SPDX-License-Identifier: MIT */
/* From a member to the struct that it lies in. */
#ifndef _LINUX_CONTAINER_OF_H
#define _LINUX_CONTAINER_OF_H

#include <linux/build_bug.h>
#include <linux/err.h>
#include <linux/stddef.h>

#define typeof_member(T, m)	typeof(((T *)0)->m)

#define container_of(ptr, type, member)                                          \
	({                                                                       \
		void *__member = (void *)(ptr);                                  \
		_Static_assert(__same_type(*(ptr), ((type *)0)->member) ||       \
				       __same_type(*(ptr), void),                \
			       "container_of(): the pointer is of another type"); \
		(type *)((char *)__member - offsetof(type, member));             \
	})
#define container_of_safe(ptr, type, member)                                     \
	({                                                                       \
		typeof(ptr) __safe_ptr = (ptr);                                  \
		IS_ERR_OR_NULL(__safe_ptr) ? (type *)ERR_CAST(__safe_ptr) :      \
					     container_of(__safe_ptr, type, member); \
	})

#endif
