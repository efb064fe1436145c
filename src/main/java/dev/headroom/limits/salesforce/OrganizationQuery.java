package dev.headroom.limits.salesforce;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.auth.AccessToken;
import dev.headroom.auth.Redactor;
import dev.headroom.http.Deadline;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.HttpRequestSpec;
import dev.headroom.http.OutboundHttp;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.OrgProfileSource.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The one row of the object {@code Organization} (Object Reference, Organization; InstanceName
 * since API version 31).
 */
final class OrganizationQuery {
  private static final String SOQL =
      "SELECT Id, InstanceName, OrganizationType, IsSandbox FROM Organization";
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private OrganizationQuery() {}

  static Answer ask(
      OutboundHttp http, Org org, AccessToken token, String version, Deadline deadline) {
    String what = "organization of " + org.id();
    HttpRequestSpec request =
        SalesforceCalls.get(
                URI.create(
                    token.instanceUrl()
                        + "/services/data/v"
                        + version
                        + "/query?q="
                        + URLEncoder.encode(SOQL, StandardCharsets.UTF_8)),
                deadline.remaining(),
                MAX_BODY_BYTES)
            .header("Authorization", "Bearer " + token.value().reveal());
    return switch (http.exchange(request)) {
      case HttpOutcome.Failure failure -> new Answer.Unknown(what + ": " + failure.detail());
      case HttpOutcome.Reply reply when reply.status() == 200 ->
          profile(reply.body())
              .<Answer>map(Answer.Found::new)
              .orElseGet(
                  () ->
                      new Answer.Unknown(
                          what + " at " + request.place() + ": the answer is no row of it"));
      case HttpOutcome.Reply reply -> {
        RestError error = RestError.of(reply.body());
        yield new Answer.Unknown(
            what
                + " at "
                + request.place()
                + ": HTTP "
                + reply.status()
                + " "
                + Redactor.of(token.value()).clean(error.code() + " (" + error.message() + ")"));
      }
    };
  }

  private static Optional<OrgProfile> profile(HttpBody body) {
    try {
      JsonNode answer = JSON.readTree(body.text());
      JsonNode rows = answer == null ? null : answer.path("records");
      if (rows == null || rows.size() != 1 || !rows.path(0).path("IsSandbox").isBoolean()) {
        return Optional.empty();
      }
      JsonNode row = rows.path(0);
      return Optional.of(
          new OrgProfile(
              row.path("Id").asText(""),
              row.path("InstanceName").asText(""),
              row.path("OrganizationType").asText(""),
              row.path("IsSandbox").booleanValue()));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
