// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { encryptImages } from "./encrypt-images";
import { fixImageTags } from "./fix-image-tags";
import { keepImagesInEveryRegion } from "./keep-images-in-every-region";
import { scanImages } from "./scan-images";

/** Images. */
export const ecrRules: readonly Rule[] = [
  encryptImages,
  fixImageTags,
  keepImagesInEveryRegion,
  scanImages,
];
