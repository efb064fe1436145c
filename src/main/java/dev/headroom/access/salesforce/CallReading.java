package dev.headroom.access.salesforce;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.headroom.access.Address;
import dev.headroom.access.AddressNotation;
import dev.headroom.access.CallGroup;
import dev.headroom.access.Part;
import dev.headroom.access.SalesforceId;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the newest daily event log ApiTotalUsage, read as they arrive and grouped. A row may
 * occur twice: request id and time together identify it.
 */
final class CallReading {
  private static final String NEWEST =
      "SELECT Id, LogDate, CreatedDate FROM EventLogFile"
          + " WHERE EventType = 'ApiTotalUsage' AND Interval = 'Daily'"
          + " ORDER BY LogDate DESC, CreatedDate DESC LIMIT 1";

  /** The longest field, in characters: a query may have 100,000. */
  private static final int LONGEST = 1 << 20;

  private static final Set<String> REFUSED = Set.of("401", "403");
  private static final int ERRORS_FROM = 400;
  private static final List<String> NEEDED =
      List.of("TIMESTAMP", "REQUEST_ID", "USER_ID", "CLIENT_IP", "STATUS_CODE", "API_FAMILY");

  private final OrgCalls calls;
  private final Gaps gaps;
  private final AddressNotation notation;
  private final List<CallGroup> groups = new ArrayList<>();

  CallReading(OrgCalls calls, Gaps gaps, AddressNotation notation) {
    this.calls = calls;
    this.gaps = gaps;
    this.notation = notation;
  }

  /** Reads what may be read; the rest is a gap. */
  void read() {
    if (gaps.has(Part.EVENT_LOG)) {
      return;
    }
    try {
      List<Row> files = calls.query(NEWEST);
      if (files.isEmpty()) {
        gaps.unanswered(Part.EVENT_LOG, "there is no daily event log file ApiTotalUsage");
        return;
      }
      groups.addAll(calls.eventLog(files.getFirst().text("Id"), this::grouped));
    } catch (UnreadException e) {
      if (e.code().equals("NOT_FOUND")) {
        gaps.unanswered(Part.EVENT_LOG, e.reason());
      } else {
        gaps.add(Part.EVENT_LOG, e);
      }
    }
  }

  private record Key(
      String userKey,
      String appId,
      String appName,
      String client,
      String family,
      String sourceIp,
      String scope) {}

  private static final class Counts {
    private int succeeded;
    private int refused;
    private int all;
    private Instant last = Instant.EPOCH;
  }

  /** The calls; empty if the file is not a complete event log. */
  private Optional<List<CallGroup>> grouped(InputStream in) throws IOException {
    Map<Key, Counts> counts = new LinkedHashMap<>();
    Set<SeenCall> seen = new HashSet<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .maxBufferSize(LONGEST)
            .allowUnclosedQuote(false)
            .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (NamedCsvRecord row : rows) {
        if (!row.getHeader().containsAll(NEEDED)) {
          return Optional.empty();
        }
        if (seen.add(SeenCall.of(row.getField("REQUEST_ID"), row.getField("TIMESTAMP")))) {
          count(counts.computeIfAbsent(key(row), k -> new Counts()), row);
        }
      }
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    } catch (CsvParseException e) {
      return Optional.empty();
    }
    return counts.isEmpty() ? Optional.empty() : Optional.of(groups(counts));
  }

  /** A call by 128 bits of its identity: a million names would fill the memory. */
  private record SeenCall(long one, long other) {
    static SeenCall of(String id, String time) {
      long one = 0xcbf29ce484222325L;
      long other = 0x9e3779b97f4a7c15L;
      for (String text : List.of(id, time)) {
        for (int i = 0; i < text.length(); i++) {
          one = (one ^ text.charAt(i)) * 0x100000001b3L;
          other = Long.rotateLeft(other ^ text.charAt(i), 23) * 0xff51afd7ed558ccdL;
        }
        one = (one ^ 0x1f) * 0x100000001b3L;
      }
      return new SeenCall(one, other);
    }
  }

  private static String field(NamedCsvRecord row, String name) {
    return row.findField(name).map(String::strip).orElse("");
  }

  private static Key key(NamedCsvRecord row) {
    String family = field(row, "API_FAMILY");
    return new Key(
        SalesforceId.key(field(row, "USER_ID")),
        field(row, "CONNECTED_APP_ID"),
        field(row, "CONNECTED_APP_NAME"),
        field(row, "CLIENT_NAME"),
        family,
        field(row, "CLIENT_IP"),
        NeededScope.of(family, field(row, "API_RESOURCE")));
  }

  private static void count(Counts counts, NamedCsvRecord row) {
    String status = field(row, "STATUS_CODE");
    counts.all++;
    counts.succeeded += isSuccess(status) ? 1 : 0;
    counts.refused += REFUSED.contains(status) ? 1 : 0;
    Instant at = time(row);
    if (at != null && at.isAfter(counts.last)) {
      counts.last = at;
    }
  }

  private static boolean isSuccess(String status) {
    return status.length() == 3
        && status.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(status) < ERRORS_FROM;
  }

  private static @Nullable Instant time(NamedCsvRecord row) {
    Instant derived = Row.timeOf(field(row, "TIMESTAMP_DERIVED"));
    if (derived != null) {
      return derived;
    }
    String packed = field(row, "TIMESTAMP");
    return packed.length() < 14
        ? null
        : Row.timeOf(
            "%s-%s-%sT%s:%s:%sZ"
                .formatted(
                    packed.substring(0, 4),
                    packed.substring(4, 6),
                    packed.substring(6, 8),
                    packed.substring(8, 10),
                    packed.substring(10, 12),
                    packed.substring(12, 14)));
  }

  private List<CallGroup> groups(Map<Key, Counts> counts) {
    Map<String, @Nullable Address> addresses = new HashMap<>();
    List<CallGroup> all = new ArrayList<>();
    counts.forEach(
        (key, n) ->
            all.add(
                new CallGroup(
                    key.userKey(),
                    key.appId(),
                    key.appName(),
                    key.client(),
                    key.family(),
                    key.sourceIp(),
                    addresses.computeIfAbsent(key.sourceIp(), t -> notation.parse(t).orElse(null)),
                    key.scope(),
                    n.succeeded,
                    n.refused,
                    n.all,
                    n.last)));
    return all;
  }

  List<CallGroup> groups() {
    return groups;
  }
}
