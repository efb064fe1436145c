package dev.headroom.local.receiver;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All receivers, by the name of their kind of target. */
@Singleton
public final class Receivers {
  /** Headers that commonly carry secrets. */
  private static final Set<String> COMMON_HEADERS =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

  /** Members that commonly carry secrets. */
  private static final Set<String> COMMON_MEMBERS =
      Set.of("api_key", "apiKey", "token", "password");

  private static final List<Supplier<Receiver>> NEW =
      List.of(
          WebhookReceiver::new,
          PagerDutyReceiver::new,
          SlackReceiver::new,
          TeamsReceiver::new,
          JsmReceiver::new,
          OpsgenieReceiver::new,
          ServiceNowEventReceiver::new,
          ServiceNowIncidentReceiver::new,
          SplunkReceiver::new,
          DatadogReceiver::new,
          IncidentIoReceiver::new,
          SlackBotReceiver::new,
          SnsReceiver::new,
          EventBridgeReceiver::new);

  private final List<Receiver> all;

  /** Uses these receivers, one per kind. */
  public Receivers(@All List<Receiver> all) {
    this.all = List.copyOf(all);
  }

  /** Returns one of a kind of target that has received nothing yet. */
  public static Receiver fresh(String type) {
    return NEW.stream()
        .map(Supplier::get)
        .filter(receiver -> receiver.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing receives " + type));
  }

  /** Returns the receiver of a kind of target; empty if there is no such kind. */
  public Optional<Receiver> find(String type) {
    return all.stream().filter(receiver -> receiver.type().equals(type)).findFirst();
  }

  /** Returns the receiver of a kind; any other name is treated as a plain webhook. */
  public Receiver of(String type) {
    return find(type).orElseGet(WebhookReceiver::new);
  }

  /** Returns the headers whose values are kept out of what is shown, in lower case. */
  public Set<String> secretHeaders() {
    return union(COMMON_HEADERS, all.stream().map(Receiver::secretHeaders));
  }

  /** Returns the members whose values are kept out of what is shown. */
  public Set<String> secretMembers() {
    return union(COMMON_MEMBERS, all.stream().map(Receiver::secretMembers));
  }

  private static Set<String> union(Set<String> common, Stream<Set<String>> own) {
    return Stream.concat(Stream.of(common), own)
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }
}
