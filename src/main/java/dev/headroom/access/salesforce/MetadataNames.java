package dev.headroom.access.salesforce;

import dev.headroom.access.SalesforceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records of the Metadata API: their full names by id, and their content. */
final class MetadataNames {
  /** Records per readMetadata call (Metadata API Developer Guide). */
  private static final int MAX_RECORDS = 10;

  private static final List<String> TYPES = List.of("ConnectedApp", "Profile");

  private final OrgCalls calls;
  private final Map<String, String> names = new HashMap<>();
  private boolean listed;

  MetadataNames(OrgCalls calls) {
    this.calls = calls;
  }

  /** Reads the names, once. */
  void list() throws UnreadException {
    if (listed) {
      return;
    }
    for (XmlElement record : calls.listMetadata(TYPES)) {
      names.put(key(record.text("type"), record.text("id")), record.text("fullName"));
    }
    listed = true;
  }

  private static String key(String type, String id) {
    return type + " " + SalesforceId.key(id);
  }

  /** Returns the full name of a record; empty if it is not listed. */
  Optional<String> of(String type, String id) {
    return Optional.ofNullable(names.get(key(type, id)));
  }

  /**
   * Returns the records called {@code fullNames}, ten per call; those that do not exist are left
   * out.
   */
  List<XmlElement> read(String type, Collection<String> fullNames, Set<String> members)
      throws UnreadException {
    List<String> all = List.copyOf(fullNames);
    List<XmlElement> records = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MAX_RECORDS) {
      List<String> some = all.subList(from, Math.min(all.size(), from + MAX_RECORDS));
      for (XmlElement record : calls.readMetadata(type, some, members)) {
        if (record.has("fullName")) {
          records.add(record);
        }
      }
    }
    return records;
  }
}
