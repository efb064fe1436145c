package dev.headroom.local.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.Acceptance;
import dev.headroom.access.AccessDay;
import dev.headroom.access.ApiUser;
import dev.headroom.access.Effective;
import dev.headroom.access.Finding;
import dev.headroom.access.FindingKind;
import dev.headroom.access.Gap;
import dev.headroom.access.OrgSettings;
import dev.headroom.access.Part;
import dev.headroom.access.PathKind;
import dev.headroom.access.PathState;
import dev.headroom.access.Posture;
import dev.headroom.access.PostureStore;
import dev.headroom.access.SubjectRef;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.access.json.PostureReader;
import dev.headroom.org.OrgId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two audits of {@code acme-prod} out of what the access kit knows of an org, and one of an org
 * whose names are as long as they come and that does not show all.
 */
final class AccessFixtures {
  static final OrgId ORG = new OrgId("acme-prod");
  static final OrgId CROWDED = CrowdedOrgs.OUT;

  /** A name that a spreadsheet would compute. */
  static final String FORMULA = "=HYPERLINK(\"http://evil.example\",\"ok\")@acme.example";

  private static final Path TRUTH = Path.of("src/bench/access/truth");
  private static final String LONG =
      "integration.enterprise-resource-planning.nightly-batch@northwind-manufacturing-emea.example";

  private AccessFixtures() {}

  static void fill(PostureStore store, Instant now) {
    Posture first = read("fortress.t1.json", now.minus(1, ChronoUnit.DAYS));
    Posture second = accepted(read("fortress.t2.json", now.minus(1, ChronoUnit.HOURS)));
    save(store, ORG, first, null);
    save(store, ORG, second, first);
    save(store, CROWDED, crowded(now.minus(2, ChronoUnit.HOURS)), null);
  }

  private static void save(
      PostureStore store, OrgId org, Posture posture, @Nullable Posture before) {
    store.save(org, posture, AccessDay.of(posture, before));
  }

  static Posture read(String name, Instant at) {
    try {
      JsonNode node = new ObjectMapper().readTree(TRUTH.resolve(name).toFile());
      Posture posture = new PostureReader(new IpAddressNotation()).read(node);
      return new Posture(
          posture.org(),
          at.truncatedTo(ChronoUnit.SECONDS),
          posture.partial(),
          posture.settings(),
          posture.apiUsers(),
          posture.apps(),
          posture.ipRanges(),
          posture.findings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Posture accepted(Posture posture) {
    List<Finding> findings = new ArrayList<>();
    for (Finding f : posture.findings()) {
      findings.add(
          f.kind() == FindingKind.APP_IP_RELAXED
              ? f.acceptedBy(
                  new Acceptance(
                      f.id(), "the vendor has no fixed addresses", "ann", LocalDate.of(2099, 1, 1)))
              : f);
    }
    return new Posture(
        posture.org(),
        posture.takenAt(),
        posture.partial(),
        posture.settings(),
        posture.apiUsers(),
        posture.apps(),
        posture.ipRanges(),
        findings);
  }

  private static Posture crowded(Instant at) {
    List<ApiUser> users = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      String id = "005%012dAAA".formatted(n);
      String name = n == 0 ? FORMULA : n + "." + LONG;
      String profile = "Northwind Manufacturing Standard Platform User with API";
      users.add(
          new ApiUser(
              id,
              name,
              profile,
              Effective.YES,
              List.of(),
              false,
              List.of(
                  new ApiUser.Via(PathKind.PROFILE, profile, PathState.ACTIVE, null),
                  new ApiUser.Via(
                      PathKind.PERMISSION_SET_GROUP,
                      "northwind__Integration_Users_With_Enterprise_Resource_Planning",
                      PathState.STALE,
                      null)),
              n % 3 == 0 ? null : at,
              false,
              null,
              "apiUserNotAllowed:" + id));
      findings.add(
          new Finding(
              FindingKind.API_USER_NOT_ALLOWED,
              FindingKind.API_USER_NOT_ALLOWED.severity(),
              new SubjectRef("user", id, name),
              Map.of("via", List.of(profile)),
              null));
    }
    return new Posture(
        "00D000000000009EAA",
        at.truncatedTo(ChronoUnit.SECONDS),
        List.of(
            Gap.forbidden(Part.TOKENS, "INSUFFICIENT_ACCESS: the user has no CustomizeApplication"),
            Gap.unanswered(Part.EVENT_LOG, "there is no daily ApiTotalUsage file")),
        new OrgSettings(null, OrgSettings.ApiAccessControl.UNKNOWN, List.of()),
        users,
        List.of(),
        List.of(),
        findings);
  }
}
