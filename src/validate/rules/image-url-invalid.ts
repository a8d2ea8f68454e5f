import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * An image with a scheme, tag or digest, where the name of the repository is expected.
 *
 * @see https://fluxcd.io/flux/components/image/imagerepositories/#image
 */
export const imageUrlInvalid: ObjectRule = {
  code: "image-url-invalid",
  kinds: ["ImageRepository"],
  *check({ spec }) {
    const image = asString(spec.image);
    if (image === undefined || image.includes("${")) return;
    const [, scheme] = /^([a-z]+:\/\/)/i.exec(image) ?? [];
    const [, extra] = scheme ? [] : (/(@.*|:[^:@]+)$/s.exec(image.slice(image.lastIndexOf("/") + 1)) ?? []);
    const superfluous = scheme ?? extra;
    if (superfluous === undefined || (extra !== undefined && !image.includes("/") && /^:\d+$/.test(extra)))
      return;
    yield {
      pointer: "/spec/image",
      message: `"${superfluous}" does not belong into the name of the image "${image}".`,
      hint: `Write ${image.replace(superfluous, "")}.`,
    };
  },
};
