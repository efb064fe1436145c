package dev.headroom.org;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an org says about itself.
 *
 * @param salesforceId Salesforce's id of the org, 18 characters; not our {@link OrgId}
 * @param instanceName its Salesforce instance, such as {@code USA402}; changes when Salesforce
 *     moves the org
 * @param edition as Salesforce names it, such as {@code Enterprise Edition}
 * @param holdings what it has bought
 */
public record OrgProfile(
    String salesforceId, String instanceName, String edition, boolean sandbox, Holdings holdings) {
  private static final Pattern ID = Pattern.compile("00D[A-Za-z0-9]{15}");
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final Pattern EDITION = Pattern.compile("[A-Za-z0-9 ()+,./&_-]{1,80}");

  public OrgProfile {
    check(ID, salesforceId, "id");
    check(INSTANCE, instanceName, "instance name");
    check(EDITION, edition, "edition");
  }

  /** Returns whether an org of this edition may go over its allocation of API calls. */
  public Margin margin() {
    return sandbox || edition.toLowerCase(Locale.ROOT).contains("developer")
        ? Margin.NONE
        : Margin.SOME;
  }

  /** An org of which it is not known what it has bought. */
  public OrgProfile(String salesforceId, String instanceName, String edition, boolean sandbox) {
    this(salesforceId, instanceName, edition, sandbox, Holdings.UNKNOWN);
  }

  /** Returns the same with what it has bought. */
  public OrgProfile with(Holdings found) {
    return new OrgProfile(salesforceId, instanceName, edition, sandbox, found);
  }

  private static void check(Pattern form, String value, String what) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the " + what + " of the org is none that Salesforce gives");
    }
  }
}
