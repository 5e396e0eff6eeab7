/**
 * What it is: how large anything in a recording may be. Everything is checked before memory is taken for
 * it, and totals are kept while reading, so that a small file cannot ask for a large machine.
 */

/** Bytes of a whole file. */
export const FILE_BYTES_MAX = 2 ** 28;
/** Bytes of the header, packed and unpacked. */
export const HEADER_PACKED_MAX = 2 ** 24;
export const HEADER_BYTES_MAX = 2 ** 25;
/** Nesting of the header's JSON. */
export const HEADER_DEPTH_MAX = 64;
/** Bytes of one block, packed and unpacked. */
export const BLOCK_PACKED_MAX = 2 ** 24;
export const BLOCK_BYTES_MAX = 2 ** 25;
/** Rows of one block in a file. */
export const BLOCK_ROWS_MAX = 8_192;
/** Rows of all blocks: a log keeps about 55 bytes for each. */
export const EVENTS_MAX = 8_000_000;
/** Code units of one text, and of all texts of a file. */
export const TEXT_UNITS_MAX = 2 ** 21;
export const TEXTS_UNITS_MAX = 2 ** 27;
export const TEXTS_MAX = 4_000_000;
export const ACTORS_MAX = 20_000;
export const SHAPES_MAX = 2_000;
