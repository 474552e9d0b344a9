// A server on this machine that answers as a test says, and remembers what it was asked.
import { createServer } from "node:http";

/** Starts it: `answer` gets the request with its `body`, and gives `[status, body, headers]`. */
export const serve = async (answer) => {
  const asked = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const url = new URL(request.url, "http://127.0.0.1");
      const question = { method: request.method, path: url.pathname, query: url.searchParams, headers: request.headers, body };
      asked.push(question);
      const [status, said, headers = {}] = answer(question);
      response.writeHead(status, headers);
      response.end(said);
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { asked, address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
};
