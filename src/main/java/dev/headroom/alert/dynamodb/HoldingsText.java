package dev.headroom.alert.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headroom.org.Holdings;
import dev.headroom.org.Holdings.Monthly;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an org has bought, as a short text without bars: {@code Salesforce=40&AUL=3;4500000 1200000
 * 20478}. A part that is missing is unknown; licences that are known to be none are {@code -}.
 */
final class HoldingsText {
  private static final String NONE = "-";

  private HoldingsText() {}

  static String of(Holdings holdings) {
    return licences(holdings.licences()) + ";" + monthly(holdings.monthly());
  }

  private static String licences(@Nullable SortedMap<String, Integer> licences) {
    if (licences == null) {
      return "";
    }
    return licences.isEmpty()
        ? NONE
        : licences.entrySet().stream()
            .map(one -> URLEncoder.encode(one.getKey(), UTF_8) + "=" + one.getValue())
            .collect(Collectors.joining("&"));
  }

  private static String monthly(@Nullable Monthly monthly) {
    return monthly == null
        ? ""
        : monthly.allowed()
            + " "
            + monthly.used()
            + (monthly.counted() == null ? "" : " " + monthly.counted().toEpochDay());
  }

  /** Reads what {@link #of} wrote. */
  static Holdings read(String text) {
    String[] parts = text.split(";", 2);
    String[] month = parts.length < 2 ? new String[0] : parts[1].split(" ", -1);
    return new Holdings(
        readLicences(parts[0]),
        month.length < 2
            ? null
            : new Monthly(
                Long.parseLong(month[0]),
                Long.parseLong(month[1]),
                month.length < 3 ? null : LocalDate.ofEpochDay(Long.parseLong(month[2]))));
  }

  private static @Nullable SortedMap<String, Integer> readLicences(String text) {
    if (text.isEmpty()) {
      return null;
    }
    SortedMap<String, Integer> licences = new TreeMap<>();
    if (!text.equals(NONE)) {
      for (String one : text.split("&", -1)) {
        String[] pair = one.split("=", 2);
        licences.put(URLDecoder.decode(pair[0], UTF_8), Integer.valueOf(pair[1]));
      }
    }
    return licences;
  }
}
