/* SPDX-License-Identifier: MIT */
/* After an example of docs/rules: see example.h. HAS_...: which functions the
 * example defines. */
#ifdef HAS_FOPS
static struct miscdevice example_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "example",
	.fops = &example_fops,
};
#endif

static int __init module_start(void)
{
	int err = 0;

#ifdef HAS_INIT
	err = example_init();
#endif
#ifdef HAS_FOPS
	if (!err)
		err = misc_register(&example_misc);
#endif
#ifdef HAS_DMA
	if (!err)
		err = pci_register_driver(&example_driver);
#endif
	return err;
}

static void __exit module_end(void)
{
#ifdef HAS_DMA
	pci_unregister_driver(&example_driver);
#endif
#ifdef HAS_FOPS
	misc_deregister(&example_misc);
#endif
#ifdef HAS_EXIT
	example_exit();
#endif
}

module_init(module_start);
module_exit(module_end);
