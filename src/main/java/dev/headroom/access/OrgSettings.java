package dev.headroom.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a whole org.
 *
 * @param enforcesRangesEveryRequest whether every request is checked against the ranges, not only
 *     logins; null if it cannot be read
 * @param trusted ranges from which a login needs no challenge; they block nothing
 */
public record OrgSettings(
    @Nullable Boolean enforcesRangesEveryRequest,
    ApiAccessControl apiAccessControl,
    List<ConfiguredRange> trusted) {
  /** Settings that could not be read. */
  public static final OrgSettings UNREAD =
      new OrgSettings(null, ApiAccessControl.UNKNOWN, List.of());

  public OrgSettings {
    trusted = List.copyOf(trusted);
  }

  /** Whether users may only use apps approved by an admin. */
  public enum ApiAccessControl {
    ON("on"),
    OFF("off"),
    /** Salesforce has not enabled the feature for the org. */
    NOT_AVAILABLE("notAvailable"),
    UNKNOWN("unknown");

    private final String word;

    ApiAccessControl(String word) {
      this.word = word;
    }

    /** Returns its name in answers. */
    public String word() {
      return word;
    }

    /** Returns the one called {@code word}. */
    public static Optional<ApiAccessControl> of(String word) {
      return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
    }
  }
}
