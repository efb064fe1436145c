package dev.headroom.auth;

import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@link Secrets} from several stores. Secrets are cached for a while, so that a fleet that shares
 * a secret does not read it once per org; failures are not cached.
 */
public final class StoredSecrets implements Secrets {
  /** How long a secret is cached: less than an org's shortest interval. */
  public static final Duration KEPT = Duration.ofMinutes(4);

  private final Map<Scheme, SecretStore> stores;
  private final InstantSource clock;
  private final Map<SecretRef, Read> read = new ConcurrentHashMap<>();

  private record Read(Secret secret, Instant at) {}

  /**
   * Uses these stores.
   *
   * @param stores one per scheme
   * @param clock the real clock
   */
  public StoredSecrets(Collection<? extends SecretStore> stores, InstantSource clock) {
    this.stores =
        stores.stream().collect(Collectors.toMap(SecretStore::scheme, Function.identity()));
    this.clock = clock;
  }

  @Override
  public Secret resolve(SecretRef ref) throws SecretUnavailableException {
    Instant now = clock.instant();
    Read kept = read.get(ref);
    if (kept != null && now.isBefore(kept.at().plus(KEPT))) {
      return kept.secret();
    }
    Secret secret = store(ref).resolve(ref);
    read.put(ref, new Read(secret, now));
    return secret;
  }

  @Override
  public byte[] sign(SecretRef key, byte[] message) throws SecretUnavailableException {
    return store(key).sign(key, message);
  }

  private SecretStore store(SecretRef ref) throws SecretUnavailableException {
    SecretStore store = stores.get(ref.scheme());
    if (store == null) {
      throw new SecretUnavailableException(
          "The secret " + ref + " cannot be read: that store is not connected here.");
    }
    return store;
  }
}
