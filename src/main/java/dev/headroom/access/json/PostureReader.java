package dev.headroom.access.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.access.Acceptance;
import dev.headroom.access.AddressNotation;
import dev.headroom.access.ApiUser;
import dev.headroom.access.AppPosture;
import dev.headroom.access.Change;
import dev.headroom.access.ConfiguredRange;
import dev.headroom.access.Effective;
import dev.headroom.access.Finding;
import dev.headroom.access.FindingKind;
import dev.headroom.access.Gap;
import dev.headroom.access.OrgSettings;
import dev.headroom.access.OrgSettings.ApiAccessControl;
import dev.headroom.access.Part;
import dev.headroom.access.PathKind;
import dev.headroom.access.PathState;
import dev.headroom.access.Posture;
import dev.headroom.access.RangeList;
import dev.headroom.access.Severity;
import dev.headroom.access.SubjectRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Posture} that {@link PostureJson} wrote. Entries with a word that only a later
 * release knows are left out; so are the trusted ranges of the settings, which are listed among the
 * ranges.
 */
public final class PostureReader {
  private final AddressNotation notation;

  public PostureReader(AddressNotation notation) {
    this.notation = notation;
  }

  /**
   * Reads the posture.
   *
   * @throws java.time.DateTimeException if a time in it is invalid
   */
  public Posture read(JsonNode node) {
    return new Posture(
        node.path("org").asText(""),
        Instant.parse(node.path("takenAt").asText("")),
        all(node.path("partial"), PostureReader::gap),
        settings(node.path("settings")),
        all(node.path("apiUsers"), PostureReader::user),
        all(node.path("apps"), n -> Optional.of(app(n))),
        all(node.path("ipRanges"), n -> Optional.of(ranges(n))),
        all(node.path("findings"), PostureReader::finding));
  }

  /** The changes that {@link PostureJson#changes} wrote. */
  public static List<Change> changes(JsonNode array) {
    return all(
        array,
        n ->
            Optional.of(
                new Change(
                    n.path("kind").asText(""),
                    subject(n.path("subject")),
                    n.path("change").asText(""),
                    value(n.path("before")),
                    value(n.path("after")))));
  }

  private static <T> List<T> all(JsonNode array, Function<JsonNode, Optional<T>> one) {
    List<T> all = new ArrayList<>();
    array.forEach(each -> one.apply(each).ifPresent(all::add));
    return all;
  }

  private static Optional<Gap> gap(JsonNode node) {
    return Part.of(node.path("what").asText(""))
        .map(part -> new Gap(part, text(node, "permission"), node.path("reason").asText("")));
  }

  private static OrgSettings settings(JsonNode node) {
    JsonNode enforces = node.path("enforceIpRangesEveryRequest");
    return new OrgSettings(
        enforces.isBoolean() ? Boolean.valueOf(enforces.booleanValue()) : null,
        ApiAccessControl.of(node.path("apiAccessControl").asText(""))
            .orElse(ApiAccessControl.UNKNOWN),
        List.of());
  }

  private static Optional<ApiUser> user(JsonNode node) {
    return Effective.of(node.path("effective").asText(""))
        .map(
            effective ->
                new ApiUser(
                    node.path("user").asText(""),
                    node.path("username").asText(""),
                    node.path("profile").asText(""),
                    effective,
                    words(node.path("blockedBy")),
                    node.path("apiOnly").asBoolean(false),
                    all(node.path("via"), PostureReader::via),
                    time(node, "lastLogin"),
                    node.path("allowed").isBoolean()
                        ? Boolean.valueOf(node.path("allowed").booleanValue())
                        : null,
                    text(node, "allowedBy"),
                    text(node, "finding")));
  }

  private static Optional<ApiUser.Via> via(JsonNode node) {
    Optional<PathKind> kind = PathKind.of(node.path("kind").asText(""));
    Optional<PathState> state = PathState.of(node.path("state").asText(""));
    return kind.isEmpty() || state.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ApiUser.Via(
                kind.get(), node.path("name").asText(""), state.get(), time(node, "expires")));
  }

  private static AppPosture app(JsonNode node) {
    return new AppPosture(
        text(node, "app"),
        node.path("name").asText(""),
        node.path("kind").asText(""),
        texts(node, "scopes"),
        text(node, "policy"),
        text(node, "ipRelaxation"),
        text(node, "refreshTokenPolicy"),
        number(node, "users"),
        number(node, "tokens"),
        time(node, "lastUsed"),
        texts(node, "approvedFor"),
        words(node.path("findings")));
  }

  private RangeList ranges(JsonNode node) {
    return new RangeList(
        subject(node.path("subject")),
        node.path("blocks").asBoolean(false),
        all(
            node.path("ranges"),
            n ->
                Optional.of(
                    ConfiguredRange.of(
                        n.path("start").asText(""),
                        n.path("end").asText(""),
                        n.path("description").asText(""),
                        notation))));
  }

  private static Optional<Finding> finding(JsonNode node) {
    Optional<FindingKind> kind = FindingKind.of(node.path("kind").asText(""));
    Optional<Severity> severity = Severity.of(node.path("severity").asText(""));
    if (kind.isEmpty() || severity.isEmpty()) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> evidence = new LinkedHashMap<>();
    node.path("evidence")
        .properties()
        .forEach(member -> evidence.put(member.getKey(), value(member.getValue())));
    return Optional.of(
        new Finding(
            kind.get(), severity.get(), subject(node.path("subject")), evidence, acceptance(node)));
  }

  private static @Nullable Acceptance acceptance(JsonNode finding) {
    JsonNode accepted = finding.path("accepted");
    return accepted.isObject()
        ? new Acceptance(
            finding.path("id").asText(""),
            accepted.path("reason").asText(""),
            accepted.path("by").asText(""),
            LocalDate.parse(accepted.path("until").asText("")))
        : null;
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isInt()) {
      return node.intValue();
    }
    return node.isArray() ? words(node) : node.asText();
  }

  private static SubjectRef subject(JsonNode node) {
    return new SubjectRef(
        node.path("type").asText(""), node.path("id").asText(""), node.path("name").asText(""));
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).isTextual() ? node.path(name).textValue() : null;
  }

  private static @Nullable Integer number(JsonNode node, String name) {
    return node.path(name).isInt() ? Integer.valueOf(node.path(name).intValue()) : null;
  }

  private static @Nullable Instant time(JsonNode node, String name) {
    String text = text(node, name);
    return text == null ? null : Instant.parse(text);
  }

  private static List<String> words(JsonNode array) {
    return all(array, n -> Optional.of(n.asText("")));
  }

  private static @Nullable List<String> texts(JsonNode node, String name) {
    return node.path(name).isArray() ? words(node.path(name)) : null;
  }
}
