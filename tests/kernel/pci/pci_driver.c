/* SPDX-License-Identifier: MIT */
/* Claims about drivers and devices coming together and parting, and about
 * managed resources. They run with two edu devices. */
#include <linux/slab.h>
#include <linux/string.h>
#include "edu_dev.h"

/* What happened, in order: one letter each. */
static char trace[64];

static void note(char c)
{
	size_t n = strlen(trace);

	if (n + 1 < sizeof(trace)) {
		trace[n] = c;
		trace[n + 1] = '\0';
	}
}

static void note_action(void *arg)
{
	note((char)(unsigned long)arg);
}

static void *letter(char c)
{
	return (void *)(unsigned long)c;
}

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(EDU_VENDOR, EDU_DEVICE), .driver_data = 77 },
	{ 0 },
};

/* --- binding --- */

static int plain_probe(struct pci_dev *dev, const struct pci_device_id *id)
{
	EXPECT_EQ(id->driver_data, 77);
	EXPECT(!pci_get_drvdata(dev));
	pci_set_drvdata(dev, trace);
	note((char)('0' + PCI_SLOT(dev->devfn)));
	return 0;
}

static void plain_remove(struct pci_dev *dev)
{
	EXPECT(pci_get_drvdata(dev) == trace);
	note((char)('a' + PCI_SLOT(dev->devfn) - 4));
}

static struct pci_driver plain = {
	.name = "plain", .id_table = ids, .probe = plain_probe, .remove = plain_remove,
};

static void devices_are_probed_in_order_and_removed(void)
{
	struct pci_dev *dev = edu_in(4);

	trace[0] = '\0';
	EXPECT_EQ(pci_register_driver(&plain), 0);
	EXPECT(!strcmp(trace, "45"));
	EXPECT(dev->driver == &plain && dev->dev.driver == &plain.driver);
	EXPECT(!strcmp(dev_driver_string(&dev->dev), "plain"));
	pci_unregister_driver(&plain);
	EXPECT(!strcmp(trace, "45ab"));
	EXPECT(!dev->driver && !pci_get_drvdata(dev));
	EXPECT(!strcmp(dev_driver_string(&dev->dev), "pci"));
	pci_dev_put(dev);
}

static struct pci_driver namesake = { .name = "plain", .id_table = ids };

static void a_name_is_registered_once(void)
{
	EXPECT_EQ(pci_register_driver(&plain), 0);
	EXPECT_EQ(pci_register_driver(&namesake), -EBUSY);
	pci_unregister_driver(&plain);
}

static struct pci_driver second = {
	.name = "second", .id_table = ids, .probe = plain_probe, .remove = plain_remove,
};

static void a_device_has_one_driver(void)
{
	trace[0] = '\0';
	EXPECT_EQ(pci_register_driver(&plain), 0);
	EXPECT_EQ(pci_register_driver(&second), 0);
	EXPECT(!strcmp(trace, "45"));
	pci_unregister_driver(&plain);
	/* It is not offered to the other one by itself. */
	EXPECT(!strcmp(trace, "45ab"));
	pci_unregister_driver(&second);
	EXPECT(!strcmp(trace, "45ab"));
}

static const struct pci_device_id others[] = { { PCI_DEVICE(EDU_VENDOR, 0x4242) }, { 0 } };
static struct pci_driver stranger = { .name = "stranger", .id_table = others,
				      .probe = plain_probe };

static void what_does_not_match_is_not_probed(void)
{
	trace[0] = '\0';
	EXPECT_EQ(pci_register_driver(&stranger), 0);
	EXPECT(!trace[0]);
	pci_unregister_driver(&stranger);
}

static const struct pci_device_id classes[] = { { PCI_DEVICE_CLASS(0x00ff00, 0xffff00) }, { 0 } };

static void ids_match_by_class_too(void)
{
	struct pci_dev *dev = edu_in(4);

	EXPECT(pci_match_id(classes, dev) == &classes[0]);
	EXPECT(pci_match_id(ids, dev) == &ids[0]);
	EXPECT(!pci_match_id(others, dev));
	EXPECT(pci_dev_present(ids) && !pci_dev_present(others));
	pci_dev_put(dev);
}

/* --- managed resources --- */

static irqreturn_t no_irq(int irq, void *dev_id)
{
	return IRQ_NONE;
}

