package dev.headroom.access.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.access.AddressNotation;
import dev.headroom.access.ConfiguredRange;
import dev.headroom.access.Part;
import dev.headroom.access.ProfileRanges;
import dev.headroom.access.SalesforceId;
import dev.headroom.access.salesforce.UnreadException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The login IP ranges of profiles: through the Metadata API, ten per call; if that is not
 * available, through the Tooling API, one per call.
 */
final class RangeReading {
  private static final String TYPE = "Profile";

  private final OrgCalls calls;
  private final Gaps gaps;
  private final AddressNotation notation;
  private final MetadataNames names;

  RangeReading(OrgCalls calls, Gaps gaps, AddressNotation notation, MetadataNames names) {
    this.calls = calls;
    this.gaps = gaps;
    this.notation = notation;
    this.names = names;
  }

  /**
   * Returns the ranges of profiles; none, with a gap, if one of them cannot be read.
   *
   * @param profiles their names by id
   */
  List<ProfileRanges> read(Map<String, String> profiles) {
    if (gaps.has(Part.PROFILE_IP_RANGES) || profiles.isEmpty()) {
      return List.of();
    }
    try {
      return gaps.has(Part.APP_METADATA) ? byTooling(profiles) : byMetadata(profiles);
    } catch (UnreadException e) {
      gaps.add(Part.PROFILE_IP_RANGES, e);
      return List.of();
    }
  }

  private List<ProfileRanges> byMetadata(Map<String, String> profiles) throws UnreadException {
    names.list();
    Map<String, String> ids = new LinkedHashMap<>();
    for (String id : profiles.keySet()) {
      Optional<String> fullName = names.of(TYPE, id);
      if (fullName.isEmpty()) {
        throw missing(profiles.getOrDefault(id, id));
      }
      ids.put(fullName.get(), id);
    }
    Map<String, ProfileRanges> read = new LinkedHashMap<>();
    for (XmlElement record : names.read(TYPE, ids.keySet(), Set.of("fullName", "loginIpRanges"))) {
      String id = ids.get(record.text("fullName"));
      if (id != null) {
        List<ConfiguredRange> ranges = new ArrayList<>();
        for (XmlElement range : record.all("loginIpRanges")) {
          ranges.add(
              ConfiguredRange.of(
                  range.text("startAddress"),
                  range.text("endAddress"),
                  range.text("description"),
                  notation));
        }
        read.put(id, new ProfileRanges(id, profiles.getOrDefault(id, id), ranges));
      }
    }
    for (Map.Entry<String, String> profile : profiles.entrySet()) {
      if (!read.containsKey(profile.getKey())) {
        throw missing(profile.getValue());
      }
    }
    return List.copyOf(read.values());
  }

  private static UnreadException missing(String profile) {
    return new UnreadException(
        Kind.REFUSED, "", "the metadata of profile " + profile + " was not in the answer");
  }

  /**
   * A user without View Setup gets null for every profile's metadata. A user with it gets null for
   * profiles that have none of their own, as standard ones may not.
   */
  private boolean mayViewSetup() {
    Gaps now = new Gaps();
    Permissions.check(calls, now);
    return gaps.isForbidden(Part.APP_METADATA) && !now.has(Part.APP_APPROVALS);
  }

  private List<ProfileRanges> byTooling(Map<String, String> profiles) throws UnreadException {
    calls.allow(profiles.size());
    List<ProfileRanges> read = new ArrayList<>();
    boolean isShown = false;
    for (Map.Entry<String, String> profile : profiles.entrySet()) {
      List<Row> rows =
          calls.tooling(
              "SELECT Name, Metadata FROM Profile WHERE Id = "
                  + Soql.quoted(SalesforceId.whole(profile.getKey())));
      if (rows.isEmpty()) {
        throw missing(profile.getValue());
      }
      JsonNode metadata = rows.getFirst().node().path("Metadata");
      isShown |= metadata.isObject();
      List<ConfiguredRange> ranges = new ArrayList<>();
      for (JsonNode range : metadata.path("loginIpRanges")) {
        ranges.add(
            ConfiguredRange.of(
                range.path("startAddress").asText(""),
                range.path("endAddress").asText(""),
                range.path("description").asText(""),
                notation));
      }
      read.add(
          new ProfileRanges(profile.getKey(), profile.getValue(), ranges, metadata.isObject()));
    }
    if (!isShown && !mayViewSetup()) {
      throw new UnreadException(
          Kind.HIDDEN, "", "the Tooling API shows no metadata of any profile");
    }
    return read;
  }
}
