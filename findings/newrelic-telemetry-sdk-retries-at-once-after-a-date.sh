#!/usr/bin/env bash
# New Relic's Telemetry SDK answers "429, come back in an hour" with ten requests at once when the hour is written as a date.
#
# Package: @newrelic/telemetry-sdk 0.6.0 (npm), on Node.js 18 or newer.
# Expected: RFC 9110 section 10.2.3: Retry-After is a number of seconds or an HTTP date; proxies and gateways before an API send both.
#   The SDK's "recommended strategy" waits as long as it says.
# Seen: the header goes through parseInt, a date becomes NaN, and setTimeout(NaN) is the next millisecond: eleven requests within a second,
#   then the batch is dropped and the callback is told a Discard without an error. With a number of seconds it waits.
# Matters to: whoever ships metrics through a gateway, or copies this strategy: the batch is lost and the limit is hit ten times more.
# The answers here are handed to the SDK's public handler by a stand-in of its client, which has a fixed port; nothing is sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-package-lock --ignore-scripts @newrelic/telemetry-sdk@0.6.0
cat > send.js <<'SCRIPT'
const { telemetry } = require('@newrelic/telemetry-sdk');
const send = (value) => new Promise((done) => {
  let attempts = 0;
  const from = Date.now();
  const client = {
    logger: { debug() {}, info() {}, error() {} },
    send(data, callback) {
      const answer = ++attempts > 1 && value === '1' ? { statusCode: 202, headers: {} } : { statusCode: 429, headers: { 'retry-after': value } };
      setImmediate(callback, null, answer, '{}', { client, originalData: data });
    },
  };
  client.send({ getBatchSize: () => 1 }, telemetry.createRecommendedStrategyHandler({}, (error, action) =>
    done(`attempts ${attempts}, ${Date.now() - from < 950 ? 'at once' : 'waited'}, error ${error ? 'told' : 'none'}, ${telemetry.RecommendedAction[action]}`)));
});
(async () => {
  console.log('seconds:', await send('1'));
  console.log('date:', await send(new Date(Date.now() + 3600000).toUTCString()));
})();
SCRIPT
timeout 60 node send.js 2> warnings | tee seen
printf '%s\n' 'seconds: attempts 2, waited, error none, Success' 'date: attempts 11, at once, error none, Discard' | diff - seen
echo "as described"
