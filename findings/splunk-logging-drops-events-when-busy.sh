#!/usr/bin/env bash
# Splunk's Node.js library for the HTTP Event Collector drops events when the collector is busy, with no error in the callback.
#
# Package: splunk-logging 0.11.1 (npm), on Node.js 18 or newer.
# Expected: an answer of 503 {"text":"Server is busy","code":9}, which Splunk's documentation lists as temporary, is tried again up to
#   config.maxRetries times, and callback(error, response, body) gets an error when the event was not taken.
# Seen: only errors of the connection are tried again. A 503 is one attempt with maxRetries 3; the callback's error is null, as it is for
#   403 {"text":"Invalid token","code":4}. The error goes to logger.error alone, whose default prints one line. The event is gone: the
#   queue that batches was emptied before.
# Matters to: whoever ships readings or alerts to Splunk and takes a callback without an error for an event that is indexed.
# The server here is a stub on loopback; nothing is sent to Splunk.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-package-lock --ignore-scripts splunk-logging@0.11.1
cat > send.js <<'SCRIPT'
const { createServer } = require('node:http');
const { Logger } = require('splunk-logging');
let status, body, attempts;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    attempts++;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}).listen(0, '127.0.0.1', async () => {
  for (const [s, b] of [[200, { text: 'Success', code: 0 }], [503, { text: 'Server is busy', code: 9 }], [403, { text: 'Invalid token', code: 4 }]]) {
    status = s; body = b; attempts = 0;
    const logger = new Logger({ token: 't', url: `http://127.0.0.1:${server.address().port}`, maxRetries: 3, maxBatchCount: 0 });
    let told = 'nothing';
    logger.error = (error) => { told = error.message; };
    logger.send({ message: { used: 1 } });
    const error = await new Promise((done) => logger.flush((e) => done(e)));
    console.log(s, 'attempts', attempts, 'error in callback', error === null ? 'null' : error.message, 'error() got', told, 'still queued', logger.serializedContextQueue.length);
  }
  process.exit(0);
});
setTimeout(() => process.exit(3), 60000).unref();
SCRIPT
timeout 90 node send.js | tee seen
printf '%s\n' '200 attempts 1 error in callback null error() got nothing still queued 0' \
  '503 attempts 1 error in callback null error() got Server is busy still queued 0' \
  '403 attempts 1 error in callback null error() got Invalid token still queued 0' | diff - seen
echo "as described"
