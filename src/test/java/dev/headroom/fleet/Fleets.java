package dev.headroom.fleet;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.alert.Severity;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import dev.headroom.org.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Fleets for tests. */
public final class Fleets {
  private Fleets() {}

  /** One of everything, with every member given somewhere and left out somewhere. */
  public static Fleet whole() {
    return new Fleet(
        List.of(new Tenant("acme", "Acme Ltd"), new Tenant("beta", "Beta & Söhne")),
        List.of(
            org("acme-prod"),
            new Org(
                new OrgId("acme-uat"),
                "acme",
                URI.create("https://acme--uat.sandbox.my.salesforce.com"),
                new JwtBearer(
                    "3MVG9.uat",
                    "monitor@acme.com.uat",
                    new SecretRef(Scheme.KMS, "alias/key"),
                    URI.create("https://test.salesforce.com")),
                Duration.ofMinutes(15),
                "67.0",
                Map.of("env", "uat", "owner", "erp \"team\""))),
        List.of(
            new Policy(
                List.of("Daily*"),
                Map.of("env", "prod"),
                "acme",
                new Levels(50, 75.5, 0),
                new Horizons(Duration.ofDays(1), null),
                0.7,
                Duration.ofMinutes(15)),
            new Policy(List.of(), Map.of(), null, Levels.DEFAULT)),
        List.of(
            new Target(new TargetId("chat"), "slack", Map.of("url", "env:SLACK_URL")),
            new Target(
                new TargetId("hooks"),
                "webhook",
                Map.of("url", "https://alerts.acme.com/x", "secret", "env:HOOK"))),
        List.of(
            new Route(
                new Route.Match(Severity.ESCALATION, "acme", Map.of("env", "prod"), List.of("*")),
                List.of(new TargetId("hooks")),
                true),
            new Route(
                Route.Match.EVERYTHING,
                List.of(new TargetId("chat"), new TargetId("hooks")),
                false)));
  }

  /** As {@link #whole()}, after a change of each kind. */
  public static Fleet changed() {
    return new Fleet(
        List.of(new Tenant("acme", "Acme Limited"), new Tenant("gamma", "Gamma")),
        List.of(org("acme-prod"), org("gamma-prod")),
        List.of(new Policy(List.of("*Storage*"), Map.of(), null, new Levels(10, 20, 1))),
        List.of(
            new Target(new TargetId("chat"), "slack", Map.of("url", "env:SLACK_URL_2")),
            new Target(new TargetId("pager"), "pagerduty", Map.of("routingKey", "ssm:/pd"))),
        List.of(new Route(Route.Match.EVERYTHING, List.of(new TargetId("pager")), false)));
  }

  /** A fleet of {@code count} orgs and nothing else but their tenant. */
  public static Fleet ofOrgs(int count) {
    return new Fleet(
        List.of(new Tenant("acme", "Acme")),
        IntStream.range(0, count).mapToObj(i -> org("org-%05d".formatted(i))).toList(),
        List.of(),
        List.of(),
        List.of());
  }

  /** An org of Acme with every default. */
  public static Org org(String id) {
    return new Org(
        new OrgId(id),
        "acme",
        URI.create("https://" + id + ".my.salesforce.com"),
        new ClientCredentials("3MVG9." + id, new SecretRef(Scheme.ENV, "SECRET")),
        Duration.ofMinutes(5),
        null,
        Map.of("env", "prod"));
  }
}
