// SPDX-License-Identifier: Apache-2.0
import { found, isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const encryptNodeVolumes = resourceRule({
  id: "encrypt-node-volumes",
  requirement: "Volumes of nodes are encrypted with a key of the customer's own.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Images, logs and the memory that the kernel swaps or dumps are on the node's disk; unless the account says otherwise EC2 doesn't encrypt it, and a region's default is not the other's.",
  sources: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"],
  frameworks: [pciDss("3.5.1"), wellArchitected("SEC08-BP02")],
  fix: "Set ebs.encrypted to true and ebs.kmsKeyId in each of the template's blockDeviceMappings.",
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  check(template, { each, violation }) {
    const devices = template.at("blockDeviceMappings").items();
    if (devices.length === 0) violation(template, "blockDeviceMappings is empty");
    each(devices, (device) => {
      const [encrypted, key] = [device.at("ebs", "encrypted"), device.at("ebs", "kmsKeyId")];
      if (!isFilled(key)) violation(template, found(key));
      if (encrypted.flag() !== true) violation(template, found(encrypted));
    });
  },
});
