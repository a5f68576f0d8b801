import { z } from "zod";
import { choice } from "#platform/forms.ts";
import { IMPORT_KINDS } from "./importable.server.ts";

export const uploadForm = z.object({
  kind: choice(IMPORT_KINDS),
  file: z.file("error_file").min(1, "error_file").max(60_000_000, "error_file_size_60"),
});
