package dev.headroom.fleet.manifest;

import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.http.EgressPolicy;
import dev.headroom.org.Credentials;
import dev.headroom.org.Forms;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.PersonalData;
import dev.headroom.org.SalesforceHosts;
import dev.headroom.org.SecretRef;
import dev.headroom.org.Tenant;
import dev.headroom.org.TimeZones;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code tenants} and {@code orgs}. */
final class OrgSection {
  static final Set<String> TENANT_MEMBERS = Names.of("id", "name", "personalData");
  static final Set<String> ORG_MEMBERS =
      Names.of(
          "id", "tenant", "loginUrl", "auth", Intervals.NAME, "apiVersion", "timeZone", "tags");
  static final Set<String> CLIENT_CREDENTIALS_MEMBERS =
      Names.of("type", "clientId", "clientSecret");
  static final Set<String> JWT_BEARER_MEMBERS =
      Names.of("type", "clientId", "username", "privateKey", "audience");
  static final Set<String> AUTH_TYPES = Names.of("client-credentials", "jwt-bearer");

  static final String SECRET_REMEDY =
      "Keep the secret in a secret store and write a reference here, such as env:ACME_SECRET"
          + " (env:, ssm: or secretsmanager:).";
  static final String KEY_REMEDY =
      "Keep the key in a secret store and write a reference here, such as env:ACME_KEY (env:, ssm:,"
          + " secretsmanager: or kms:).";
  private static final String PERSONAL_DATA_REMEDY =
      "Write names, or none for a tenant that is shown ids instead of names of users.";
  private static final String VERSION_REMEDY =
      "Write a version in quotes such as \"67.0\", 31.0 or newer, or leave it out for the newest"
          + " that the org offers.";

  /** {@code /limits} uses the names that are read here from version 31 on. */
  private static final Pattern VERSION = Pattern.compile("(3[1-9]|[4-9][0-9]|[1-9][0-9]{2})\\.0");

  private static final Pattern OLD_VERSION = Pattern.compile("([1-9]|[12][0-9]|30)\\.0");

  private final Findings findings;
  private final Addresses addresses;
  private final Tags tags;
  private final Ids tenants;
  private final Intervals usualInterval;
  private final Ids ids;

  OrgSection(Findings findings, EgressPolicy egress, Tags tags, Ids tenants, Intervals interval) {
    this.findings = findings;
    this.addresses = new Addresses(egress, findings);
    this.tags = tags;
    this.tenants = tenants;
    this.usualInterval = interval;
    this.ids = new Ids(findings);
  }

  /** Returns the ids of the orgs, once they have been read. */
  Ids ids() {
    return ids;
  }

