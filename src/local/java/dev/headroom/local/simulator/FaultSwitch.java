package dev.headroom.local.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is switched on for an org, as given in JSON.
 *
 * @param at which requests it affects
 * @param status for kind http; 500 if neither it nor {@code error} is given
 * @param errorCode for kind http; if empty, the reply is an HTML page
 * @param message for kind http
 * @param error the name of an {@link ApiError} or {@link OAuthError}, or an OAuth error code
 * @param description for kind oauth-error
 * @param limit the entry that kinds negative, huge-number, missing and vanished change
 * @param body for kind malformed
 * @param delayMillis for kind stall: the delay before the true reply; 0 means it never comes
 * @param megabytes for kinds huge and gzip-bomb; 0 is the kind's own size
 * @param match text that the path or the query of an affected request contains; empty for any
 * @param times how many requests it affects; 0 means until switched off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultSwitch(
    FaultKind kind,
    At at,
    int status,
    @Nullable String errorCode,
    @Nullable String message,
    @Nullable String error,
    @Nullable String description,
    String limit,
    @Nullable String body,
    long delayMillis,
    int megabytes,
    String match,
    int times) {

  /** Which requests a fault affects. */
  public enum At {
    /** All authenticated calls of the REST API. */
    @JsonProperty("rest")
    REST,
    /** Reading limits. */
    @JsonProperty("limits")
    LIMITS,
    /** Queries. */
    @JsonProperty("query")
    QUERY,
    /** The bodies of event log files. */
    @JsonProperty("logfile")
    LOG_FILE,
    /** Calls of the Metadata API. */
    @JsonProperty("soap")
    SOAP,
    /** The list of API versions, which is one for all orgs: a fault of any org affects it. */
    @JsonProperty("versions")
    VERSIONS,
    /** Posts to the token endpoint. */
    @JsonProperty("token")
    TOKEN;

    /** Returns the place of a call of the REST API that is more exact than {@link #REST}. */
    static At ofResource(String resource) {
      return resource.equals("/limits")
          ? LIMITS
          : resource.startsWith("/query") ? QUERY : resource.endsWith("/LogFile") ? LOG_FILE : REST;
    }
  }

  public FaultSwitch {
    if (delayMillis < 0 || times < 0 || megabytes < 0 || megabytes > 4096) {
      throw new IllegalArgumentException(
          "delayMillis, times, megabytes (at most 4096): not below 0");
    }
    if (status != 0 && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status is outside 200-599: " + status);
    }
  }

  /** A fault as written: members that it does not need may be missing. */
  record Written(
      @JsonProperty(value = "kind", required = true) FaultKind kind,
      @Nullable At at,
      int status,
      @Nullable String errorCode,
      @Nullable String message,
      @Nullable String error,
      @Nullable String description,
      @Nullable String limit,
      @Nullable String body,
      long delayMillis,
      int megabytes,
      @Nullable String match,
      int times) {}

  /** Fills in what was not given. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static FaultSwitch of(Written given) {
    At usual = given.kind() == FaultKind.OAUTH_ERROR ? At.TOKEN : At.REST;
    return new FaultSwitch(
        given.kind(),
        given.at() != null ? given.at() : usual,
        given.status(),
        given.errorCode(),
        given.message(),
        given.error(),
        given.description(),
        given.limit() != null ? given.limit() : SimulatedOrg.API_REQUESTS,
        given.body(),
        given.delayMillis(),
        given.megabytes(),
        given.match() != null ? given.match() : "",
        given.times());
  }

  /** Returns a fault of that kind with defaults for everything else. */
  public static FaultSwitch of(FaultKind kind) {
    return of(new Written(kind, null, 0, null, null, null, null, null, null, 0, 0, null, 0));
  }

  FaultSwitch timesLeft(int left) {
    return new FaultSwitch(
        kind,
        at,
        status,
        errorCode,
        message,
        error,
        description,
        limit,
        body,
        delayMillis,
        megabytes,
        match,
        left);
  }

  int statusOr(int usual) {
    return status == 0 ? usual : status;
  }

  /** Returns the reply of kind http. */
  Reply httpReply() {
    if (error != null) {
      return ApiError.valueOf(error.toUpperCase(Locale.ROOT).replace('-', '_')).reply();
    }
    ApiError known =
        Arrays.stream(ApiError.values())
            .filter(e -> status == 0 || e.status() == status)
            .filter(e -> errorCode == null || e.code().equals(errorCode))
            .filter(e -> status != 0 || errorCode != null)
            .findFirst()
            .orElse(ApiError.UNKNOWN_EXCEPTION);
    int answered = status != 0 ? status : known.status();
    String code = errorCode != null ? errorCode : known.code();
    String says = message != null ? message : known.message();
    return code.isEmpty() ? Reply.page(answered, says) : Reply.restError(answered, code, says);
  }

  /** Returns the reply of kind oauth-error. */
  Reply oauthReply() {
    if (error == null) {
      return OAuthError.AUTHENTICATION_FAILURE.reply();
    }
    for (OAuthError known : OAuthError.values()) {
      if (known.name().equals(error.toUpperCase(Locale.ROOT).replace('-', '_'))
          || known.error().equals(error)) {
        return Reply.oauthError(
            known.error(), description != null ? description : known.description());
      }
    }
    return Reply.oauthError(error, description != null ? description : "");
  }
}
