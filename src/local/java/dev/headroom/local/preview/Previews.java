package dev.headroom.local.preview;

import dev.headroom.auth.Secret;
import dev.headroom.local.receiver.Incoming;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.Receivers;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import dev.headroom.wiring.TargetTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Composes the messages of an alert for every kind of target, with the notifiers that send them. No
 * request leaves the process and no secret is read: made-up settings take their place.
 */
public final class Previews {
  private static final String BASE = "https://preview.invalid/";
  private static final String SECRET = "whsec_" + "cHJldmlldy4u".repeat(3);
  private static final Set<String> FREE = Set.of("template", "contentType");

  /** Settings that have a form of their own. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "topicArn", "arn:aws:sns:eu-west-1:123456789012:alerts",
          "busArn", "arn:aws:events:eu-west-1:123456789012:event-bus/alerts");

  private Previews() {}

  /**
   * A message as it would be sent.
   *
   * @param label what people call the kind of target
   * @param targets ids of the manifest's targets that get it; empty if none does
   * @param request null if nothing is sent
   * @param note what a person should know of it; empty if there is nothing
   */
  public record Preview(
      Receiver receiver,
      String label,
      List<String> targets,
      @Nullable Incoming request,
      String note) {
    public Preview {
      targets = List.copyOf(targets);
    }

    private Preview withoutNames() {
      return new Preview(receiver, label + ", without names", targets, request, note);
    }
  }

  /**
   * What is sent of an alert.
   *
   * @param before what was sent before, in order: some tools are told what changed
   * @param now what is shown
   */
  public record Story(List<Notification> before, Notification now) {
    public Story {
      before = List.copyOf(before);
    }
  }

  /**
   * Returns the message of each kind of target, one more for each webhook with a template, and one
   * more for each that is told no names of users.
   *
   * @param named with names
   * @param nameless the same without them
   * @param hidesNames whether a target is told no names
   * @param configured the manifest's targets
   * @param at the real time
   */
  public static List<Preview> of(
      Story named,
      Story nameless,
      Predicate<Target> hidesNames,
      Collection<Target> configured,
      Instant at) {
    Map<Boolean, List<Target>> targets =
        configured.stream().collect(Collectors.partitioningBy(hidesNames));
    List<Target> hiding = targets.getOrDefault(true, List.of());
    if (named.equals(nameless) || hiding.isEmpty()) {
      return of(named.before(), named.now(), configured, at);
    }
    return Stream.concat(
            of(named.before(), named.now(), targets.getOrDefault(false, List.of()), at).stream(),
            of(nameless.before(), nameless.now(), hiding, at).stream()
                .filter(preview -> !preview.targets().isEmpty())
                .map(Preview::withoutNames))
        .toList();
  }

  /**
   * Returns the message of each kind of target, and one more for each webhook with a template.
   *
   * @param before what was sent of the alert before, in order: some tools are told what changed
   * @param n what is shown
   * @param configured the manifest's targets
   * @param at the real time
   */
  public static List<Preview> of(
      List<Notification> before, Notification n, Collection<Target> configured, Instant at) {
    List<Preview> previews = new ArrayList<>();
    for (TargetTypes.Kind kind : TargetTypes.KINDS) {
      TargetType type = kind.type();
      Map<Map<String, String>, List<String>> variants = new HashMap<>();
      variants.put(Map.of(), new ArrayList<>());
      for (Target target : configured) {
        if (target.type().equals(type.name())) {
          Map<String, String> own = new TreeMap<>(target.settings());
          own.keySet().retainAll(FREE);
          variants.computeIfAbsent(own, o -> new ArrayList<>()).add(target.id().value());
        }
      }
      variants.entrySet().stream()
          .sorted(Comparator.comparing(v -> String.join(",", new TreeSet<>(v.getValue()))))
          .forEach(v -> previews.add(preview(kind, v.getKey(), v.getValue(), before, n, at)));
    }
    return previews;
  }

  private static Preview preview(
      TargetTypes.Kind kind,
      Map<String, String> own,
      List<String> targets,
      List<Notification> before,
      Notification n,
      Instant at) {
    TargetType type = kind.type();
    Receiver receiver = Receivers.fresh(type.name());
    String base = BASE + type.name();
    ComposedHttp http = new ComposedHttp(receiver, base);
    Notifier notifier = kind.notifier().apply(http);
    ResolvedTarget target = target(type, base, own);
    for (Notification earlier : before) {
      var unused = notifier.deliver(earlier, target, at);
    }
    int earlier = http.requests().size();
    DeliveryResult result = notifier.deliver(n, target, at);
    List<Incoming> requests =
        http.requests().subList(earlier, http.requests().size()).stream()
            .filter(request -> !request.body().isEmpty())
            .toList();
    Incoming shown =
        requests.stream()
            .filter(request -> !receiver.told(receiver.read(request.body())).title().isEmpty())
            .findFirst()
            .orElse(requests.isEmpty() ? null : requests.getLast());
    return new Preview(
        receiver,
        receiver.label() + (own.isEmpty() ? "" : ", own template"),
        targets,
        shown,
        note(requests, result));
  }

  private static String note(List<Incoming> requests, DeliveryResult result) {
    if (requests.isEmpty()) {
      return "Nothing is sent.";
    }
    if (result instanceof DeliveryResult.Accepted accepted && accepted.note() != null) {
      return accepted.note();
    }
    return requests.size() == 1 ? "" : "The first of " + requests.size() + " requests.";
  }

  private static ResolvedTarget target(TargetType type, String base, Map<String, String> own) {
    Map<String, Secret> secrets = new HashMap<>();
    Map<String, String> texts = new HashMap<>(own);
    for (Setting setting : type.settings()) {
      switch (setting.kind()) {
        case URL -> secrets.put(setting.name(), Secret.of(base));
        case SECRET -> secrets.put(setting.name(), Secret.of(SECRET));
        case TEXT, TEMPLATE -> {
          if (setting.required()) {
            texts.put(
                setting.name(),
                TEXTS.getOrDefault(
                    setting.name(),
                    setting.words().isEmpty() ? "headroom" : setting.words().getFirst()));
          }
        }
      }
    }
    return new ResolvedTarget(new TargetId("preview"), secrets, texts, false);
  }
}
