package dev.headroom.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.headroom.usage.Attribution;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.Caller;
import dev.headroom.usage.CounterReading;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.Finding;
import dev.headroom.usage.Integration;
import dev.headroom.usage.Trend;
import dev.headroom.usage.Unexplained;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what was found of one org: a file a day, and one for its integrations. */
final class KitAnswers {
  private final Attribute.KitPeriod period;
  private final KitLimits limits;
  private final Attribution attribution;
  private final CallLog log;
  private final Path to;
  private final JsonFactory json = new JsonFactory();

  KitAnswers(
      Attribute.KitPeriod period, KitLimits limits, Attribution attribution, CallLog log, Path to) {
    this.period = period;
    this.limits = limits;
    this.attribution = attribution;
    this.log = log;
    this.to = to;
  }

  void write(List<FileReading> readings, Map<LocalDate, DayUsage> days) throws IOException {
    List<LocalDate> known = new ArrayList<>();
    Map<Integer, Map<LocalDate, Long>> series = new TreeMap<>();
    Map<Integer, Map<String, Map<LocalDate, Long>>> resources = new HashMap<>();
    for (LocalDate day : period.days()) {
      List<FileReading> files =
          readings.stream().filter(r -> r.file().logDate().equals(day)).toList();
      Optional<CounterReading> end = CounterReading.atEndOf(day, limits.readings());
      OptionalLong used =
          end.isPresent() ? OptionalLong.of(end.get().used()) : OptionalLong.empty();
      DaySource source = DaySource.of(day, readings, used);
      DayUsage usage =
          days.getOrDefault(day, new DayUsage(day, 0, 0, List.of(), List.of(), List.of()));
      if (source.answers()) {
        known.add(day);
        usage
            .integrations()
            .forEach(
                s -> {
                  series.computeIfAbsent(s.integration(), k -> new HashMap<>()).put(day, s.calls());
                  s.resources()
                      .forEach(
                          r ->
                              resources
                                  .computeIfAbsent(s.integration(), k -> new HashMap<>())
                                  .computeIfAbsent(r.resource(), k -> new HashMap<>())
                                  .put(day, r.calls()));
                });
      }
      boolean next =
          readings.stream()
              .anyMatch(r -> r.answers() && r.file().logDate().equals(day.plusDays(1)));
      Unexplained unexplained = Unexplained.of(source, usage, end, next);
      day(day, files, source.word(), unexplained, source.answers() ? usage : null);
    }
    trends(known, series, resources);
  }

