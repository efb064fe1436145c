// Reads golden payloads with the libraries of those who receive them: check.mjs <golden folder> [kind ...].
// Prints how many were read, and each complaint; ends with 1 when there is one. Without a kind: those whose libraries are small.
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const [golden, ...kinds] = process.argv.slice(2);

const same = (again, payload) => (isDeepStrictEqual(again, payload) ? [] : ["it is read as " + JSON.stringify(again).slice(0, 500)]);

/** What `read` throws is a complaint, and so is anything that it returns otherwise than it was given. */
function readAgain(payload, read) {
  try {
    return same(read(payload), payload);
  } catch (error) {
    return [error.message];
  }
}

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

/** The library of CloudEvents, in strict mode: it has the schema of version 1.0 in it. */
function cloudEvent(event) {
  const { HTTP } = require("cloudevents");
  return readAgain(event, () => {
    const read = HTTP.toEvent({ headers: { "content-type": "application/cloudevents+json" }, body: JSON.stringify(event) });
    read.validate();
    // What the event does not have is undefined there, and its time has milliseconds.
    const again = JSON.parse(JSON.stringify(read));
    return { ...again, time: again.time.replace(".000Z", "Z") };
  });
}

/** Datadog's client: what it reads and writes again is what was sent. */
function datadog(version, type) {
  return (payload) => {
    const { ObjectSerializer } = require(`@datadog/datadog-api-client/dist/packages/datadog-api-client-${version}/models/ObjectSerializer.js`);
    return readAgain(payload, () => ObjectSerializer.serialize(ObjectSerializer.deserialize(payload, type, ""), type, ""));
  };
}

/** The messages of OpenTelemetry's protocol: what they do not know is missing afterwards. */
function otlp(payload) {
  const { opentelemetry } = require("@opentelemetry/otlp-transformer/build/src/generated/root.js");
  const request = opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
  return readAgain(payload, () => {
    const bytes = request.encode(request.fromObject(payload)).finish();
    return request.toObject(request.decode(bytes), { longs: String, enums: Number });
  });
}

/** New Relic's own client makes the same body of the same values. */
function newrelic(payload) {
  const { MetricBatch, GaugeMetric } = require("@newrelic/telemetry-sdk").telemetry.metrics;
  return readAgain(payload, () =>
    payload.map(({ common, metrics }) => {
      const batch = new MetricBatch(common.attributes, common.timestamp);
      // The client puts a time on each, which the common one stands for.
      metrics.forEach(({ name, value, attributes }) => batch.addMetric(new GaugeMetric(name, value, attributes, undefined)));
      return JSON.parse(JSON.stringify(batch, (key, it) => (key === "metrics" ? it.map(({ timestamp, ...own }) => own) : it)));
    }),
  );
}

/** What the vendor's own types, as TypeScript reads them, say of payloads: also of members that they do not have. */
function typed(imports, typeOf) {
  return (payloads) => {
    const ts = require("typescript");
    const file = join(here, "payloads.ts");
    const lines = [imports, ...payloads.map((p, i) => `export const p${i}: ${typeOf(p)} = ${JSON.stringify(p)};`)];
    const options = { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022 };
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => name === file || fileExists.call(host, name);
    host.getSourceFile = (name, ...rest) =>
      name === file ? ts.createSourceFile(name, lines.join("\n"), ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
    const of = payloads.map(() => []);
    for (const d of ts.getPreEmitDiagnostics(ts.createProgram([file], options, host))) {
      const line = d.file?.fileName === file ? d.file.getLineAndCharacterOfPosition(d.start).line - 1 : 0;
      of[Math.max(0, line)].push(ts.flattenDiagnosticMessageText(d.messageText, " "));
    }
    return of;
  };
}

const each = (check) => (payloads) => payloads.map(check);
const slackMessage = 'import type { ChatPostMessageArguments, ChatUpdateArguments, KnownBlock } from "@slack/web-api";';

/** By kind: the folder of its payloads, the files of it, whether its library is small, and the check of all of them. */
const checks = {
  teams: { small: true, check: each(teams) },
  sns: { small: true, check: each((p) => cloudEvent(p.Message.default)) },
  eventbridge: { small: true, check: each((p) => p.Entries.flatMap((entry) => cloudEvent(entry.Detail))) },
  datadog: { check: each(datadog("v1", "EventCreateRequest")) },
  pagerduty: { check: typed('import type { EventPayloadV2 } from "@pagerduty/pdjs/build/src/events.js";', () => "EventPayloadV2 & { client?: string; client_url?: string }") },
  slack: { check: typed(slackMessage, () => "{ text: string; blocks: KnownBlock[]; unfurl_links?: boolean; unfurl_media?: boolean }") },
  "slack-bot": { check: typed(slackMessage, (p) => (p.ts ? "ChatUpdateArguments" : "ChatPostMessageArguments")) },
  "datadog-metrics": { folder: "export", files: /^datadog-metrics\.json$/, check: each(datadog("v2", "MetricPayload")) },
  otlp: { folder: "export", files: /^otlp\.json$/, check: each(otlp) },
  newrelic: { folder: "export", files: /^newrelic\.json$/, check: each(newrelic) },
};

let read = 0;
let complaints = 0;
for (const [kind, { folder = kind, files = /./, small = false, check }] of Object.entries(checks)) {
  if (kinds.length ? !kinds.includes(kind) && !kinds.includes("all") : !small) continue;
  const names = readdirSync(join(golden, folder)).filter((name) => files.test(name));
  const found = check(names.map((name) => JSON.parse(readFileSync(join(golden, folder, name), "utf8"))));
  read += names.length;
  names.forEach((name, i) =>
    found[i].forEach((complaint) => {
      complaints++;
      console.error(`${folder}/${name}: ${complaint}`);
    }),
  );
}
console.log(`${read} payloads read`);
process.exitCode = complaints === 0 && read > 0 ? 0 : 1;
