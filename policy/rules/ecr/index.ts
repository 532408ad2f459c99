// SPDX-License-Identifier: Apache-2.0
import { encryptImages } from "./encrypt-images";
import { fixImageTags } from "./fix-image-tags";
import { scanImages } from "./scan-images";

/** Rules about one image repository. */
export const imageRules = [encryptImages, fixImageTags, scanImages] as const;
