import { grantPage } from "../steps.server.ts";

export const { load, actions } = grantPage;