static int probe_result;

static int managed_probe(struct pci_dev *dev, const struct pci_device_id *id)
{
	void __iomem *const *table;
	int err = pcim_enable_device(dev);

	EXPECT_EQ(err, 0);
	EXPECT_EQ(devm_add_action(&dev->dev, note_action, letter('1')), 0);
	EXPECT_EQ(pcim_iomap_regions(dev, 1, "managed"), 0);
	table = pcim_iomap_table(dev);
	EXPECT_EQ(readl(table[0]), EDU_ID);
	EXPECT(devm_kzalloc(&dev->dev, 1000, GFP_KERNEL) != NULL);
	EXPECT_EQ(pci_alloc_irq_vectors(dev, 1, 1, PCI_IRQ_ALL_TYPES), 1);
	EXPECT_EQ(devm_request_irq(&dev->dev, (unsigned int)pci_irq_vector(dev, 0), no_irq, 0,
				   "managed", dev), 0);
	EXPECT_EQ(devm_add_action(&dev->dev, note_action, letter('2')), 0);
	note('p');
	return PCI_SLOT(dev->devfn) == 4 ? probe_result : -ENODEV;
}

static void managed_remove(struct pci_dev *dev)
{
	note('r');
}

static struct pci_driver managed = {
	.name = "managed", .id_table = ids, .probe = managed_probe, .remove = managed_remove,
};

static void expect_all_given_back(void)
{
	struct pci_dev *dev = edu_in(4);

	EXPECT(!pci_is_enabled(dev) && !dev->msi_enabled && !dev->is_managed);
	EXPECT_EQ(dev->irq, 16);
	EXPECT_EQ(pci_request_regions(dev, "claims"), 0);
	pci_release_regions(dev);
	EXPECT(list_empty(&dev->dev.devres_head));
	pci_dev_put(dev);
}

static void a_remove_releases_what_is_managed_last_first(void)
{
	trace[0] = '\0';
	probe_result = 0;
	EXPECT_EQ(pci_register_driver(&managed), 0);
	EXPECT(!strcmp(trace, "pp21"));
	pci_unregister_driver(&managed);
	EXPECT(!strcmp(trace, "pp21r21"));
	expect_all_given_back();
}

static void a_failed_probe_releases_it_too(void)
{
	trace[0] = '\0';
	probe_result = -ENXIO;
	EXPECT_EQ(pci_register_driver(&managed), 0);
	EXPECT(!strcmp(trace, "p21p21"));
	expect_all_given_back();
	pci_unregister_driver(&managed);
	EXPECT(!strcmp(trace, "p21p21"));
}

static int actions_probe(struct pci_dev *dev, const struct pci_device_id *id)
{
	char *a = devm_kstrdup(&dev->dev, "text", GFP_KERNEL);
	char *b = devm_kasprintf(&dev->dev, GFP_KERNEL, "%s-%d", "x", 5);

	EXPECT(!strcmp(a, "text") && !strcmp(b, "x-5"));
	devm_kfree(&dev->dev, a);
	devm_add_action(&dev->dev, note_action, letter('1'));
	devm_add_action(&dev->dev, note_action, letter('2'));
	devm_add_action(&dev->dev, note_action, letter('3'));
	devm_remove_action(&dev->dev, note_action, letter('2'));
	devm_release_action(&dev->dev, note_action, letter('1'));
	return -ENODEV;
}

static struct pci_driver actions = { .name = "actions", .id_table = ids, .probe = actions_probe };

static void actions_can_be_taken_back_or_done_at_once(void)
{
	trace[0] = '\0';
	EXPECT_EQ(pci_register_driver(&actions), 0);
	EXPECT(!strcmp(trace, "1313"));
	pci_unregister_driver(&actions);
}

static const struct claim claims[] = {
	CLAIM(devices_are_probed_in_order_and_removed),
	CLAIM(a_name_is_registered_once),
	CLAIM(a_device_has_one_driver),
	CLAIM(what_does_not_match_is_not_probed),
	CLAIM(ids_match_by_class_too),
	CLAIM(a_remove_releases_what_is_managed_last_first),
	CLAIM(a_failed_probe_releases_it_too),
	CLAIM(actions_can_be_taken_back_or_done_at_once),
};
CLAIMS_MODULE(claims);
