import { apart } from "./apart.server.ts";

/** Sets `templates/<name>.typ`, which reads the values as data: whatever they say, none of it is markup. */
export function setPdf(name: string, values: object): Promise<Uint8Array> {
  return apart<typeof import("./pdf.apart.ts")>("#platform/pdf.apart.ts", { name, values }, { lane: "making" });
}
