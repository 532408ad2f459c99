// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const scanImages = resourceRule({
  id: "scan-images",
  requirement: "Images are scanned for known vulnerabilities when they are pushed.",
  severity: "medium",
  level: "mandatory",
  protectsFrom: "It is off by default, and an image that was never scanned looks like a clean one.",
  sources: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"],
  frameworks: [pciDss("11.3.1"), pciDss("6.3.1"), wellArchitected("SEC06-BP01")],
  fix: "Set imageScanningConfiguration.scanOnPush to true.",
  types: ["aws:ecr/repository:Repository"],
  check(repository, context) {
    expectFlag(repository, ["imageScanningConfiguration", "scanOnPush"], true, context);
  },
  remedy(repository) {
    const scans = repository.at("imageScanningConfiguration", "scanOnPush");
    return scans.isKnown && scans.flag() !== true
      ? { imageScanningConfiguration: { scanOnPush: true } }
      : undefined;
  },
});
