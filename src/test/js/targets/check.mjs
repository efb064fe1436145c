// Reads golden payloads with the libraries of those who receive them: check.mjs <golden folder> [datadog].
// Prints how many were read, and each complaint; ends with 1 when there is one.
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

const require = createRequire(import.meta.url);
const [golden, only] = process.argv.slice(2);

/** Microsoft's renderer: what it does not know, or does not know in that version, is an event. */
function teams(payload) {
  const cards = require("adaptivecards/dist/adaptivecards.js");
  const { content } = payload.attachments[0];
  const context = new cards.SerializationContext(cards.Version.parse(content.version, new cards.SerializationContext()));
  const card = new cards.AdaptiveCard();
  card.parse(content, context);
  const complaints = [];
  for (let i = 0; i < context.eventCount; i++) complaints.push(context.getEventAt(i).message);
  card.validateProperties().validationEvents.forEach((event) => complaints.push(event.message));
  if (card.getItemCount() !== content.body.length) complaints.push("an element is not shown");
  return complaints;
}

/** Datadog's client: what it reads and writes again is what was sent. */
function datadog(payload) {
  const { ObjectSerializer } = require("@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/models/ObjectSerializer.js");
  try {
    const event = ObjectSerializer.deserialize(payload, "EventCreateRequest", "");
    const again = ObjectSerializer.serialize(event, "EventCreateRequest", "");
    return isDeepStrictEqual(again, payload) ? [] : ["it is read as " + JSON.stringify(again)];
  } catch (error) {
    return [error.message];
  }
}

let read = 0;
let complaints = 0;
for (const [type, check] of Object.entries({ teams, datadog })) {
  if (only ? only !== type : type === "datadog") continue;
  for (const file of readdirSync(join(golden, type))) {
    read++;
    for (const complaint of check(JSON.parse(readFileSync(join(golden, type, file), "utf8")))) {
      complaints++;
      console.error(`${type}/${file}: ${complaint}`);
    }
  }
}
console.log(`${read} payloads read`);
process.exitCode = complaints === 0 && read > 0 ? 0 : 1;
