package dev.headroom.access.salesforce;

import dev.headroom.access.IpRelaxation;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policies of apps under Salesforce's names. */
final class Policies {
  /**
   * The words of the Metadata API, and the numbers that ExtlClntAppOauthPlcyCnfg has in some orgs
   * (from a public scanner that read them in the picklist; not documented).
   */
  private static final Map<String, IpRelaxation> RELAXATIONS =
      Map.of(
          "enforce", IpRelaxation.ENFORCE,
          "bypass", IpRelaxation.BYPASS,
          "bypass_2factor", IpRelaxation.BYPASS_TWO_FACTOR,
          "enforce_relaxrefresh", IpRelaxation.ENFORCE_RELAX_REFRESH,
          "0", IpRelaxation.ENFORCE,
          "1", IpRelaxation.BYPASS_TWO_FACTOR,
          "2", IpRelaxation.BYPASS,
          "3", IpRelaxation.ENFORCE_RELAX_REFRESH);

  private static final String SPECIFIC = "specific_";

  private Policies() {}

  /** Returns the relaxation called {@code word}; null if there is no such word. */
  static @Nullable IpRelaxation relaxation(String word) {
    return RELAXATIONS.get(word.toLowerCase(Locale.ROOT));
  }

  /** Returns the relaxation in a connected app's metadata, where enforce is the default. */
  static @Nullable IpRelaxation relaxationOfMetadata(String word) {
    return word.isEmpty() ? IpRelaxation.ENFORCE : relaxation(word);
  }

  /** Returns {@code specific_lifetime:30:DAYS} in Headroom's form; infinite is the default. */
  static String refreshTokenOfMetadata(String word) {
    if (word.isEmpty()) {
      return "infinite";
    }
    return word.startsWith(SPECIFIC) ? word.substring(SPECIFIC.length()) : word;
  }

  /** Returns the policy of a row of ExtlClntAppOauthPlcyCnfg; null if it has an unknown word. */
  static @Nullable String refreshToken(Row row) {
    String period =
        ":" + row.text("RefreshTokenValidityPeriod") + ":" + row.text("RefreshTokenValidityUnit");
    return switch (row.text("RefreshTokenPolicyType")) {
      case "Infinite" -> "infinite";
      case "Zero" -> "zero";
      case "SpecificLifetime" -> "lifetime" + period;
      case "SpecificInactivity" -> "inactivity" + period;
      default -> null;
    };
  }
}
