/* SPDX-License-Identifier: MIT */
/*
 * A run of the machine: boot, load, run the program, unload, see what is left.
 *
 * Loading and unloading happen on a task's fiber, because drivers' code does;
 * the program (or task) runs in between.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/stat.h>
#include <linux/string.h>
#include "check/ledger.h"
#include "kernel/leftover.h"
#include "kernel/log/log.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "check/timeline.h"
#include "core/api.h"
#include "core/breaks.h"
#include "core/rng.h"
#include "core/run_options.h"
#include "host/channel.h"
#include "host/debugger.h"
#include "host/guard.h"
#include "host/mem.h"
#include "kernel/core_file.h"
#include "kernel/dma/dma.h"
#include "kernel/driver/driver.h"
#include "kernel/fs/node.h"
#include "kernel/fs/proc.h"
#include "kernel/kunit/kunit.h"
#include "kernel/kunit/say.h"
#include "kernel/mm/fault_watch.h"
#include "kernel/mm/kmap.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/slab.h"
#include "kernel/mm/resource.h"
#include "kernel/module/loader.h"
#include "kernel/oops.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/workqueue.h"
#include "kernel/uts.h"
#include "machine/bus.h"
#include "machine/desc.h"
#include "machine/layout.h"
#include "user/picture.h"
#include "user/task.h"
#include "user/traced.h"

#define STATUS_BAD_INPUT 2

static const struct dock_run_options *options;
static const struct dock_machine_desc *machine;
static char problem[HOST_CHANNEL_MAX - 2]; /* bad input, found after the fork */

static int bad_input(void)
{
	char record[sizeof(problem) + 2];
	int n = snprintf(record, sizeof(record), "X%s", problem);

	dock_printk_flush();
	host_channel_send(record, (unsigned long)n);
	host_channel_sync();
	return STATUS_BAD_INPUT;
}

/* --- doing one thing on a fiber --- */

struct step {
	int (*fn)(void);
	int result;
	bool done;
};

static int step_main(void *arg)
{
	struct step *s = arg;

	s->result = s->fn();
	s->done = true;
	return 0;
}

static bool step_done(void *arg)
{
	return ((struct step *)arg)->done;
}

static void hung(void)
{
	struct dock_report *r = dock_report_begin("hang", "nothing can ever run again");
	struct dock_task *d;

	list_for_each_entry(d, &dock_all_tasks, all) {
		unsigned long pcs[DOCK_STACK_MAX];
		int n = dock_stack_walk(d->wait_pc, d->wait_bp, pcs, DOCK_STACK_MAX);

		if (d->wait_pc && d->t->__state != TASK_RUNNING)
			dock_report_stack(r, d->t->comm, pcs, n);
	}
	dock_report_end(r);
	dock_run_abandon();
}

static void run_until(bool (*done)(void *), void *arg)
{
	if (dock_run_until(done, arg))
		hung();
}

static int on_fiber(const char *name, int (*fn)(void))
{
	struct step s = { .fn = fn };

	if (!dock_task_spawn(name, step_main, &s))
		host_die("no memory for the machine's own tasks");
	run_until(step_done, &s);
	return s.result;
}

/* --- boot --- */

static int boot_on_fiber(void)
{
	int err = dock_fault_watch_init();

	dock_proc_init();
	err = err ? err : dock_driver_core_init();
	err = err ? err : dock_module_sysfs_init();
	err = err ? err : dock_dma_init(machine);
	err = err ? err : dock_misc_init();
	err = err ? err : dock_consoles_init();
	err = err ? err : dock_kmsg_init();
	err = err ? err : dock_syslog_init();
	err = err ? err : dock_platform_init();
	if (err)
		return err;
	err = dock_pci_init();
	if (err == -ENODEV)
		snprintf(problem, sizeof(problem), "--device: this machine has no PCI bus");
	else if (err == -ENOSPC)
		snprintf(problem, sizeof(problem),
			 "--device: the registers do not fit into this machine's PCI windows");
	return err;
}

static int boot(const struct dock_machine_desc *desc)
{
	int err;

	dock_rng_seed(options->seed);
#ifdef DOCK_TEST_BREAKS
	dock_break_set(options->break_name);
#endif
	dock_no_check = options->no_check;
	dock_timeline_on = options->timeline;
	if (options->cmdline)
		dock_cmdline = options->cmdline;
	dock_oops_init();
	dock_core_file_init(options->core_path);
	if (options->console_level)
		dock_console_level = options->console_level;
	dock_log_boot(desc, options->cpus, options->command);
	err = dock_mm_init(desc);
	if (err) {
		snprintf(problem, sizeof(problem), "the host gives no memory for the machine: %pe%s",
			 ERR_PTR(err),
			 err == -ENOMEM ? " (it needs much address space: ulimit -v unlimited)"
			 : err == -EPERM ? " (in Docker: --security-opt seccomp=unconfined)"
					 : "");
		return err;
	}
	dock_slab_init();
	dock_pool_init();
	dock_kmap_init();
	dock_bus_init(desc);
	dock_resource_init(desc);
	dock_sched_init(options->cpus);
	dock_task_init();
	if (options->plug && options->plug(options, problem, sizeof(problem)))
		return -EINVAL;
	err = on_fiber("swapper", boot_on_fiber);
	dock_leftover_baseline();
	return err;
}

