package dev.headroom.cycle.export.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.export.ExportMessage;
import dev.headroom.export.OrgReadings;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.SamplePacking;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import dev.headroom.sqs.UnreadableBodyException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the body of an export message. Readings are packed as in the samples table:
 * {@code {"exporter", "readings": [{"org", "tenant", "tags", "slot", "sample", "projected",
 * "calls"}]}}.
 */
@Singleton
public final class ExportBodies {
  private final ObjectMapper json;
  private final NameDictionary dictionary;

  /** Packs with the codes of {@code dictionary}. */
  public ExportBodies(ObjectMapper json, NameDictionary dictionary) {
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.dictionary = dictionary;
  }

  @RegisterForReflection
  record Body(@Nullable String exporter, @Nullable List<Packed> readings) {}

  /**
   * One org's readings.
   *
   * @param sample packed, in base 64
   * @param projected by limit, in seconds since 1970
   */
  @RegisterForReflection
  record Packed(
      @Nullable String org,
      @Nullable String tenant,
      @Nullable Map<String, String> tags,
      @Nullable String slot,
      @Nullable String sample,
      @Nullable Map<String, Long> projected,
      @Nullable Map<String, Long> calls) {}

  /** Returns the body of {@code message}. */
  public String write(ExportMessage message) {
    try {
      return json.writeValueAsString(
          new Body(message.exporter(), message.readings().stream().map(this::packed).toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an export message is plain text", e);
    }
  }

  private Packed packed(OrgReadings one) {
    Map<String, Long> projected = new TreeMap<>();
    one.projected().forEach((limit, at) -> projected.put(limit.value(), at.getEpochSecond()));
    return new Packed(
        one.org().value(),
        one.tenant(),
        one.tags(),
        one.slot().toString(),
        Base64.getEncoder().encodeToString(SamplePacking.pack(one.snapshot(), dictionary)),
        projected,
        one.calls());
  }

  /**
   * Returns the message in {@code body}.
   *
   * @throws UnreadableBodyException if it does not have this form; says what is wrong
   */
  public ExportMessage read(@Nullable String body) throws UnreadableBodyException {
    Body read = parse(body);
    if (read.exporter() == null || read.readings() == null) {
      throw new UnreadableBodyException(
          "body lacks " + (read.exporter() == null ? "exporter" : "readings"));
    }
    List<OrgReadings> readings = new ArrayList<>();
    for (Packed one : read.readings()) {
      readings.add(unpacked(one));
    }
    return new ExportMessage(read.exporter(), readings);
  }

  private OrgReadings unpacked(@Nullable Packed one) throws UnreadableBodyException {
    if (one == null
        || one.org() == null
        || one.tenant() == null
        || one.slot() == null
        || one.sample() == null) {
      throw new UnreadableBodyException("a reading lacks org, tenant, slot or sample");
    }
    try {
      TreeMap<LimitName, Instant> projected = new TreeMap<>();
      orEmpty(one.projected())
          .forEach((limit, at) -> projected.put(new LimitName(limit), Instant.ofEpochSecond(at)));
      return new OrgReadings(
          new OrgId(one.org()),
          one.tenant(),
          new TreeMap<>(orEmpty(one.tags())),
          Instant.parse(one.slot()),
          SamplePacking.unpack(Base64.getDecoder().decode(one.sample()), dictionary),
          projected,
          new TreeMap<>(orEmpty(one.calls())));
    } catch (CorruptSampleException | IllegalArgumentException | DateTimeException e) {
      throw new UnreadableBodyException("a reading cannot be read: " + e.getMessage());
    }
  }

  private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : map;
  }

  private Body parse(@Nullable String body) throws UnreadableBodyException {
    try {
      Body read = body == null ? null : json.readValue(body, Body.class);
      if (read != null) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableBodyException(
          "body is not {exporter, readings}: " + e.getOriginalMessage());
    }
    throw new UnreadableBodyException("body is empty");
  }
}
