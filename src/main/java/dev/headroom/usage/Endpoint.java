package dev.headroom.usage;

import java.util.Locale;
import java.util.Set;

/**
 * What is called, without the ids of records and jobs.
 *
 * @param family REST, SOAP, Bulk, ApexREST, as in the file
 * @param method HTTP method
 * @param resource path without version, ids folded; the object of a query or a SOAP call after a
 *     blank: {@code /sobjects/Account/{id}}, {@code /query Lead}, {@code getUpdated Lead}
 * @param object the object it is about, "" if the file names none
 * @param kind the kind of request
 */
public record Endpoint(String family, String method, String resource, String object, Kind kind) {
  /** Of keys that are kept for weeks, for every integration. */
  public static final long KEY_BITS = 0xFFFF_FFFFL;

  /** The kinds of requests that patterns are about. */
  public enum Kind {
    /** Creating, reading, changing or deleting one record over REST. */
    RECORD,
    /** A query over REST or SOAP. */
    QUERY,
    /** A further page of a query. */
    MORE,
    /** A describe, of one object or of all. */
    DESCRIBE,
    /** What was changed or deleted since a time. */
    CHANGES,
    /** SOAP login. */
    LOGIN,
    /** The state of a Bulk job or batch. */
    JOB_STATE,
    /** The limits resource. */
    LIMITS,
    /** Several requests in one. */
    COMPOSITE,
    /** Any other. */
    OTHER
  }

  static final Endpoint OTHERS =
      new Endpoint("", "", "(more resources than are told apart)", "", Kind.OTHER);

  private static final Set<String> PARTS_OF_OBJECTS =
      Set.of("updated", "deleted", "describe", "listviews", "quickActions", "defaultValues");

  /** Returns the endpoint of a folded resource. */
  static Endpoint of(String family, String method, String resource, String object) {
    return new Endpoint(family, method, resource, object, kind(family, method, resource));
  }

  /** Returns whether a word after the object's name in a path is not an id. */
  static boolean isPartOfObject(String word) {
    return PARTS_OF_OBJECTS.contains(word);
  }

  /** Returns its name in a sequence of requests: with the method. */
  public String named() {
    return method.isEmpty() || soap() ? resource : method + " " + resource;
  }

  /** Returns 32 bits of a hash of what distinguishes it, the same in every log. */
  long key() {
    return new TextKey().add(family).end().add(method).end().add(resource).hash() & KEY_BITS;
  }

  boolean soap() {
    return family.equals("SOAP");
  }

  private static Kind kind(String family, String method, String resource) {
    int blank = resource.indexOf(' ');
    String path = blank < 0 ? resource : resource.substring(0, blank);
    if (family.equals("SOAP")) {
      return soapKind(path);
    }
    if (path.equals("/query") || path.equals("/queryAll")) {
      return Kind.QUERY;
    }
    if (path.startsWith("/query/") || path.startsWith("/queryAll/")) {
      return Kind.MORE;
    }
    if (path.equals("/limits")) {
      return Kind.LIMITS;
    }
    if (path.startsWith("/composite")) {
      return Kind.COMPOSITE;
    }
    if (method.equals("GET") && isJob(path)) {
      return Kind.JOB_STATE;
    }
    if (path.startsWith("/ui-api/object-info") && method.equals("GET")) {
      return Kind.DESCRIBE;
    }
    return path.startsWith("/sobjects") ? objectKind(method, path) : Kind.OTHER;
  }

  private static Kind objectKind(String method, String path) {
    if (path.equals("/sobjects") || path.contains("/describe")) {
      return method.equals("GET") || method.isEmpty() ? Kind.DESCRIBE : Kind.OTHER;
    }
    if (path.endsWith("/updated") || path.endsWith("/deleted")) {
      return Kind.CHANGES;
    }
    boolean one = path.endsWith("/{id}") || method.equals("POST");
    return one && !method.equals("HEAD") ? Kind.RECORD : Kind.OTHER;
  }

  /** A job of Bulk 2.0, or a job or batch of the first Bulk API; not its results. */
  private static boolean isJob(String path) {
    if (path.startsWith("/jobs/")) {
      return path.endsWith("/{id}");
    }
    return path.contains("/job/{id}") && path.endsWith("{id}");
  }

  private static Kind soapKind(String verb) {
    return switch (verb.toLowerCase(Locale.ROOT)) {
      case "login" -> Kind.LOGIN;
      case "query", "queryall" -> Kind.QUERY;
      case "querymore" -> Kind.MORE;
      case "getupdated", "getdeleted" -> Kind.CHANGES;
      default -> verb.startsWith("describe") ? Kind.DESCRIBE : Kind.OTHER;
    };
  }
}
