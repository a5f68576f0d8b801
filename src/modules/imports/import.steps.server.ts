import { z } from "zod";
import { act } from "#platform/steps.ts";
import { commitImport, undoImport } from "./import.commands.server.ts";

/** What each step asks and does. */
export const STEP_ACTS = {
  commit: act(z.object({}), commitImport),
  undo: act(z.object({}), undoImport, { isDanger: true }),
};
