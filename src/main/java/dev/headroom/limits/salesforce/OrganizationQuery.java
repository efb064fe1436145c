package dev.headroom.limits.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.auth.AccessToken;
import dev.headroom.auth.Redactor;
import dev.headroom.http.ApiCall;
import dev.headroom.http.Deadline;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.salesforce.QueryPage;
import dev.headroom.http.salesforce.SalesforceApi;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.OrgProfileSource.Answer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one row of the object {@code Organization} (Object Reference, Organization; InstanceName
 * since API version 31).
 */
final class OrganizationQuery {
  static final String SOQL =
      "SELECT Id, InstanceName, OrganizationType, IsSandbox FROM Organization";
  static final int MAX_BODY_BYTES = 64 * 1024;

  private OrganizationQuery() {}

  static Answer ask(
      OutboundHttp http, Org org, AccessToken token, String version, Deadline deadline) {
    String what = "organization of " + org.id();
    Exchange<QueryPage> exchange =
        http.exchange(
            ApiCall.of(
                SalesforceApi.class,
                token.instanceUrl(),
                deadline.remaining(),
                MAX_BODY_BYTES,
                api -> api.query("Bearer " + token.value().reveal(), version, SOQL)));
    return switch (exchange.outcome()) {
      case HttpOutcome.Failure failure -> new Answer.Unknown(what + ": " + failure.detail());
      case HttpOutcome.Reply reply when reply.status() == 200 ->
          profile(exchange.value())
              .<Answer>map(Answer.Found::new)
              .orElseGet(
                  () ->
                      new Answer.Unknown(
                          what + " at " + exchange.place() + ": the answer is not a row of it"));
      case HttpOutcome.Reply reply -> {
        RestError error = RestError.of(reply.body());
        yield new Answer.Unknown(
            what
                + " at "
                + exchange.place()
                + ": HTTP "
                + reply.status()
                + " "
                + Redactor.of(token.value()).clean(error.code() + " (" + error.message() + ")"));
      }
    };
  }

  static Optional<OrgProfile> profile(@Nullable QueryPage page) {
    List<JsonNode> rows = page == null ? List.of() : page.rows();
    if (rows.size() != 1 || rows.getFirst() == null) {
      return Optional.empty();
    }
    JsonNode row = rows.getFirst();
    if (!row.path("IsSandbox").isBoolean()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new OrgProfile(
              row.path("Id").asText(""),
              row.path("InstanceName").asText(""),
              row.path("OrganizationType").asText(""),
              row.path("IsSandbox").booleanValue()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
