import { statePage } from "../../steps.server.ts";

export const { load, actions } = statePage;
