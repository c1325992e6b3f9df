/* SPDX-License-Identifier: MIT */
/* Claims about platform devices and drivers. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/string.h>
#include "claims.h"

static int probes, removes;
static const struct platform_device_id *seen_id;

static int probe(struct platform_device *pdev)
{
	probes++;
	seen_id = platform_get_device_id(pdev);
	platform_set_drvdata(pdev, &probes);
	return 0;
}

static int remove(struct platform_device *pdev)
{
	EXPECT(platform_get_drvdata(pdev) == &probes);
	removes++;
	return 0;
}

static struct platform_driver by_name = {
	.probe = probe, .remove = remove, .driver = { .name = "claimed" },
};

static void names_bring_them_together(void)
{
	struct platform_device *before, *after;

	probes = removes = 0;
	before = platform_device_register_simple("claimed", -1, NULL, 0);
	EXPECT(!IS_ERR(before) && !strcmp(dev_name(&before->dev), "claimed"));
	EXPECT_EQ(platform_driver_register(&by_name), 0);
	EXPECT_EQ(probes, 1);
	after = platform_device_register_simple("claimed", 3, NULL, 0);
	EXPECT(!strcmp(dev_name(&after->dev), "claimed.3"));
	EXPECT_EQ(probes, 2);
	platform_device_unregister(before);
	EXPECT_EQ(removes, 1);
	platform_driver_unregister(&by_name);
	EXPECT_EQ(removes, 2);
	platform_device_unregister(after);
	EXPECT_EQ(removes, 2);
}

static const struct platform_device_id table[] = {
	{ "one", 1 }, { "two", 2 }, { },
};
static struct platform_driver by_table = {
	.probe = probe, .remove = remove, .id_table = table, .driver = { .name = "table" },
};

static void a_table_goes_before_the_name(void)
{
	struct platform_device *two, *name;

	probes = removes = 0;
	EXPECT_EQ(platform_driver_register(&by_table), 0);
	name = platform_device_register_simple("table", -1, NULL, 0);
	EXPECT_EQ(probes, 0);
	two = platform_device_register_simple("two", -1, NULL, 0);
	EXPECT_EQ(probes, 1);
	EXPECT(seen_id && seen_id->driver_data == 2);
	platform_device_unregister(two);
	platform_device_unregister(name);
	platform_driver_unregister(&by_table);
}

static void resources_are_found_and_claimed(void)
{
	struct resource res[] = {
		DEFINE_RES_MEM_NAMED(0xfed00000, 0x100, "regs"),
		DEFINE_RES_IRQ(17),
		DEFINE_RES_MEM(0xfed01000, 0x100),
	};
	struct platform_device *pdev, *other;

	pdev = platform_device_register_simple("claimed", -1, res, ARRAY_SIZE(res));
	EXPECT(!IS_ERR(pdev));
	EXPECT_EQ(platform_get_resource(pdev, IORESOURCE_MEM, 1)->start, 0xfed01000);
	EXPECT(!platform_get_resource(pdev, IORESOURCE_MEM, 2));
	EXPECT_EQ(platform_get_resource_byname(pdev, IORESOURCE_MEM, "regs")->end, 0xfed000ff);
	EXPECT_EQ(platform_get_irq(pdev, 0), 17);
	EXPECT_EQ(platform_get_irq_optional(pdev, 1), -ENXIO);
	res[0].start += 0x80;
	res[0].end += 0x80;
	other = platform_device_register_simple("claimed", 1, res, 1);
	EXPECT_EQ(PTR_ERR(other), -EBUSY);
	platform_device_unregister(pdev);
}

static int map_probe(struct platform_device *pdev)
{
	void __iomem *regs = devm_platform_ioremap_resource(pdev, 0);

	EXPECT(!IS_ERR(regs));
	EXPECT_EQ(readl(regs), 0xffffffffU);
	EXPECT(IS_ERR(devm_platform_ioremap_resource(pdev, 0)));
	EXPECT_EQ(PTR_ERR(devm_ioremap_resource(&pdev->dev, NULL)), -EINVAL);
	probes++;
	return 0;
}

static struct platform_driver mapper = { .probe = map_probe, .driver = { .name = "mapped" } };

static void registers_are_mapped_for_as_long_as_it_is_driven(void)
{
	struct resource res = DEFINE_RES_MEM(0xfed00000, 0x100);
	struct platform_device *pdev = platform_device_register_simple("mapped", -1, &res, 1);

	for (int i = 0; i < 2; i++) {
		probes = 0;
		EXPECT_EQ(platform_driver_register(&mapper), 0);
		EXPECT_EQ(probes, 1);
		platform_driver_unregister(&mapper);
	}
	platform_device_unregister(pdev);
}

static const struct claim claims[] = {
	CLAIM(names_bring_them_together),
	CLAIM(a_table_goes_before_the_name),
	CLAIM(resources_are_found_and_claimed),
	CLAIM(registers_are_mapped_for_as_long_as_it_is_driven),
};
CLAIMS_MODULE(claims);
