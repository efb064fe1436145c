package dev.headroom.access;

import dev.headroom.access.LockOut.Hit;
import dev.headroom.access.LockOut.Unknown;
import dev.headroom.access.LockOut.Via;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts a lock-out answer into words: first what would have failed, then what is unknown. */
final class LockOutWords {
  private static final int MAX_NAMED = 3;

  /** An address with a smaller share than this of an integration's logins is rare. */
  private static final double RARE = 0.25;

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEEE d MMMM 'at' HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Candidate candidate;
  private final Instant at;

  /** Logins of each user by integration, from any address. */
  private final Map<String, Integer> all = new HashMap<>();

  LockOutWords(Candidate candidate, Instant at) {
    this.candidate = candidate;
    this.at = at;
  }

  /** Records a login that is replayed. */
  void seen(Login login) {
    all.merge(key(login.userId(), login.integration()), login.count(), Integer::sum);
  }

  private static String key(String userId, String integration) {
    return SalesforceId.key(userId) + " " + integration;
  }

  String summary(int logins, List<Hit> out, List<Hit> bypassed, List<Unknown> unknown) {
    List<String> sentences = new ArrayList<>();
    sentences.add(candidate.kind() == Candidate.Kind.ORG_TRUSTED ? trusted() : failed(logins, out));
    if (!bypassed.isEmpty()) {
      sentences.add(
          amount(sum(bypassed, Via.LOGIN), sum(bypassed, Via.REQUEST))
              + " from outside would pass only because of the IP relaxation of "
              + names(bypassed)
              + ".");
    }
    List<Unknown> unread = unknown.stream().filter(u -> u.reason().isUnreadable()).toList();
    List<Unknown> others = unknown.stream().filter(u -> !u.reason().isUnreadable()).toList();
    if (!others.isEmpty()) {
      sentences.add("Not known: " + reasons(others) + ".");
    }
    if (!unread.isEmpty()) {
      sentences.add("The answer is not complete: " + reasons(unread) + ".");
    }
    return String.join(" ", sentences);
  }

  private static String trusted() {
    return "Trusted ranges block nobody: no login would have failed for the lack of one.";
  }

  private String failed(int logins, List<Hit> out) {
    String window = " in the " + candidate.days() + " days before " + WHEN.format(at);
    if (out.isEmpty()) {
      return logins == 0
          ? "No login of " + subject() + " was seen" + window + "."
          : "None of " + logins + " logins" + window + " would have failed.";
    }
    int failed = sum(out, Via.LOGIN);
    int requests = sum(out, Via.REQUEST);
    String head =
        requests == 0
            ? failed + " of " + logins + " logins" + window
            : failed + " of " + logins + " logins" + window + " and " + calls(requests);
    String details =
        out.stream()
            .sorted(Comparator.comparingInt((Hit h) -> -h.logins() - h.requests()))
            .limit(MAX_NAMED)
            .map(this::detail)
            .collect(Collectors.joining("; "));
    int more = out.size() - MAX_NAMED;
    return head
        + " would have failed: "
        + details
        + (more > 0 ? "; and " + more + " more" : "")
        + ".";
  }

  private static String calls(int requests) {
    return requests == 1 ? "1 call of the last day" : requests + " calls of the last day";
  }

  private String subject() {
    return switch (candidate.kind()) {
      case PROFILE -> "users of profile " + candidate.name();
      case USER -> candidate.name();
      case APP, RELAXATION -> "app " + candidate.name();
      case ORG_TRUSTED -> "the org";
    };
  }

  private String detail(Hit hit) {
    String times =
        hit.via() == Via.REQUEST
            ? (hit.requests() == 1 ? "1 call" : hit.requests() + " calls")
            : hit.logins() == 1 ? "1 login" : hit.logins() + " logins";
    return hit.integration()
        + " of "
        + hit.user()
        + " from "
        + hit.address()
        + " ("
        + times
        + ", last on "
        + WHEN.format(hit.lastAt())
        + ")"
        + role(hit);
  }

  /** What the address may be to the integration, by its share of the logins. */
  private String role(Hit hit) {
    int total = all.getOrDefault(key(hit.userId(), hit.integration()), 0);
    if (hit.via() == Via.REQUEST || total == 0) {
      return "";
    }
    int others = total - hit.logins();
    if (others == 0) {
      return ", its only address";
    }
    return hit.logins() < RARE * total && hit.logins() > 1
        ? ", which is rare beside its " + others + " other logins: perhaps its failover"
        : "";
  }

  private static int sum(List<Hit> hits, Via via) {
    return hits.stream()
        .filter(h -> h.via() == via)
        .mapToInt(h -> via == Via.LOGIN ? h.logins() : h.requests())
        .sum();
  }

  private static String names(List<Hit> hits) {
    return hits.stream()
        .map(Hit::integration)
        .distinct()
        .limit(MAX_NAMED)
        .collect(Collectors.joining(", "));
  }

  private static String reasons(List<Unknown> unknown) {
    return unknown.stream()
        .map(
            u -> {
              String amount =
                  u.logins() + u.requests() == 0 ? "" : amount(u.logins(), u.requests()) + ": ";
              return amount + u.reason().meaning();
            })
        .collect(Collectors.joining("; "));
  }

  private static String amount(int logins, int requests) {
    String calls = requests == 1 ? "1 call" : requests + " calls";
    String all = logins == 1 ? "1 login" : logins + " logins";
    return requests == 0 ? all : logins == 0 ? calls : all + " and " + calls;
  }
}