/* --- loading and unloading --- */

static int load_modules(const struct dock_run_module *modules, int nr, bool builtin)
{
	struct module *mod;
	int err = 0;

	for (int i = 0; i < nr && !err; i++)
		if (dock_module_is_builtin(modules[i].path) == builtin)
			err = dock_module_load(modules[i].path, modules[i].params,
					       modules[i].nr_params, false, problem,
					       sizeof(problem), &mod);
	return err;
}

static int load_builtin(void)
{
	return load_modules(options->modules, options->nr_modules, true);
}

static int load_all(void)
{
	int err;

	dock_module_exports(options->exports, options->nr_exports);
	err = load_modules(options->modules, options->nr_modules, false);
	err = err ? err : load_modules(options->tests, options->nr_tests, false);
	if (err)
		return err;
	for (int i = 0; i < options->nr_nodes; i++) {
		const struct dock_run_node *n = &options->nodes[i];
		struct dock_node *node =
			dock_node_add(n->path, S_IFCHR | 0666, MKDEV(n->major, n->minor));

		if (!node) {
			snprintf(problem, sizeof(problem), "--node %s: it exists already", n->path);
			return -EEXIST;
		}
		node->wanted = true;
	}
	return 0;
}

/* What is built in comes first, and what its initcalls take stays as long as the
 * kernel does: that is no leftover. */
static int initialise(void)
{
	int err = on_fiber("swapper", load_builtin);

	dock_leftover_baseline();
	return err ? err : on_fiber("insmod", load_all);
}

static int unload_all(void)
{
	struct module *mod;

	while ((mod = dock_module_last())) {
		char name[MODULE_NAME_LEN];
		struct dock_report *r;
		long err;

		strscpy(name, mod->name, sizeof(name));
		err = dock_sys_delete_module(name, 0);
		if (!err)
			continue;
		r = dock_report_begin("module-stuck", "module %s cannot be unloaded: %pe", name,
				      ERR_PTR(err));
		dock_report_fact(r, "references", "%d", module_refcount(mod));
		dock_report_end(r);
		return (int)err;
	}
	dock_workqueue_end();
	return 0;
}

/* --- the program --- */

static int load_task(void)
{
	struct module *mod;
	int err = dock_module_load(options->task.path, options->task.params,
				   options->task.nr_params, true, problem, sizeof(problem), &mod);

	return err ? err : dock_task_first(mod, problem, sizeof(problem));
}

static bool task_gone(void *unused)
{
	return dock_task_all_exited();
}

static bool program_gone(void *unused)
{
	return dock_traced_all_exited();
}

static int start_picture(void)
{
	return dock_picture_start(problem, sizeof(problem));
}

/* What the program needs and no driver may have had its hands on. */
static int prepare_user(void)
{
	if (options->picture || options->task.path || options->nr_tests)
		return 0;
	return dock_traced_prepare(options, host_environment(), problem, sizeof(problem));
}

/* Returns the exit status, or -1 with @problem filled. */
static int run_user(void)
{
	if (options->picture) {
		if (on_fiber("picture", start_picture))
			return -1;
		run_until(task_gone, NULL);
		return dock_task_status();
	}
	if (options->nr_tests)
		return on_fiber("kunit", dock_kunit_run_collected);
	if (options->task.path) {
		if (on_fiber("insmod", load_task))
			return -1;
		run_until(task_gone, NULL);
		return dock_task_status();
	}
	if (dock_traced_start(problem, sizeof(problem)))
		return -1;
	run_until(program_gone, NULL);
	on_fiber("exit", dock_traced_end);
	return dock_traced_status();
}

static bool all_ended(void *unused)
{
	return !dock_tasks_ending;
}

static int finish(int status)
{
	char record[512], left[400];
	int n;

	on_fiber("rmmod", unload_all);
	run_until(all_ended, NULL);
	dock_report_note_repeats();
	dock_leftover_final(left, sizeof(left));
	if (options->unplug)
		options->unplug();
	dock_printk_flush();
	n = snprintf(record, sizeof(record), "Estatus=%d\nleft=%s", status, left);
	host_channel_send(record, (unsigned long)n);
	host_channel_sync();
	return status;
}

/* From now on drivers' code runs in this process. Where the host takes no filter
 * a program cannot be run either, and that is said instead. */
static void guard(void)
{
	int err = host_guard_install(DOCK_USER_BASE, DOCK_WINDOWS_END);

	if (err && !options->program)
		pr_warn("the host takes no seccomp filter (%pe): a driver that makes system calls is not stopped\n",
			ERR_PTR(err));
}

int dock_machine_main(const struct dock_run_options *o, const struct dock_machine_desc *desc)
{
	int status;

	options = o;
	machine = desc;
	if (o->api.code)
		dock_api_set(&o->api);
	if (boot(desc) || prepare_user())
		return bad_input();
	if (options->nr_tests) {
		dock_kunit_collect(options->filter);
		dock_kunit_say_to_records();
	}
	if (options->debugger)
		host_debugger_wait();
	guard();
	if (initialise()) {
		status = bad_input();
		on_fiber("rmmod", unload_all);
		return status;
	}
	status = run_user();
	if (status >= 0 && options->shoot)
		options->shoot();
	if (status < 0) {
		status = bad_input();
		on_fiber("rmmod", unload_all);
		return status;
	}
	return finish(status);
}
