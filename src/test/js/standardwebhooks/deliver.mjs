// Reads {"secret", "headers", "body"} from standard input and delivers the webhook to the receiver in the
// file that is named first: over HTTP to one that exports a server, as a Request to one that exports POST.
// Prints what the receiver printed and then the status that it answered.
import { once } from "node:events";
import { pathToFileURL } from "node:url";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { secret, headers, body } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
process.env.HOOK_SECRET = secret;
process.env.PORT = "0";
const receiver = await import(pathToFileURL(process.argv[2]));
const message = { method: "POST", headers, body };
let answer;
if (receiver.server) {
  if (!receiver.server.listening) await once(receiver.server, "listening");
  answer = await fetch(`http://127.0.0.1:${receiver.server.address().port}/`, message);
  receiver.server.close();
} else {
  answer = await receiver.POST(new Request("https://receiver.example/", message));
}
console.log(answer.status);
