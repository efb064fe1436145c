package dev.headroom.access.salesforce;

import dev.headroom.access.AddressNotation;
import dev.headroom.access.ConfiguredRange;
import dev.headroom.access.OrgSettings;
import dev.headroom.access.OrgSettings.ApiAccessControl;
import dev.headroom.access.Part;
import dev.headroom.access.salesforce.UnreadException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The org's security settings and its API Access Control. */
final class SettingsReading {
  private final OrgCalls calls;
  private final Gaps gaps;
  private final AddressNotation notation;

  SettingsReading(OrgCalls calls, Gaps gaps, AddressNotation notation) {
    this.calls = calls;
    this.gaps = gaps;
    this.notation = notation;
  }

  /** Returns the settings; unread, with a gap, if one of the two cannot be read. */
  OrgSettings read() {
    if (gaps.has(Part.ORG_SETTINGS)) {
      return OrgSettings.UNREAD;
    }
    try {
      XmlElement security =
          record("SecuritySettings", "Security", Set.of("networkAccess", "sessionSettings"));
      XmlElement apps =
          record("ConnectedAppSettings", "ConnectedApp", Set.of("enableAdminApprovedAppsOnly"));
      List<ConfiguredRange> trusted = new ArrayList<>();
      for (XmlElement range : security.all("networkAccess/ipRanges")) {
        trusted.add(
            ConfiguredRange.of(
                range.text("start"), range.text("end"), range.text("description"), notation));
      }
      return new OrgSettings(
          security.text("sessionSettings/enforceIpRangesEveryRequest").equals("true"),
          control(apps),
          trusted);
    } catch (UnreadException e) {
      gaps.add(Part.ORG_SETTINGS, e);
      return OrgSettings.UNREAD;
    }
  }

  /** The element is absent if the feature is not available. */
  private static ApiAccessControl control(XmlElement settings) {
    if (!settings.has("enableAdminApprovedAppsOnly")) {
      return ApiAccessControl.NOT_AVAILABLE;
    }
    return settings.text("enableAdminApprovedAppsOnly").equals("true")
        ? ApiAccessControl.ON
        : ApiAccessControl.OFF;
  }

  private XmlElement record(String type, String name, Set<String> members) throws UnreadException {
    List<XmlElement> records = calls.readMetadata(type, List.of(name), members);
    if (records.isEmpty()) {
      throw new UnreadException(Kind.REFUSED, "", type + ": the answer has no record");
    }
    return records.getFirst();
  }
}
