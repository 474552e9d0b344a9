// A static server on the loopback device, as plain as those that publish wikis: files, a status, `404.html`.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".xml": "application/xml",
};

/** Finds the file that an address means, or nothing. */
const fileOf = (site, prefix, address) => {
  const asked = decodeURIComponent(new URL(address, "http://localhost").pathname);
  if (!asked.startsWith(prefix)) return undefined;
  const below = asked.slice(prefix.length);
  const file = path.resolve(site, below === "" || below.endsWith("/") ? below + "index.html" : below);
  return file.startsWith(path.resolve(site) + path.sep) ? file : undefined;
};

/** Starts a server; `mount(site)` says what it serves, `base` is the address of the site, `close()` ends it. */
export const serve = async (prefix = "/") => {
  let site;
  const server = createServer(async (request, response) => {
    const send = (status, file, body) => {
      const type = types[path.extname(file)] ?? "application/octet-stream";
      response.writeHead(status, { "content-type": type, "x-content-type-options": "nosniff" });
      response.end(body);
    };
    try {
      const file = fileOf(site, prefix, request.url);
      send(200, file, await readFile(file));
    } catch {
      const page = path.join(site, "404.html");
      send(404, page, await readFile(page));
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    base: `http://127.0.0.1:${server.address().port}${prefix}`,
    mount: (folder) => { site = folder; },
    close: () => { server.closeAllConnections(); server.close(); },
  };
};
