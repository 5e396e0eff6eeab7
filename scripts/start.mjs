/**
 * `npm start`: from a bare clone to the studio in a browser.
 *
 * Sets up, builds when dist was made from other sources, serves it on this machine only,
 * and opens a browser where there is one.
 *
 *   npm start -- --port 5000   serve on that port, or say that it is taken
 *   npm start -- --no-open     leave the browser alone (also with CI or BROWSER=none set)
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './lib/build.mjs';
import { setupOrExit } from './lib/setup.mjs';
import { root } from './lib/tools.mjs';

const HOST = '127.0.0.1';
const FIRST_PORT = 4173;
const USAGE = 'Usage: npm start -- [--port N] [--no-open]';

/** What the user asked for; ends the process when it cannot be read. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      throw new Error(`--port wants a number from 1 to 65535, not ${values.port}.`);
    }
    return { port, mayOpen: !values['no-open'] };
  } catch (trouble) {
    console.error(`${trouble.message}\n${USAGE}`);
    process.exit(64);
  }
}

/** How this system opens a page, or nothing where there is no screen to open it on. */
function openCommand(url) {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', url];
  const hasScreen = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  return hasScreen ? ['xdg-open', url] : undefined;
}

/** Opens the page if that is possible; the printed address does for everybody else. */
function openPage(url) {
  const command = openCommand(url);
  if (command === undefined) return;
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

/** Serves dist until interrupted, and gives the address. */
async function serve(port) {
  // Installed only now, perhaps, so it cannot be imported at the top.
  const { preview } = await import('vite');
  const server = await preview({
    root,
    logLevel: 'error',
    preview: { host: HOST, port: port ?? FIRST_PORT, strictPort: port !== undefined, open: false },
  });
  const address = server.httpServer.address();
  return `http://${HOST}:${address.port}/`;
}

const options = readOptions();
await setupOrExit(console.log);
const trouble = await buildIfNeeded(console.log);
if (trouble !== undefined) {
  console.error(`${trouble}\nThe studio could not be built; the reason is above.`);
  process.exit(1);
}
try {
  const url = await serve(options.port);
  console.log(`Concord is at ${url} (Ctrl+C ends it).`);
  const isUnwanted = !options.mayOpen || process.env.CI || process.env.BROWSER === 'none';
  if (!isUnwanted) openPage(url);
} catch (trouble) {
  console.error(`The studio could not be served: ${trouble.message}`);
  process.exit(1);
}
