/** Each worker tells its stories in a demo union of its own. */
type Union = { address: string; data: string };
const unions = JSON.parse(process.env.AMITY_STORY_UNIONS ?? "[]") as Union[];
const own = unions[Number(process.env.VITEST_POOL_ID) - 1];
if (!own) throw new Error(`No union was started for worker ${process.env.VITEST_POOL_ID}`);
process.env.AMITY_ADDRESS = own.address;
process.env.AMITY_STORIES_DATA = own.data;
