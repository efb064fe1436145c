package dev.headroom.access;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An app of the org. Members that cannot be read are null.
 *
 * @param name its label, under which logins name it
 * @param otherName its DeveloperName, under which tokens of external client apps may name it
 * @param scopes by their OAuth names
 * @param policy {@link #ADMIN_APPROVED} or {@link #SELF_AUTHORIZED}
 * @param refreshTokenPolicy {@code infinite}, {@code zero}, {@code lifetime:N:UNIT} or {@code
 *     inactivity:N:UNIT}
 * @param ranges its own trusted ranges, from which a web-server flow login needs no second factor
 * @param approvedFor {@code profile:NAME} and {@code permissionSet:NAME}, sorted
 */
public record App(
    String id,
    String name,
    String otherName,
    Kind kind,
    @Nullable Set<String> scopes,
    @Nullable String policy,
    @Nullable IpRelaxation relaxation,
    @Nullable String refreshTokenPolicy,
    @Nullable List<AddressSpan> ranges,
    @Nullable List<String> approvedFor) {
  /** Only users approved by an admin may use it. */
  public static final String ADMIN_APPROVED = "adminApproved";

  /** Every user may authorise it. */
  public static final String SELF_AUTHORIZED = "selfAuthorized";

  public App {
    scopes = scopes == null ? null : java.util.Collections.unmodifiableSet(new TreeSet<>(scopes));
    ranges = ranges == null ? null : List.copyOf(ranges);
    approvedFor = approvedFor == null ? null : approvedFor.stream().sorted().toList();
  }

  /** The kind of app. */
  public enum Kind {
    CONNECTED_APP("connectedApp", Part.APPS),
    EXTERNAL_CLIENT_APP("externalClientApp", Part.EXTERNAL_CLIENT_APPS);

    private final String word;
    private final Part part;

    Kind(String word, Part part) {
      this.word = word;
      this.part = part;
    }

    /** Returns its name in answers. */
    public String word() {
      return word;
    }

    /** Returns the part of the posture that lists such apps. */
    public Part part() {
      return part;
    }
  }
}
