import { z } from "zod";
import { number, search } from "#platform/filter.ts";

export const MOST_FOUND = 40;
export const searchFilter = z.object({ q: search(), limit: number("filter_limit", MOST_FOUND) });
