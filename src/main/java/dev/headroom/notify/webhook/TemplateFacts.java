package dev.headroom.notify.webhook;

import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.EventTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template sees: the standard body's members, each there in every message. */
final class TemplateFacts {
  /** Every name, documented in {@code docs/reference/targets.md}. */
  static final List<String> NAMES =
      List.of(
          "type",
          "timestamp",
          "key",
          "transition",
          "severity",
          "previousSeverity",
          "org",
          "tenant",
          "tags",
          "limit",
          "limitLabel",
          "rule",
          "reason",
          "used",
          "max",
          "remaining",
          "usedPercent",
          "perHour",
          "projection",
          "slot",
          "openedAt",
          "title",
          "url",
          "subject",
          "culprits",
          "unexplainedCalls",
          "consequence",
          "steps",
          "anotherOrgSince",
          "acknowledged",
          "missedSlots",
          "lastReadAt",
          "problem",
          "remedy",
          "limits",
          "target",
          "targetType",
          "targetStatus",
          "why",
          "integration",
          "budget",
          "calls",
          "day",
          "projected",
          "finding",
          "group",
          "count",
          "silent",
          "alerts");

  private TemplateFacts() {}

  static Map<String, Object> of(Notification n) {
    Map<String, Object> facts = new LinkedHashMap<>();
    NAMES.forEach(name -> facts.put(name, Absent.VALUE));
    facts.put("type", EventTypes.of(n));
    facts.put("timestamp", n.transition().evidence().slot().toString());
    Facts.of(n).values().forEach((name, value) -> facts.put(name, present(value)));
    return facts;
  }

  private static Object present(@Nullable Object value) {
    return switch (value) {
      case null -> Absent.VALUE;
      case Map<?, ?> map -> {
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, one) -> members.put(String.valueOf(name), present(one)));
        yield members;
      }
      case List<?> list -> list.stream().map(TemplateFacts::present).toList();
      default -> value;
    };
  }

  /** Returns {@code value} as JSON knows it. */
  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Absent a -> null;
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((name, one) -> members.put(String.valueOf(name), plain(one)));
        yield members;
      }
      case List<?> list -> {
        List<@Nullable Object> items = new java.util.ArrayList<>();
        list.forEach(one -> items.add(plain(one)));
        yield items;
      }
      case null, default -> value;
    };
  }
}
