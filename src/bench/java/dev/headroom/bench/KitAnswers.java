package dev.headroom.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.Caller;
import dev.headroom.usage.CounterReading;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.Finding;
import dev.headroom.usage.Integration;
import dev.headroom.usage.IntegrationRegistry;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes the results for one org: a file for each day, and one for its integrations. */
final class KitAnswers {
  private static final DayUsage NOTHING =
      new DayUsage(LocalDate.EPOCH, 0, 0, List.of(), List.of(), List.of());

  private final Attribute.KitPeriod period;
  private final KitLimits limits;
  private final CallLog log;
  private final Path to;
  private final JsonFactory json = new JsonFactory();
  private final Map<LocalDate, KitDay> days = new HashMap<>();
  private IntegrationRegistry registry = IntegrationRegistry.NONE;

  KitAnswers(Attribute.KitPeriod period, KitLimits limits, CallLog log, Path to) {
    this.period = period;
    this.limits = limits;
    this.log = log;
    this.to = to;
  }

  /** A day, and what its integration numbers mean. */
  private record KitDay(DayUsage usage, List<Integration> integrations) {
    Integration of(int number) {
      return integrations.get(number);
    }
  }

  /** The calls of an integration on days with calls, and those of each of its resources. */
  private static final class Series {
    private String name = "";
    private final Map<LocalDate, Long> calls = new HashMap<>();
    private final Map<String, Map<LocalDate, Long>> resources = new HashMap<>();
  }

  void add(DayUsage usage, List<Integration> integrations) {
    days.put(usage.day(), new KitDay(usage, integrations));
  }

  /**
   * Writes all days.
   *
   * @param known the integration that each id stands for at the end
   */
  void write(List<FileReading> readings, IntegrationRegistry known) throws IOException {
    registry = known;
    List<LocalDate> answered = new ArrayList<>();
    Map<String, Series> all = new LinkedHashMap<>();
    for (LocalDate day : period.days()) {
      List<FileReading> files =
          readings.stream().filter(r -> r.file().logDate().equals(day)).toList();
      Optional<CounterReading> end = CounterReading.atEndOf(day, limits.readings());
      OptionalLong used =
          end.isPresent() ? OptionalLong.of(end.get().used()) : OptionalLong.empty();
      DaySource source = DaySource.of(day, readings, used);
      DayUsage none = new DayUsage(day, 0, 0, List.of(), List.of(), List.of());
      KitDay own = days.getOrDefault(day, new KitDay(none, List.of()));
      if (source.answers()) {
        answered.add(day);
        for (DayUsage.Share share : own.usage.integrations()) {
          Integration integration = own.of(share.integration());
          Series series = all.computeIfAbsent(id(integration), k -> new Series());
          series.name = integration.name();
          series.calls.merge(day, share.calls(), Long::sum);
          share
              .resources()
              .forEach(
                  r ->
                      series
                          .resources
                          .computeIfAbsent(r.resource(), k -> new HashMap<>())
                          .merge(day, r.calls(), Long::sum));
        }
      }
      boolean next =
          readings.stream()
              .anyMatch(r -> r.answers() && r.file().logDate().equals(day.plusDays(1)));
      Unexplained unexplained = Unexplained.of(source, own.usage, end, next);
      day(day, files, source.word(), unexplained, source.answers() ? own : null);
    }
    trends(answered, all);
  }

  private String id(Integration integration) {
    return registry.now(integration.id());
  }

  private void day(
      LocalDate day,
      List<FileReading> files,
      String source,
      Unexplained unexplained,
      @Nullable KitDay own)
      throws IOException {
    try (JsonGenerator out = open(day + ".json")) {
      out.writeStartObject();
      out.writeStringField("org", period.org());
      out.writeStringField("day", day.toString());
      out.writeStringField("source", source);
      number(
          out,
          "counted",
          own == null ? OptionalLong.empty() : OptionalLong.of(own.usage.counted()));
      number(
          out,
          "uncounted",
          own == null ? OptionalLong.empty() : OptionalLong.of(own.usage.uncounted()));
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
      details(out, own == null ? new KitDay(NOTHING, List.of()) : own);
      out.writeEndObject();
    }
  }

  private void details(JsonGenerator out, KitDay own) throws IOException {
    out.writeArrayFieldStart("integrations");
    shares(out, own);
    out.writeEndArray();
    out.writeArrayFieldStart("groups");
    for (DayUsage.Group group : own.usage.groups()) {
      group(out, group, own);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("findings");
    for (Finding finding : own.usage.findings()) {
      finding(out, finding, own);
    }
    out.writeEndArray();
  }

  private void shares(JsonGenerator out, KitDay own) throws IOException {
    Map<String, DayUsage.Share> shares = new LinkedHashMap<>();
    for (DayUsage.Share share : own.usage.integrations()) {
      shares.merge(id(own.of(share.integration())), share, DayUsage.Share::plus);
    }
    for (DayUsage.Share share : shares.values()) {
      share(out, share, own);
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

  private void share(JsonGenerator out, DayUsage.Share share, KitDay own) throws IOException {
    Integration integration = own.of(share.integration());
    out.writeStartObject();
    out.writeStringField("integration", id(integration));
    out.writeStringField("name", integration.name());
    out.writeStringField("identifiedBy", integration.identifiedBy());
    out.writeNumberField("calls", share.calls());
    out.writeNumberField("share", Math.round(1e6 * share.calls() / own.usage.counted()) / 1e6);
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

  private void group(JsonGenerator out, DayUsage.Group group, KitDay own) throws IOException {
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
    out.writeStringField("integration", id(own.of(group.integration())));
    out.writeEndObject();
  }

  private void finding(JsonGenerator out, Finding finding, KitDay own) throws IOException {
    out.writeStartObject();
    out.writeStringField("pattern", finding.pattern().word());
    out.writeStringField("integration", id(own.of(finding.integration())));
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

  private void trends(List<LocalDate> known, Map<String, Series> all) throws IOException {
    try (JsonGenerator out = open("integrations.json")) {
      out.writeStartObject();
      out.writeStringField("org", period.org());
      out.writeArrayFieldStart("integrations");
      for (var one : all.entrySet()) {
        Series series = one.getValue();
        Trend trend = Trend.of(known, series.calls, series.resources.values());
        out.writeStartObject();
        out.writeStringField("integration", one.getKey());
        out.writeStringField("name", series.name);
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
