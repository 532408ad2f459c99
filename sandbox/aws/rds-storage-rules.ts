// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";

const storage = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html";
const fewestGibibytes = 20;
const gibibytesWithOwnIops = 400;

const tooLittleStorage: Rule = {
  code: "InvalidParameterValue",
  property: "allocatedStorage",
  stage: "write",
  source: storage,
  refuses: ({ inputs }) => {
    const { allocatedStorage: size, storageType = "gp2", engine } = inputs;
    return typeof size === "number" && size < fewestGibibytes && storageType !== "standard"
      ? `Invalid storage size for engine name ${String(engine)} and storage type ${String(storageType)}: ${size}`
      : undefined;
  },
};

const noRoomToGrow: Rule = {
  code: "InvalidParameterCombination",
  property: "maxAllocatedStorage",
  stage: "write",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html",
  refuses: ({ inputs }) => {
    const { allocatedStorage: size, maxAllocatedStorage: maximum } = inputs;
    return typeof size === "number" && typeof maximum === "number" && maximum > 0 && maximum < size
      ? "Max storage size must be greater than storage size"
      : undefined;
  },
};

const ownIopsOnLittleStorage: Rule = {
  code: "InvalidParameterCombination",
  property: "iops",
  stage: "write",
  source: `${storage}#gp3-storage`,
  refuses: ({ inputs }) => {
    const { allocatedStorage: size, iops, storageThroughput, storageType, engine } = inputs;
    const own = iops !== undefined || storageThroughput !== undefined;
    return storageType === "gp3" && own && typeof size === "number" && size < gibibytesWithOwnIops
      ? `You can't specify IOPS or storage throughput for engine ${String(engine)} and a storage size less than ${gibibytesWithOwnIops}.`
      : undefined;
  },
};

/** What RDS refuses of an instance's storage. */
export const storageRules: readonly Rule[] = [
  tooLittleStorage,
  noRoomToGrow,
  ownIopsOnLittleStorage,
];
