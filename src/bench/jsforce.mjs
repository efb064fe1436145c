// Processor time of jsforce's own loop over a fleet: limits of every org, so many at once. Run by src/bench/jsforce.
import { createRequire } from "node:module";

const [folder, port, orgs, concurrency, warmUp, rounds] = process.argv.slice(2).map((a, i) => (i ? Number(a) : a));
const { Connection } = createRequire(`${folder}/`)("jsforce");
const fleet = Array.from(
  { length: orgs },
  (_, n) => new Connection({ instanceUrl: `http://127.0.0.1:${port}`, accessToken: `00Dbench${n}`, version: "67.0" }),
);

async function round() {
  let next = 0;
  let read = 0;
  const worker = async () => {
    while (next < fleet.length) {
      const limits = await fleet[next++].limits();
      read += limits.DailyApiRequests.Max > 0 ? 1 : 0;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (read !== fleet.length) throw new Error(`${read} of ${fleet.length} were read`);
}

const seconds = [];
for (let n = 0; n < warmUp + rounds; n++) {
  const before = process.cpuUsage();
  await round();
  const { user, system } = process.cpuUsage(before);
  if (n >= warmUp) seconds.push((user + system) / 1e3 / orgs);
}
seconds.sort((a, b) => a - b);
console.log(`jsforce: ${seconds[rounds >> 1].toFixed(3)} s of processor time per 1,000 polls`);
