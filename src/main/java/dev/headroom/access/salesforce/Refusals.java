package dev.headroom.access.salesforce;

import dev.headroom.access.salesforce.UnreadException.Kind;
import dev.headroom.http.HttpOutcome;
import dev.headroom.limits.salesforce.RestError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a refusal means for a look: one table of status and error code. Sources: REST API Developer
 * Guide (status codes and error responses), SOAP API Developer Guide (ExceptionCode).
 */
final class Refusals {
  /** The code for a session that is no longer accepted. */
  static final String SESSION = "INVALID_SESSION_ID";

  /** Objects and fields that a user may not see do not exist for that user. */
  private static final Set<String> HIDDEN =
      Set.of(
          "INVALID_TYPE",
          "INVALID_FIELD",
          "INSUFFICIENT_ACCESS",
          "INSUFFICIENT_ACCESS_OR_READONLY",
          "FUNCTIONALITY_NOT_ENABLED");

  private static final Set<String> OVER =
      Set.of("API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED", SESSION);

  private Refusals() {}

  /** Returns the error of a refusal, from REST or SOAP. */
  static RestError errorOf(HttpOutcome.Reply reply) {
    RestError error = RestError.of(reply.body());
    return error.isOfSalesforce() ? error : fault(reply).orElse(error);
  }

  private static Optional<RestError> fault(HttpOutcome.Reply reply) {
    try {
      return MetadataXml.elements(
              reply.body().stream(), "Fault", Set.of("faultcode", "faultstring"))
          .filter(faults -> !faults.isEmpty())
          .map(List::getFirst)
          .map(
              f -> {
                String code = f.text("faultcode");
                return new RestError(code.substring(code.indexOf(':') + 1), f.text("faultstring"));
              });
    } catch (IOException e) {
      return Optional.empty(); // bytes in memory do not fail
    }
  }

  /**
   * Judges a refusal.
   *
   * @param reason what came back, for a person
   */
  static UnreadException judge(int status, RestError error, String reason) {
    return new UnreadException(kind(status, error), error.code(), reason);
  }

  private static Kind kind(int status, RestError error) {
    String code = error.code();
    if (code.equals("REQUEST_LIMIT_EXCEEDED")) {
      // the other meaning of the code, too many long calls at once, is temporary
      return error.means("totalrequests", "total requests") ? Kind.OVER : Kind.TRANSIENT;
    }
    if (OVER.contains(code)) {
      return Kind.OVER;
    }
    if (HIDDEN.contains(code)) {
      return Kind.HIDDEN;
    }
    return switch (code) {
      case "EXCEEDED_ID_LIMIT" -> Kind.TOO_MANY_GROUPS;
      case "INVALID_QUERY_LOCATOR" -> Kind.LOST_LOCATOR;
      default -> status >= 500 || status == 420 || status == 429 ? Kind.TRANSIENT : Kind.REFUSED;
    };
  }
}
