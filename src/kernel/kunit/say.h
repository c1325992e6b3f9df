/* SPDX-License-Identifier: MIT */
/* Where KUnit's lines go: say.c. dock_kunit_say() itself is in kunit/test.h. */
#ifndef DOCK_KERNEL_KUNIT_SAY_H
#define DOCK_KERNEL_KUNIT_SAY_H

/* From now on to records of their own, not to the log. */
void dock_kunit_say_to_records(void);

#endif