  private void day(
      LocalDate day,
      List<FileReading> files,
      String source,
      Unexplained unexplained,
      @Nullable DayUsage usage)
      throws IOException {
    try (JsonGenerator out = open(day + ".json")) {
      out.writeStartObject();
      out.writeStringField("org", period.org());
      out.writeStringField("day", day.toString());
      out.writeStringField("source", source);
      number(
          out, "counted", usage == null ? OptionalLong.empty() : OptionalLong.of(usage.counted()));
      number(
          out,
          "uncounted",
          usage == null ? OptionalLong.empty() : OptionalLong.of(usage.uncounted()));
      number(out, "limitUsed", unexplained.used());
      number(out, "unexplained", unexplained.calls());
      out.writeArrayFieldStart("likely");
      for (Unexplained.Reason reason : unexplained.reasons()) {
        out.writeString(reason.kind().sentence());
      }
      out.writeEndArray();
      out.writeArrayFieldStart("files");
      for (FileReading reading : files) {
        file(out, reading);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("integrations");
      for (DayUsage.Share share :
          usage == null ? List.<DayUsage.Share>of() : usage.integrations()) {
        share(out, share, usage == null ? 0 : usage.counted());
      }
      out.writeEndArray();
      out.writeArrayFieldStart("groups");
      for (DayUsage.Group group : usage == null ? List.<DayUsage.Group>of() : usage.groups()) {
        group(out, group);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("findings");
      for (Finding finding : usage == null ? List.<Finding>of() : usage.findings()) {
        finding(out, finding);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private void file(JsonGenerator out, FileReading reading) throws IOException {
    EventLogFile file = reading.file();
    out.writeStartObject();
    out.writeStringField("id", file.id());
    out.writeStringField("eventType", file.eventType());
    out.writeStringField("interval", file.interval().name().toLowerCase(Locale.ROOT));
    out.writeNumberField("sequence", file.sequence());
    out.writeNumberField("rows", reading.rows());
    out.writeNumberField("newRows", file.hasCalls() ? log.fresh(reading.number()) : 0);
    if (reading.problem().isPresent()) {
      out.writeStringField("problem", reading.problem().get());
    }
    out.writeEndObject();
  }

  private void share(JsonGenerator out, DayUsage.Share share, long counted) throws IOException {
    Integration integration = attribution.integrations().get(share.integration());
    out.writeStartObject();
    out.writeStringField("integration", integration.id());
    out.writeStringField("name", integration.name());
    out.writeStringField("identifiedBy", integration.identifiedBy());
    out.writeNumberField("calls", share.calls());
    out.writeNumberField("share", Math.round(1e6 * share.calls() / counted) / 1e6);
    out.writeArrayFieldStart("hours");
    for (long n : share.hours()) {
      out.writeNumber(n);
    }
    out.writeEndArray();
    out.writeObjectFieldStart("families");
    for (var family : share.families().entrySet()) {
      out.writeNumberField(family.getKey(), family.getValue());
    }
    out.writeEndObject();
    out.writeNumberField("errors", share.errors());
    out.writeArrayFieldStart("topResources");
    for (DayUsage.ResourceCalls r : share.resources()) {
      out.writeStartObject();
      out.writeStringField("resource", r.resource());
      out.writeNumberField("calls", r.calls());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("users", share.users());
    out.writeNumberField("addresses", share.addresses());
    out.writeArrayFieldStart("versions");
    for (String version : share.versions()) {
      out.writeString(version);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void group(JsonGenerator out, DayUsage.Group group) throws IOException {
    Caller c = group.caller();
    out.writeStartObject();
    out.writeStringField("connectedAppId", c.appId());
    out.writeStringField("connectedAppName", c.appName());
    out.writeStringField("clientName", c.client());
    out.writeStringField("user", c.user());
    out.writeStringField("address", c.address());
    out.writeStringField("family", group.family());
    out.writeStringField("version", c.version());
    out.writeNumberField("calls", group.calls());
    out.writeStringField("integration", attribution.integrations().get(group.integration()).id());
    out.writeEndObject();
  }

  private void finding(JsonGenerator out, Finding finding) throws IOException {
    out.writeStartObject();
    out.writeStringField("pattern", finding.pattern().word());
    out.writeStringField("integration", attribution.integrations().get(finding.integration()).id());
    out.writeStringField("resource", finding.resource());
    out.writeStringField("from", finding.from().truncatedTo(ChronoUnit.SECONDS).toString());
    out.writeStringField("to", finding.to().truncatedTo(ChronoUnit.SECONDS).toString());
    out.writeNumberField("calls", finding.calls());
    out.writeNumberField("needed", finding.needed());
    out.writeNumberField("saving", finding.saving());
    out.writeNumberField("confidence", finding.confidence());
    out.writeStringField("advice", finding.advice(limits.max()));
    out.writeStringField("evidence", finding.evidence());
    out.writeEndObject();
  }

  private void trends(
      List<LocalDate> known,
      Map<Integer, Map<LocalDate, Long>> series,
      Map<Integer, Map<String, Map<LocalDate, Long>>> resources)
      throws IOException {
    try (JsonGenerator out = open("integrations.json")) {
      out.writeStartObject();
      out.writeStringField("org", period.org());
      out.writeArrayFieldStart("integrations");
      for (var one : series.entrySet()) {
        Integration integration = attribution.integrations().get(one.getKey());
        Trend trend =
            Trend.of(
                known, one.getValue(), resources.getOrDefault(one.getKey(), Map.of()).values());
        out.writeStartObject();
        out.writeStringField("integration", integration.id());
        out.writeStringField("name", integration.name());
        out.writeNumberField("typicalDaily", trend.typicalDaily());
        out.writeStringField("status", trend.status().name().toLowerCase(Locale.ROOT));
        out.writeStringField("firstSeen", trend.firstSeen().toString());
        out.writeStringField("lastSeen", trend.lastSeen().toString());
        out.writeObjectFieldStart("trend");
        if (trend.changePerWeekPercent().isPresent()) {
          out.writeNumberField(
              "changePerWeekPercent",
              Math.round(10 * trend.changePerWeekPercent().getAsDouble()) / 10.0);
        } else {
          out.writeNullField("changePerWeekPercent");
        }
        out.writeStringField("since", trend.since().toString());
        out.writeBooleanField("significant", trend.significant());
        out.writeEndObject();
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private static void number(JsonGenerator out, String name, OptionalLong value)
      throws IOException {
    if (value.isPresent()) {
      out.writeNumberField(name, value.getAsLong());
    } else {
      out.writeNullField(name);
    }
  }

  private JsonGenerator open(String name) throws IOException {
    return json.createGenerator(Files.newBufferedWriter(to.resolve(name), StandardCharsets.UTF_8));
  }
}
