package dev.headroom.access.salesforce;

import dev.headroom.access.Address;
import dev.headroom.access.AddressNotation;
import dev.headroom.access.AddressSpan;
import dev.headroom.access.App;
import dev.headroom.access.IpRelaxation;
import dev.headroom.access.Part;
import dev.headroom.access.SalesforceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Connected apps and external client apps, and how they are governed. */
final class AppReading {
  private static final String CONNECTED =
      "SELECT Id, Name, OptionsAllowAdminApprovedUsersOnly FROM ConnectedApplication";
  private static final String EXTERNAL =
      "SELECT Id, DeveloperName, MasterLabel FROM ExternalClientApplication";
  private static final String POLICIES =
      "SELECT ExternalClientApplicationId, PermittedUsersPolicyType, IpRelaxationPolicyType,"
          + " RefreshTokenPolicyType, RefreshTokenValidityPeriod, RefreshTokenValidityUnit"
          + " FROM ExtlClntAppOauthPlcyCnfg";
  private static final String SETTINGS =
      "SELECT DeveloperName, ExternalClientApplicationId, "
          + Scopes.columns()
          + " FROM ExtlClntAppOauthSettings";
  private static final String APPROVALS =
      "SELECT SetupEntityId, Parent.Name, Parent.IsOwnedByProfile, Parent.Profile.Name"
          + " FROM SetupEntityAccess"
          + " WHERE SetupEntityType IN ('ConnectedApplication','ExternalClientApplication')";
  private static final String CONNECTED_TYPE = "ConnectedApp";
  private static final String SETTINGS_TYPE = "ExtlClntAppOauthSettings";

  private final OrgCalls calls;
  private final Gaps gaps;
  private final AddressNotation notation;
  private final MetadataNames names;
  private final Map<String, Draft> apps = new LinkedHashMap<>();
  private final Map<String, Set<String>> approvals = new HashMap<>();

  AppReading(OrgCalls calls, Gaps gaps, AddressNotation notation, MetadataNames names) {
    this.calls = calls;
    this.gaps = gaps;
    this.notation = notation;
    this.names = names;
  }

  /** An app as far as it has been read. */
  private static final class Draft {
    private final String id;
    private final String name;
    private final String otherName;
    private final App.Kind kind;
    private String settingsName = "";
    private @Nullable Set<String> scopes;
    private @Nullable String policy;
    private @Nullable IpRelaxation relaxation;
    private @Nullable String refreshToken;
    private @Nullable List<AddressSpan> ranges;

    Draft(String id, String name, String otherName, App.Kind kind) {
      this.id = id;
      this.name = name;
      this.otherName = otherName;
      this.kind = kind;
    }

    String key() {
      return SalesforceId.key(id);
    }
  }

  /** Reads what may be read; the rest is a gap. */
  void read() {
    if (!gaps.has(Part.APPS)) {
      try {
        connected();
      } catch (UnreadException e) {
        gaps.add(Part.APPS, e);
        drop(App.Kind.CONNECTED_APP);
      }
    }
    try {
      external();
    } catch (UnreadException e) {
      gaps.add(Part.EXTERNAL_CLIENT_APPS, e);
      drop(App.Kind.EXTERNAL_CLIENT_APP);
    }
    if (!gaps.has(Part.APP_METADATA)) {
      try {
        connectedMetadata();
        externalRanges();
      } catch (UnreadException e) {
        gaps.add(Part.APP_METADATA, e);
        forget();
      }
    }
    if (!gaps.has(Part.APP_APPROVALS)) {
      try {
        approvals();
      } catch (UnreadException e) {
        gaps.add(Part.APP_APPROVALS, e);
        approvals.clear();
      }
    }
  }

  private void drop(App.Kind kind) {
    apps.values().removeIf(a -> a.kind == kind);
  }

  /** Values that are only in metadata are then unknown, for every app. */
  private void forget() {
    for (Draft app : apps.values()) {
      app.ranges = null;
      if (app.kind == App.Kind.CONNECTED_APP) {
        app.scopes = null;
        app.relaxation = null;
        app.refreshToken = null;
      }
    }
  }

  private void connected() throws UnreadException {
    for (Row row : calls.query(CONNECTED)) {
      String name = row.text("Name");
      Draft app = new Draft(row.text("Id"), name, name, App.Kind.CONNECTED_APP);
      app.policy =
          row.is("OptionsAllowAdminApprovedUsersOnly") ? App.ADMIN_APPROVED : App.SELF_AUTHORIZED;
      apps.put(app.key(), app);
    }
  }

