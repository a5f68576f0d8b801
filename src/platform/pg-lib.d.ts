/** The driver's own way of writing a value, which its types leave out. */
declare module "pg/lib/utils.js" {
  const utils: { prepareValue: (value: unknown) => unknown };
  export default utils;
}
