package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Takes names of users out of a stored finding, about API access or of waste: out of its subjects,
 * its evidence, the integrations that are called by users' names, and its title, whose names are
 * all among these.
 */
final class FindingNames {
  private static final String SOMEONE = "a user";
  private static final String NOT_KEPT = "(name no longer kept)";
  private static final String FACTS = "facts";
  private static final String FINDINGS = "findings";
  private static final String SUBJECT = "subject";
  private static final String NAME = "name";
  private static final String USERS = "users";
  private static final int ID = 15;

  /** What stands in the place of each name. */
  private final Map<String, String> instead = new HashMap<>();

  private final ObjectNode finding;

  private FindingNames(ObjectNode finding) {
    this.finding = finding;
  }

  /**
   * Replaces all names by ids.
   *
   * @param personal whether an integration, by its id and name, has that name from a user
   */
  static void hide(ObjectNode finding, BiPredicate<String, String> personal) {
    FindingNames names = new FindingNames(finding);
    names.all(one -> names.hideIn(one));
    names.integrations(finding.path(FACTS), personal);
    names.title();
  }

  /**
   * Drops a user, by name or id.
   *
   * @param own whether an integration, by its id and name, has that name from this user
   */
  static void drop(ObjectNode finding, String user, BiPredicate<String, String> own) {
    FindingNames names = new FindingNames(finding);
    if (finding.path(FACTS).path(FINDINGS) instanceof ArrayNode listed) {
      for (Iterator<JsonNode> i = listed.iterator(); i.hasNext(); ) {
        JsonNode subject = i.next().path(SUBJECT);
        if (isOf(subject, user)) {
          names.instead.put(subject.path(NAME).asText(), SOMEONE);
          i.remove();
        }
      }
    }
    names.all(one -> names.dropIn(one, user));
    names.integrations(finding.path(FACTS), own);
    names.title();
  }

  private interface Change {
    void in(ObjectNode one);
  }

  /** The finding that names the alert, and those that are listed. */
  private void all(Change change) {
    if (finding.path(FACTS) instanceof ObjectNode facts) {
      change.in(facts);
      for (JsonNode one : facts.path(FINDINGS)) {
        if (one instanceof ObjectNode listed) {
          change.in(listed);
        }
      }
    }
  }

  private void integrations(JsonNode node, BiPredicate<String, String> which) {
    String id = node.path("integration").asText();
    String name = node.path(NAME).asText();
    if (node instanceof ObjectNode one && !id.isEmpty() && which.test(id, name)) {
      instead.put(name, id);
      one.put(NAME, id);
    }
    node.forEach(inner -> integrations(inner, which));
  }

  private void hideIn(ObjectNode one) {
    if (one.path(SUBJECT) instanceof ObjectNode subject && isUser(subject)) {
      String id = subject.path("id").asText();
      instead.put(subject.path(NAME).asText(), id);
      subject.put(NAME, id);
    }
    if (one.path("evidence").path(USERS) instanceof ArrayNode users) {
      for (int i = 0; i < users.size(); i++) {
        users.set(i, users.textNode(NOT_KEPT));
      }
    }
  }

  private void dropIn(ObjectNode one, String user) {
    if (one.path(SUBJECT) instanceof ObjectNode subject && isOf(subject, user)) {
      instead.put(subject.path(NAME).asText(), SOMEONE);
      subject.put(NAME, SOMEONE);
    }
    if (one.path("evidence").path(USERS) instanceof ArrayNode users) {
      for (Iterator<JsonNode> i = users.iterator(); i.hasNext(); ) {
        if (i.next().asText().equalsIgnoreCase(user)) {
          i.remove();
        }
      }
    }
  }

  private void title() {
    String title = finding.path("title").asText();
    for (String name :
        instead.keySet().stream()
            .filter(n -> !n.isEmpty())
            .sorted(Comparator.comparingInt((String n) -> -n.length()))
            .toList()) {
      title = title.replace(name, instead.getOrDefault(name, SOMEONE));
    }
    finding.put("title", title);
  }

  private static boolean isUser(JsonNode subject) {
    return subject.path("type").asText().equals("user");
  }

  private static boolean isOf(JsonNode subject, String user) {
    String id = subject.path("id").asText();
    return isUser(subject)
        && (subject.path(NAME).asText().equalsIgnoreCase(user)
            || (user.length() >= ID
                && id.length() >= ID
                && user.startsWith("005")
                && key(id).equals(key(user))));
  }

  /** The part of an id that says whose it is, whatever its length. */
  private static String key(String id) {
    return id.substring(0, ID);
  }
}