  private void external() throws UnreadException {
    List<Row> rows = calls.query(EXTERNAL);
    for (Row row : rows) {
      Draft app =
          new Draft(
              row.text("Id"),
              row.text("MasterLabel"),
              row.text("DeveloperName"),
              App.Kind.EXTERNAL_CLIENT_APP);
      apps.put(app.key(), app);
    }
    if (rows.isEmpty()) {
      return;
    }
    for (Row row : calls.query(POLICIES)) {
      of(row).ifPresent(app -> policy(app, row));
    }
    for (Row row : calls.query(SETTINGS)) {
      of(row)
          .ifPresent(
              app -> {
                app.settingsName = row.text("DeveloperName");
                app.scopes = Scopes.of(row);
              });
    }
  }

  private Optional<Draft> of(Row row) {
    return Optional.ofNullable(apps.get(SalesforceId.key(row.text("ExternalClientApplicationId"))));
  }

  private static void policy(Draft app, Row row) {
    app.policy =
        switch (row.text("PermittedUsersPolicyType")) {
          case "AdminApprovedPreAuthorized" -> App.ADMIN_APPROVED;
          case "AllSelfAuthorized" -> App.SELF_AUTHORIZED;
          default -> null;
        };
    app.relaxation = Policies.relaxation(row.text("IpRelaxationPolicyType"));
    app.refreshToken = Policies.refreshToken(row);
  }

  private void connectedMetadata() throws UnreadException {
    Map<String, Draft> byName = new LinkedHashMap<>();
    names.list();
    for (Draft app : apps.values()) {
      if (app.kind == App.Kind.CONNECTED_APP) {
        names.of(CONNECTED_TYPE, app.id).ifPresent(name -> byName.put(name, app));
      }
    }
    Set<String> members = Set.of("fullName", "oauthConfig", "oauthPolicy", "ipRanges");
    for (XmlElement record : names.read(CONNECTED_TYPE, byName.keySet(), members)) {
      Draft app = byName.get(record.text("fullName"));
      if (app != null) {
        app.scopes = new TreeSet<>();
        for (XmlElement scope : record.all("oauthConfig/scopes")) {
          app.scopes.add(Scopes.ofMetadata(scope.text()));
        }
        app.relaxation = Policies.relaxationOfMetadata(record.text("oauthPolicy/ipRelaxation"));
        app.refreshToken =
            Policies.refreshTokenOfMetadata(record.text("oauthPolicy/refreshTokenPolicy"));
        app.ranges = spans(record.all("ipRanges"), "start", "end");
      }
    }
  }

  /** Only an app that requires a second factor outside its ranges has ranges that matter. */
  private void externalRanges() throws UnreadException {
    Map<String, Draft> byName = new LinkedHashMap<>();
    for (Draft app : apps.values()) {
      if (app.kind == App.Kind.EXTERNAL_CLIENT_APP
          && app.relaxation == IpRelaxation.BYPASS_TWO_FACTOR
          && !app.settingsName.isEmpty()) {
        byName.put(app.settingsName, app);
      }
    }
    Set<String> members = Set.of("fullName", "trustedIpRanges");
    for (XmlElement record : names.read(SETTINGS_TYPE, byName.keySet(), members)) {
      Draft app = byName.get(record.text("fullName"));
      if (app != null) {
        app.ranges = spans(record.all("trustedIpRanges"), "startIpAddress", "endIpAddress");
      }
    }
  }

  private List<AddressSpan> spans(List<XmlElement> ranges, String start, String end) {
    List<AddressSpan> spans = new ArrayList<>();
    for (XmlElement range : ranges) {
      Optional<Address> first = notation.parse(range.text(start));
      Optional<Address> last = notation.parse(range.text(end));
      if (first.isPresent() && last.isPresent()) {
        spans.add(new AddressSpan(first.get(), last.get()));
      }
    }
    return spans;
  }

  private void approvals() throws UnreadException {
    if (apps.isEmpty()) {
      return;
    }
    for (Row row : calls.query(APPROVALS)) {
      String whom =
          row.is("Parent.IsOwnedByProfile")
              ? "profile:" + row.text("Parent.Profile.Name")
              : "permissionSet:" + row.text("Parent.Name");
      approvals
          .computeIfAbsent(SalesforceId.key(row.text("SetupEntityId")), k -> new TreeSet<>())
          .add(whom);
    }
  }

  List<App> apps() {
    return apps.values().stream().map(this::app).toList();
  }

  private App app(Draft app) {
    return new App(
        app.id,
        app.name,
        app.otherName,
        app.kind,
        app.scopes,
        app.policy,
        app.relaxation,
        app.refreshToken,
        app.ranges,
        gaps.has(Part.APP_APPROVALS)
            ? null
            : List.copyOf(approvals.getOrDefault(app.key(), Set.of())));
  }
}
