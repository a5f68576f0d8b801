import { parts } from "../../../parts.server.ts";

export const { load, actions } = parts.undoSeveral;
