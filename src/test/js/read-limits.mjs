// Logs in to the simulator with jsforce and reads the limits of one org, as any script of a Salesforce shop would.
// Usage: CLIENT_SECRET=... node read-limits.mjs <url> <client id> <number of entries to expect>
// Prints what it read as one line of JSON; ends with 1 and a line on standard error for every mismatch.
import { Connection } from 'jsforce';

const [url, clientId, entries] = process.argv.slice(2);
const clientSecret = process.env.CLIENT_SECRET;
if (!url || !clientId || !entries || !clientSecret) {
  console.error('usage: CLIENT_SECRET=... node read-limits.mjs <url> <client id> <entries>');
  process.exit(2);
}

const problems = [];
const same = (what, expected, actual) => {
  if (expected !== actual) problems.push(`${what}: expected ${expected}, got ${actual}`);
};

const connection = new Connection({ version: '62.0', oauth2: { loginUrl: url, clientId, clientSecret } });
const user = await connection.authorize({ grant_type: 'client_credentials' });
same('instance URL', url, connection.instanceUrl);
same('length of the organization id', 18, user.organizationId.length);
same('length of the user id', 18, user.id.length);

const limits = await connection.limits();
const calls = limits.DailyApiRequests;
const { apiUsage } = connection.limitInfo;
same('number of entries', Number(entries), Object.keys(limits).length);
for (const [name, limit] of Object.entries(limits)) {
  if (!Number.isInteger(limit.Max) || !Number.isInteger(limit.Remaining)) problems.push(`${name}: not two whole numbers`);
}
same('limit in the header', calls.Max, apiUsage.limit);
same('used in the header', calls.Max - calls.Remaining, apiUsage.used);

// The query before the second reading and that reading itself are one call each (the org is to have no other traffic).
const organization = (await connection.query('SELECT Name, OrganizationType FROM Organization')).records[0];
const again = (await connection.limits()).DailyApiRequests;
same('calls counted between two readings', 2, calls.Remaining - again.Remaining);

console.log(
  JSON.stringify({
    organization: organization.Name,
    edition: organization.OrganizationType,
    entries: Object.keys(limits).length,
    max: calls.Max,
    used: calls.Max - calls.Remaining,
    apps: Object.keys(calls).filter((name) => name !== 'Max' && name !== 'Remaining'),
  }),
);
problems.forEach((problem) => console.error(problem));
process.exit(problems.length === 0 ? 0 : 1);
