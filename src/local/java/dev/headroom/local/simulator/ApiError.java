package dev.headroom.local.simulator;

/** Errors of Salesforce's REST resources, with their known texts. */
public enum ApiError {
  SESSION_EXPIRED(401, "INVALID_SESSION_ID", "Session expired or invalid"),
  SESSION_NOT_FOR_REST(
      401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API"),
  APP_NOT_ATTACHED(401, "INVALID_SESSION_ID", "Connected app is not attached to Agent"),
  TOTAL_REQUESTS(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
  CONCURRENT_LONG(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded."),
  CONCURRENT_REQUESTS(
      403,
      "REQUEST_LIMIT_EXCEEDED",
      "ConcurrentRequests (Concurrent API Requests) Limit exceeded."),
  API_DISABLED(403, "API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner"),
  LIMITS_NOT_ENABLED(403, "API_DISABLED_FOR_ORG", "Limits resource is not enabled"),
  API_DISABLED_FOR_USER(403, "API_CURRENTLY_DISABLED", "API is disabled for this User"),
  INSUFFICIENT_ACCESS(
      403, "INSUFFICIENT_ACCESS", "insufficient access rights on cross-reference id"),
  NOT_FOUND(404, "NOT_FOUND", "The requested resource does not exist"),
  METHOD_NOT_ALLOWED(405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed. Allowed are GET"),
  GONE(410, "UNSUPPORTED_API_VERSION", "The requested API version has been retired"),
  URI_TOO_LONG(414, "", "URI Too Long"),
  HEADERS_TOO_LARGE(431, "", "Request Header Fields Too Large"),
  EDGE_UNROUTED(420, "", "Salesforce Edge"),
  QUERY_TIMEOUT(400, "QUERY_TIMEOUT", "Your query request was running for too long."),
  BAD_LOCATOR(400, "INVALID_QUERY_LOCATOR", "invalid query locator"),
  UNKNOWN_EXCEPTION(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred"),
  EDGE_BAD_GATEWAY(502, "", "Salesforce Edge"),
  SERVER_UNAVAILABLE(503, "SERVER_UNAVAILABLE", "The server is temporarily unavailable"),
  MAINTENANCE(503, "", "We are down for maintenance");

  private final int status;
  private final String code;
  private final String message;

  ApiError(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the errorCode; empty for errors whose body is an HTML page. */
  public String code() {
    return code;
  }

  /** Returns the message, or the text of the page. */
  public String message() {
    return message;
  }

  Reply reply() {
    return code.isEmpty() ? Reply.page(status, message) : Reply.restError(status, code, message);
  }
}
