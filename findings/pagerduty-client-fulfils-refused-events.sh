#!/usr/bin/env bash
# PagerDuty's own Node.js client reports a refused event as a kept promise, and tries nothing again but a 429.
#
# Package: @pagerduty/pdjs 2.2.4 (npm), on Node.js 18 or newer.
# Expected: event() of the Events API v2 rejects when the event was not taken (400 invalid key or event, 5xx), as a client of an
#   alerting service would; a 5xx, which PagerDuty's documentation says to send again, is sent again; Retry-After is waited for.
# Seen: the promise is fulfilled for 400, 500 and 503, with one attempt; only response.status tells. A body that is no JSON, as a
#   gateway's page with a 502, rejects with a SyntaxError-like message that names neither status nor server. A 429 is sent four times, a
#   fixed retryTimeout (20 s by default) apart, whatever Retry-After says, and then fulfilled with 429 as well.
# Matters to: whoever awaits event() in a try/catch and takes silence for a page that went out.
# The server here is a stub on loopback with a certificate made on the spot; nothing is sent to PagerDuty.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-package-lock --ignore-scripts @pagerduty/pdjs@2.2.4
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2> openssl.log
cat > send.js <<'SCRIPT'
const { createServer } = require('node:https');
const { readFileSync } = require('node:fs');
const { event } = require('@pagerduty/pdjs');
let status, body, attempts;
const server = createServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem') }, (request, response) => {
  request.resume().on('end', () => {
    attempts++;
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' }).end(body);
  });
}).listen(0, '127.0.0.1', async () => {
  const data = { routing_key: 'R'.repeat(32), event_action: 'trigger', dedup_key: 'k', payload: { summary: 's', source: 'x', severity: 'critical' } };
  for (const [s, b] of [[202, '{"status":"success"}'], [400, '{"status":"invalid event"}'], [500, '{}'], [503, '{}'], [502, '<html>Bad gateway</html>'], [429, '{}']]) {
    status = s; body = b; attempts = 0;
    const from = Date.now();
    const outcome = await event({ data, server: `localhost:${server.address().port}`, retryTimeout: 50 })
      .then((response) => `fulfilled ${response.status}`, (error) => `rejected, status ${/\b502\b/.test(error.message) ? 'named' : 'not named'}`);
    console.log(s, outcome, attempts, attempts > 1 ? (Date.now() - from < 900 ? 'Retry-After ignored' : 'waited') : '');
  }
  process.exit(0);
});
setTimeout(() => process.exit(3), 60000).unref();
SCRIPT
NODE_EXTRA_CA_CERTS=cert.pem timeout 90 node send.js | sed 's/ *$//' | tee seen
printf '%s\n' '202 fulfilled 202 1' '400 fulfilled 400 1' '500 fulfilled 500 1' '503 fulfilled 503 1' \
  '502 rejected, status not named 1' '429 fulfilled 429 4 Retry-After ignored' | diff - seen
echo "as described"
