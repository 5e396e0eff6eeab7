/** What it is: the version of the engine, as recordings and the command line state it. */

/** The same as in package.json; a test compares them. */
export const ENGINE_VERSION = '0.1.0';
