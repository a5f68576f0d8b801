import { config } from "./config.ts";
import { isWhatItSays } from "./file-kinds.ts";
import { underWay } from "./log.server.ts";
import { scan } from "./scanner.server.ts";
import { sayEvent } from "./security-log.server.ts";
import { wordsFor } from "./words.server.ts";
import { bytesOfFile } from "./large-form.server.ts";

/**
 * The door of every file that anybody sends: one sentence for each that is not what its name says, or in which the scanner finds
 * something. The list that is imported is looked at by its reader, which says more exactly what is wrong with it.
 */
export async function fileErrors(values: Record<string, unknown>): Promise<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const [field, value] of Object.entries(values)) {
    if (!(value instanceof File) || value.size === 0) continue;
    const fault = field === LIST ? await faultOfList(value) : await faultOf(value);
    if (!fault) continue;
    errors[field] = wordsFor(fault) ?? fault;
    sayFileRefused(fault, { field, bytes: value.size });
  }
  return errors;
}

/** Without its name, which may be somebody's. */
export function sayFileRefused(why: string, file: { field: string; bytes: number }): void {
  const asked = underWay.getStore();
  sayEvent("input_refused", { what: { why, ...file, method: asked?.method, path: asked?.path } });
}

const LIST = "file";
/** Old workbooks are known by their names too, so that their sender is told what to do with them. */
const LISTS = /\.(xls[xm]?|csv|txt|tsv)$/i;

async function faultOfList(file: File): Promise<string | undefined> {
  if (!LISTS.test(file.name)) return "error_file_list";
  return config.scanner ? faultIn(await bytesOfFile(file)) : undefined;
}

async function faultOf(file: File): Promise<string | undefined> {
  const bytes = await bytesOfFile(file);
  return isWhatItSays(file, bytes) ? faultIn(bytes) : "error_file_other";
}

const faultIn = async (bytes: Uint8Array) => ((await scan(bytes)) === "harmful" ? "error_file_harmful" : undefined);
