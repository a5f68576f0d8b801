import { json } from "@sveltejs/kit";
import { openApi } from "../../openapi.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = () => json(openApi());
