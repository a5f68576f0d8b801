import type { TemplateData } from "easy-template-x";
import { apart } from "./apart.server.ts";

/**
 * Fills `templates/<name>.docx`; an office may edit that file in Word as long as its tags stay. A `mark` is set above everything,
 * whatever the office's template looks like.
 */
export function fillTemplate(name: string, values: TemplateData, mark?: string): Promise<Uint8Array> {
  return apart<typeof import("./paper.apart.ts")>(
    "#platform/paper.apart.ts",
    { name, values, mark },
    { lane: "making" },
  );
}
