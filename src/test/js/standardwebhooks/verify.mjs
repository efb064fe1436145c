// Reads {"secret", "headers", "body"} from standard input and verifies the webhook as a receiver does.
// Prints the verified payload; ends with 1 and the reason when it is not genuine.
import { Webhook } from "standardwebhooks";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { secret, headers, body } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
try {
  const payload = new Webhook(secret).verify(body, headers);
  console.log(JSON.stringify(payload));
} catch (e) {
  console.error(e.message);
  process.exitCode = 1;
}
