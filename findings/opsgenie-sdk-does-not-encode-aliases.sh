#!/usr/bin/env bash
# Opsgenie's Node.js SDK closes another alert, or none, when an alias has a character that means something in a URL.
#
# Package: opsgenie-sdk 0.5.1 (npm), on Node.js 18 or newer.
# Expected: alertV2.close({identifier: ALIAS, identifierType: 'alias'}) asks for /v2/alerts/<ALIAS, percent-encoded>/close, and
#   configure({maxAttempts, retryDelay}), which its README shows, decides how often and how fast a 503 is tried again.
# Seen: the alias is put into the URL as it is. "acme/DailyApiRequests" becomes two segments; from "acme#DailyApiRequests" only
#   POST /v2/alerts/acme is left: no alias type, no close, and an answer of 202 is reported as success. The settings have no effect:
#   a 503 is tried five times, five seconds apart, whatever was configured (the defaults that are set are of a copy that nobody uses).
# Matters to: whoever builds an alias of names (org/limit) as a dedup key, and reads "success" as "the incident is closed".
# The server here is a stub on loopback that answers as the API does; nothing is sent to Opsgenie.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-package-lock --ignore-scripts opsgenie-sdk@0.5.1
cat > close.js <<'SCRIPT'
const { createServer } = require('node:http');
const opsgenie = require('opsgenie-sdk');
const asked = [];
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    asked.push(request.url);
    const status = request.url.startsWith('/v2/alerts/busy/') ? 503 : 202;
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"result":"Request will be processed","requestId":"1"}');
  });
}).listen(0, '127.0.0.1', async () => {
  opsgenie.configure({ host: `http://127.0.0.1:${server.address().port}`, api_key: 'key', maxAttempts: 2, retryDelay: 10 });
  const close = (alias) => new Promise((done) =>
    opsgenie.alertV2.close({ identifier: alias, identifierType: 'alias' }, {}, (error, result) => done(error ? `error ${error.httpStatusCode}` : result.result)));
  for (const alias of ['plain', 'acme/DailyApiRequests', 'acme#DailyApiRequests']) {
    console.log(alias, '->', asked.length, await close(alias), asked.at(-1));
  }
  const before = asked.length, from = Date.now();
  const last = await close('busy');
  console.log('busy ->', last, asked.length - before, 'attempts', Date.now() - from > 15000 ? 'slowly' : 'quickly');
  process.exit(0);
});
setTimeout(() => process.exit(3), 120000).unref();
SCRIPT
timeout 150 node close.js | tee seen
grep -qx 'plain -> 0 Request will be processed /v2/alerts/plain/close/?identifierType=alias' seen
grep -qx 'acme/DailyApiRequests -> 1 Request will be processed /v2/alerts/acme/DailyApiRequests/close/?identifierType=alias' seen
grep -qx 'acme#DailyApiRequests -> 2 Request will be processed /v2/alerts/acme' seen
grep -qx 'busy -> error 503 5 attempts slowly' seen
echo "as described"
