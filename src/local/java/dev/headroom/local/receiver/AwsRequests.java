package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS looks at before it reads a request: that it is signed by Signature Version 4, for the
 * day, the service, and every header that must be signed.
 */
final class AwsRequests {
  private static final Pattern SIGNED =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/ ]+/(\\d{8})/[a-z0-9-]+/([a-z]+)/aws4_request, "
              + "SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}");

  /** Headers that are shown masked. */
  static final Set<String> SECRET_HEADERS = Set.of("x-amz-security-token");

  private static final Pattern DATE = Pattern.compile("(\\d{8})T\\d{6}Z");

  private AwsRequests() {}

  /** Returns whether the request is signed for {@code service}, and so are these headers. */
  static boolean areSigned(Incoming request, String service, Set<String> headers) {
    Matcher date = DATE.matcher(request.header("x-amz-date"));
    Matcher signed = SIGNED.matcher(request.header("authorization"));
    return date.matches()
        && signed.matches()
        && signed.group(1).equals(date.group(1))
        && signed.group(2).equals(service)
        && Set.of(signed.group(3).split(";", -1)).containsAll(headers);
  }

  /** Returns what an event says whose data is at {@code data}. */
  static Told told(JsonNode body, String data) {
    return new Told(
        Told.first(body, data + "/title"),
        Told.first(body, data + "/transition"),
        Told.first(body, data + "/severity"),
        Told.first(body, data + "/org"));
  }
}
