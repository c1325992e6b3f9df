/* SPDX-License-Identifier: MIT */
/*
 * The kernel's log: a ring of records that programs read (/dev/kmsg, /proc/kmsg,
 * syslog(2)), and the console, which is drydock's standard error.
 *
 *   ring.c     the records: the newest are kept, the oldest go
 *   console.c  what of them the console shows
 *   flood.c    when it shows no more
 *   kmsg.c     /dev/kmsg
 *   syslog.c   syslog(2), /proc/kmsg
 *   ../printk.c  makes records
 *
 * The ring is in drydock's own memory. Nothing here sleeps unless said so;
 * records are made in every context.
 */
#ifndef DOCK_KERNEL_LOG_LOG_H
#define DOCK_KERNEL_LOG_LOG_H

#include <linux/types.h>
#include <linux/wait.h>

#define DOCK_LOG_LINE_MAX 992	 /* bytes of a record's text, with an end */
#define DOCK_LOG_BYTES (1 << 17) /* of all text, as CONFIG_LOG_BUF_SHIFT=17 */
#define DOCK_LOG_RECORDS (DOCK_LOG_BYTES / 32)

#define DOCK_LOG_USER 1 /* the facility of programs; the kernel's is 0 */

struct dock_log_record {
	u64 seq; /* from 0, one more each */
	unsigned long time_ns;
	unsigned char facility, level;
	bool cont; /* wanted to go on with a line that was not there */
	unsigned int len;
	const char *text; /* without an end; may hold newlines inside */
};

/* --- ring.c --- */
/* Add a record (its seq is chosen here), and tell those who wait. */
void dock_log_put(const struct dock_log_record *r);
/* The oldest record at or after @seq; false: there is none yet. Its text is
 * valid until the next switch point. */
bool dock_log_get(u64 seq, struct dock_log_record *r);
u64 dock_log_first(void); /* the oldest that is kept */
u64 dock_log_next(void);  /* the one to come */
/* Who waits for records waits here. */
extern struct wait_queue_head dock_log_wait;

/* --- console.c --- */
/* Records of a level below this are shown. */
extern int dock_console_level;
#define DOCK_CONSOLE_DEFAULT 7
#define DOCK_MESSAGE_DEFAULT 4 /* the level of a message without one */
void dock_console_set_level(int level);
/* Names for {sym:...} and its kin (host/channel.h), from the supervisor. */
unsigned int dock_console_names(char *text, unsigned int len, unsigned int size);
void dock_console_show(const struct dock_log_record *r);

/* A report, as one line of the log alone: the console has the whole one. */
void dock_log_broken(const char *rule, const char *say, int len);

/* --- flood.c --- */
/* Counts a message; true: there are too many, and the console is not to show it. */
bool dock_log_floods(const struct dock_log_record *r);
void dock_log_end_flood(void); /* what was dropped last is told */
/* A call of a program begins, on current: what prints now has a reason. */
void dock_log_call_begins(void);

/* --- printk.c --- */
int dock_log_emit(int facility, int level, const char *text, unsigned int len);

/* --- kmsg.c, syslog.c: from boot, on a fiber; 0 or -errno --- */
int dock_kmsg_init(void);
int dock_syslog_init(void);

/* syslog(2): @type is SYSLOG_ACTION_...; may sleep. */
long dock_sys_syslog(int type, unsigned long buf, int len);
/* The first record that `dmesg` shows: SYSLOG_ACTION_CLEAR moves it. */
u64 dock_syslog_cleared(void);

/* The machine tells what it is, in the log alone. */
struct dock_machine_desc;
void dock_log_boot(const struct dock_machine_desc *desc, unsigned int cpus,
		   const char *command);

#endif