  List<Tenant> tenants(Members root) {
    String remedy = "Write a list of {id, name}.";
    List<Tenant> read = new ArrayList<>();
    List<Node> items = root.list("tenants", root.required("tenants", remedy), remedy);
    if (items == null && root.has("tenants")) {
      tenants.leaveUnread();
    }
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = "tenants[" + i + "]";
      if (!(items.get(i) instanceof Mapping mapping)) {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), "Write {id, name}.");
        continue;
      }
      Members members = new Members(mapping, place, false, findings).only(TENANT_MEMBERS);
      String id = tenants.claim(members, place);
      String name = members.requiredText("name", "Name the tenant for people to read.");
      PersonalData personalData = personalData(members);
      if (id != null && name != null) {
        read.add(new Tenant(id, name, personalData));
      }
    }
    return read;
  }

  private @Nullable PersonalData personalData(Members members) {
    String text = members.optionalText("personalData", PERSONAL_DATA_REMEDY);
    PersonalData read = text == null ? null : PersonalData.of(text).orElse(null);
    if (text != null && read == null) {
      findings.add(
          members.at("personalData"),
          text,
          "is not something that a tenant can be shown of users",
          PERSONAL_DATA_REMEDY);
    }
    return read;
  }

  List<Org> orgs(Members root) {
    String remedy = "Write a list of orgs; [] when there is none.";
    List<Org> read = new ArrayList<>();
    List<Node> items = root.list("orgs", root.required("orgs", remedy), remedy);
    if (items == null) {
      ids.leaveUnread();
    }
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = "orgs[" + i + "]";
      if (!(items.get(i) instanceof Mapping mapping)) {
        findings.add(
            place,
            Members.wrongType(items.get(i), "a mapping"),
            "Write {id, tenant, loginUrl, auth}.");
        continue;
      }
      Org org = org(new Members(mapping, place, true, findings).only(ORG_MEMBERS), place);
      if (org != null) {
        read.add(org);
      }
    }
    return read;
  }

  private @Nullable Org org(Members members, String place) {
    String id = ids.claim(members, place);
    String tenant = tenant(members);
    String login =
        members.requiredText(
            "loginUrl", "Write the org's My Domain address: https://<name>.my.salesforce.com.");
    URI loginUrl = login == null ? null : addresses.login(members.at("loginUrl"), login);
    Credentials credentials = credentials(members);
    if (loginUrl != null) {
      canLogIn(members.at("loginUrl"), loginUrl, credentials);
    }
    Intervals interval = Intervals.read(members, usualInterval, findings);
    String version = apiVersion(members);
    ZoneId timeZone = timeZone(members);
    Map<String, String> labels = tags.read(members);
    if (id == null
        || tenant == null
        || loginUrl == null
        || credentials == null
        || interval == null) {
      return null;
    }
    return new Org(
        new OrgId(id),
        tenant,
        loginUrl,
        credentials,
        interval.usual(),
        interval.quiet(),
        version,
        timeZone,
        labels);
  }

  /** Reports what Salesforce's own host cannot be used for. */
  private void canLogIn(String path, URI loginUrl, @Nullable Credentials credentials) {
    String host = Objects.requireNonNullElse(loginUrl.getHost(), "");
    String instead = SalesforceHosts.servesInstead(host).orElse(null);
    if (instead != null) {
      findings.add(
          path,
          loginUrl.toString(),
          "is not a login address: it serves " + instead,
          "Write the org's My Domain address, which Setup, My Domain shows"
              + SalesforceHosts.myDomainOf(host)
                  .map(name -> ": https://" + name + ".")
                  .orElse(", https://<name>.my.salesforce.com."));
    } else if (SalesforceHosts.isGeneralLogin(host)
        && credentials instanceof Credentials.ClientCredentials) {
      findings.add(
          path,
          loginUrl.toString(),
          "is not a login address for client-credentials: it does not know which org is meant",
          "Write the org's My Domain address, https://<name>.my.salesforce.com, or log in with"
              + " jwt-bearer.");
    }
  }

  private @Nullable String tenant(Members members) {
    String tenant =
        members.requiredText("tenant", "Write the id of the tenant that the org belongs to.");
    if (tenant != null && !tenants.hold(tenant)) {
      findings.add(
          members.at("tenant"),
          tenant,
          "names a tenant that the manifest does not have",
          "Add it to tenants, or correct the id.");
    }
    return tenant;
  }

  private @Nullable Credentials credentials(Members org) {
    String remedy =
        "Write {type: client-credentials, clientId, clientSecret} or "
            + "{type: jwt-bearer, clientId, username, privateKey, [audience]}.";
    Mapping mapping = org.mapping("auth", org.required("auth", remedy), remedy);
    if (mapping == null) {
      return null;
    }
    Members auth = new Members(mapping, org.at("auth"), true, findings);
    String type = auth.requiredText("type", remedy);
    if (type == null) {
      return null;
    }
    return switch (type) {
      case "client-credentials" -> clientCredentials(auth.only(CLIENT_CREDENTIALS_MEMBERS));
      case "jwt-bearer" -> jwtBearer(auth.only(JWT_BEARER_MEMBERS));
      default -> {
        findings.add(
            auth.at("type"),
            type,
            "is not a way to log in",
            "Write one of: " + String.join(", ", AUTH_TYPES) + ".");
        yield null;
      }
    };
  }

  private @Nullable Credentials clientCredentials(Members auth) {
    String clientId = clientId(auth);
    SecretRef secret = readable(auth, "clientSecret");
    return clientId == null || secret == null
        ? null
        : new Credentials.ClientCredentials(clientId, secret);
  }

  private @Nullable Credentials jwtBearer(Members auth) {
    String clientId = clientId(auth);
    String username = word(auth, "username", "Write the user that Headroom acts as.");
    SecretRef key = reference(auth, "privateKey", KEY_REMEDY);
    String text = auth.optionalText("audience", Addresses.AUDIENCE);
    URI audience = text == null ? null : addresses.audience(auth.at("audience"), text);
    return clientId == null || username == null || key == null
        ? null
        : new Credentials.JwtBearer(clientId, username, key, audience);
  }

  private @Nullable String clientId(Members auth) {
    return word(auth, "clientId", "Write the app's consumer key.");
  }

  /**
   * Text in which Salesforce never has a blank: a blank is left over from copying, or hides another
   * word.
   */
  private @Nullable String word(Members auth, String name, String remedy) {
    String text = auth.requiredText(name, remedy);
    if (text != null && Forms.hasBlank(text)) {
      boolean atAnEnd =
          Forms.isBlank(text.substring(0, 1)) || Forms.isBlank(text.substring(text.length() - 1));
      findings.add(
          auth.at(name),
          text,
          atAnEnd ? "begins or ends with a blank" : "holds a blank",
          "Remove the blank. " + remedy);
      return null;
    }
    return text;
  }

  private @Nullable SecretRef reference(Members members, String name, String remedy) {
    Node node = members.required(name, remedy);
    String text = node == null ? null : members.secretText(name, node, remedy);
    return text == null ? null : reference(members.at(name), text, remedy, findings);
  }

  private @Nullable SecretRef readable(Members members, String name) {
    return readable(reference(members, name, SECRET_REMEDY), members.at(name), findings);
  }

  /** Returns the reference, unless it is to a signing key, which is never read. */
  static @Nullable SecretRef readable(
      @Nullable SecretRef reference, String path, Findings findings) {
    if (reference != null && reference.scheme() == SecretRef.Scheme.KMS) {
      findings.add(
          path,
          "refers to a KMS key, which signs and cannot be read",
          "Use ssm: or secretsmanager: here; only a privateKey may be a kms: key.");
      return null;
    }
    return reference;
  }

  /** Returns the reference in {@code text}; null after a violation, which never shows the text. */
  static @Nullable SecretRef reference(String path, String text, String remedy, Findings findings) {
    SecretRef reference = SecretRef.parse(text).orElse(null);
    if (reference == null) {
      findings.add(path, "is not a reference to a secret", remedy);
    } else if (reference.scheme() == SecretRef.Scheme.SECRETSMANAGER
        && reference.name().matches("#.*|[^#]*#")) {
      findings.add(
          path,
          "refers to a member of a secret without naming both",
          "Write secretsmanager:<secret>#<member>, or leave # and what follows out.");
      return null;
    }
    return reference;
  }

  private @Nullable String apiVersion(Members members) {
    String text = members.optionalText("apiVersion", VERSION_REMEDY);
    if (text == null) {
      return null;
    }
    if (!VERSION.matcher(text).matches()) {
      findings.add(
          members.at("apiVersion"),
          text,
          OLD_VERSION.matcher(text).matches() ? "is older than 31.0" : "is not a version",
          VERSION_REMEDY);
    }
    return text;
  }

  private @Nullable ZoneId timeZone(Members members) {
    String text = members.optionalText("timeZone", TimeZones.REMEDY);
    if (text == null) {
      return null;
    }
    ZoneId zone = TimeZones.find(text).orElse(null);
    if (zone == null) {
      List<String> near = TimeZones.near(text);
      findings.add(
          members.at("timeZone"),
          text,
          TimeZones.isFixed(text)
              ? "is an offset or an abbreviation, not a place"
              : "is not a time zone",
          near.isEmpty()
              ? TimeZones.REMEDY
              : "Did you mean " + String.join(" or ", near) + "? " + TimeZones.REMEDY);
    }
    return zone;
  }
}
