import { z } from "zod";
import { CURSORS, paging } from "#platform/filter.ts";

export const keyFilter = z.object({ ...paging(CURSORS.id) });
