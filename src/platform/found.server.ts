import type { Finding } from "./verify.server.ts";
import { ruleInWords } from "./words.server.ts";

/** One sentence for what a check found, in the reader's language; days as the reader writes them. */
export const foundInWords = ({ what, details }: Finding): string => ruleInWords(`history_found_${what}`, details);
