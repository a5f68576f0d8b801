import { UNION } from "#demo/union.ts";
import { NEUTRAL, setHome } from "#platform/home.ts";

setHome({ ...NEUTRAL, ...UNION });
