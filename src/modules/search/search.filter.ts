import { z } from "zod";
import { search } from "#platform/filter.ts";

export const searchFilter = z.object({ q: search() });
