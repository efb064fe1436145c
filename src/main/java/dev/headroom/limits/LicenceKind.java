package dev.headroom.limits;

import java.util.List;
import java.util.Optional;

/**
 * A kind of user licence that adds calls to an org's allocation (Salesforce App Limits Cheat Sheet,
 * API Request Limits and Allocations, Summer '26).
 *
 * @param name as the org calls it
 * @param key its {@code LicenseDefinitionKey}; empty if it is not documented
 * @param calls in 24 hours for each licence of an Enterprise or Professional org
 * @param largeCalls the same of an Unlimited or Performance org
 */
public record LicenceKind(String name, String key, int calls, int largeCalls) {
  /** Every kind of which that is known. Packs of external identities are sold by size, not here. */
  public static final List<LicenceKind> ALL =
      List.of(
          new LicenceKind("Salesforce", "SFDC", 1_000, 5_000),
          new LicenceKind("Salesforce Platform", "AUL", 1_000, 5_000),
          new LicenceKind("Lightning Platform - One App", "FDC_ONE", 200, 200),
          new LicenceKind("Customer Community", "PID_Customer_Community", 0, 0),
          new LicenceKind("Customer Community Login", "PID_Customer_Community_Login", 0, 0),
          new LicenceKind("Customer Community Plus", "", 200, 200),
          new LicenceKind("Customer Community Plus Login", "", 10, 10),
          new LicenceKind("Partner Community", "PID_Partner_Community", 200, 200),
          new LicenceKind("Partner Community Login", "PID_Partner_Community_Login", 10, 10),
          new LicenceKind("Lightning Platform Starter", "", 200, 200),
          new LicenceKind("Lightning Platform Plus", "", 1_000, 5_000));

  /** Returns the kind with this key, or else with this name. */
  public static Optional<LicenceKind> of(String key, String name) {
    return ALL.stream()
        .filter(kind -> !key.isEmpty() && kind.key.equals(key))
        .findFirst()
        .or(() -> ALL.stream().filter(kind -> kind.name.equals(name)).findFirst());
  }
}
