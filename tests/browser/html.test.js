// Every page is valid HTML, by the Nu HTML checker.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { build, documentation, exampleSite, pagesOf } from "./support/site.js";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** The checker takes no file to be `'self'`, so it reports every asset as blocked. */
const isFalseAlarm = ({ message }) => message.startsWith("Resource violates Content Security Policy");

for (const [name, source] of [["example site", exampleSite], ["documentation", documentation]]) test(`every page of the ${name} is valid HTML`, () => {
  const site = build(source);
  const run = spawnSync("java", ["-Xss2m", "-jar", jar, "--skip-non-html", "--format", "json", "--stdout", site],
    { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(run.error, undefined);
  const messages = JSON.parse(run.stdout).messages;
  assert.ok(messages.filter(isFalseAlarm).length >= pagesOf(site).length, "the checker did not read every page");
  const faults = messages
    .filter((message) => !isFalseAlarm(message))
    .map(({ url, lastLine, message, extract }) => `${url}:${lastLine} ${message} ${extract ?? ""}`);
  assert.deepEqual(faults, []);
});
