import type { Handler } from "#platform/asked.ts";
import { json } from "#platform/problem.server.ts";
import { openApi } from "../../openapi.server.ts";

export const GET: Handler = () => json(openApi());
