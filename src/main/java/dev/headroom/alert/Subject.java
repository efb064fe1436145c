package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an alert is about, within its org. Written as a kind and an id. */
public sealed interface Subject {
  /** The whole org. */
  Subject WHOLE_ORG = new WholeOrg();

  /** Returns the kind as the API and messages write it, such as {@code limit}. */
  String kind();

  /** Returns the id within the kind; empty for {@link WholeOrg}, whose id is the org's. */
  String id();

  /** A limit of the org. */
  record Limit(LimitName name) implements Subject {
    @Override
    public String kind() {
      return "limit";
    }

    @Override
    public String id() {
      return name.value();
    }
  }

  /** The org itself. */
  record WholeOrg() implements Subject {
    @Override
    public String kind() {
      return "org";
    }

    @Override
    public String id() {
      return "";
    }
  }

  /** An integration of the org, by its stable id. */
  record Integration(String id) implements Subject {
    @Override
    public String kind() {
      return "integration";
    }
  }

  /** A finding about the org, by its stable id. */
  record Finding(String id) implements Subject {
    @Override
    public String kind() {
      return "finding";
    }
  }

  /** A target of messages, by its id in the manifest; belongs to no org. */
  record Target(String id) implements Subject {
    @Override
    public String kind() {
      return "target";
    }
  }

  /**
   * Orgs that stopped reporting together; belongs to no org.
   *
   * @param by what the orgs have in common
   * @param name of the tenant or the instance
   * @param opened the slot at which the first of them stopped reporting
   */
  record Group(By by, String name, Instant opened) implements Subject {
    private static final Pattern ID = Pattern.compile("(tenant|instance):(.*)@([^@]+)");

    /** What the orgs of a group have in common. */
    public enum By {
      /** The tenant. */
      TENANT("tenant"),
      /** The Salesforce instance. */
      INSTANCE("instance");

      private final String word;

      By(String word) {
        this.word = word;
      }

      /** Returns the word used in messages. */
      public String word() {
        return word;
      }
    }

    @Override
    public String kind() {
      return "group";
    }

    @Override
    public String id() {
      return by.word() + ":" + name + "@" + opened;
    }

    private static Subject parse(String id) {
      Matcher m = ID.matcher(id);
      if (!m.matches()) {
        return new Other("group", id);
      }
      By by = m.group(1).equals(By.TENANT.word()) ? By.TENANT : By.INSTANCE;
      return new Group(by, m.group(2), Instant.parse(m.group(3)));
    }
  }

  /** A subject of a kind that only a newer version knows. */
  record Other(String kind, String id) implements Subject {}

  /** Returns the subject named in a row or a message. */
  static Subject of(String kind, String id) {
    return switch (kind) {
      case "limit" -> new Limit(new LimitName(id));
      case "org" -> WHOLE_ORG;
      case "integration" -> new Integration(id);
      case "finding" -> new Finding(id);
      case "target" -> new Target(id);
      case "group" -> Group.parse(id);
      default -> new Other(kind, id);
    };
  }
}
