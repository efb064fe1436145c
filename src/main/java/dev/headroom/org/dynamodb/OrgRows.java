package dev.headroom.org.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.org.TimeZones;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row of an org: {@code SHARD#<0-255>} / {@code ORG#<org>}, with its body as JSON. */
public final class OrgRows {
  private static final String BODY = "body";
  private static final int SHARDS = 256;

  private final ObjectMapper json;

  /** Reads and writes rows with {@code json}; additions of a newer release are ignored. */
  public OrgRows(ObjectMapper json) {
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /**
   * An org as stored.
   *
   * @param secret reference to the client secret or the private key
   * @param username of a JWT bearer login only
   * @param audience of a JWT bearer login whose audience is not the host it is sent to
   * @param quietInterval of an adaptive interval only
   * @param timeZone an id of the time zone database
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Body(
      String tenant,
      String loginUrl,
      String auth,
      String clientId,
      String secret,
      @Nullable String username,
      @Nullable String audience,
      String interval,
      @Nullable String quietInterval,
      @Nullable String apiVersion,
      @Nullable String timeZone,
      @Nullable Map<String, String> tags) {}

  /** Returns the shard of an org; it never changes. */
  public static int shard(OrgId id) {
    // The hash of a String is fixed by its specification.
    return Math.floorMod(id.value().hashCode(), SHARDS);
  }

  /** Returns the partition key of a shard. */
  public static String partition(int shard) {
    return Tables.ofShard(shard);
  }

  /** Returns the sort key of an org. */
  public static String sortKey(OrgId id) {
    return Tables.ORG_PREFIX + id.value();
  }

  /** Returns the row of {@code org}. */
  public Item write(Org org) {
    Body body =
        switch (org.credentials()) {
          case Credentials.ClientCredentials(String clientId, SecretRef secret) ->
              body(org, "client-credentials", clientId, secret, null, null);
          case Credentials.JwtBearer(
                  String clientId,
                  String username,
                  SecretRef key,
                  URI audience) ->
              body(org, "jwt-bearer", clientId, key, username, audience);
        };
    try {
      return Item.of(partition(shard(org.id())), sortKey(org.id()))
          .text(BODY, json.writeValueAsString(body))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("org " + org.id() + " cannot be written as JSON", e);
    }
  }

  private static Body body(
      Org org,
      String auth,
      String clientId,
      SecretRef secret,
      @Nullable String username,
      @Nullable URI audience) {
    return new Body(
        org.tenant(),
        org.loginUrl().toString(),
        auth,
        clientId,
        secret.toString(),
        username,
        audience == null ? null : audience.toString(),
        org.interval().toString(),
        org.isAdaptive() ? org.quietInterval().toString() : null,
        org.apiVersion(),
        org.timeZone() == null ? null : org.timeZone().getId(),
        org.tags());
  }

  /**
   * Returns the org of a row.
   *
   * @throws IllegalStateException if this version did not write the row
   */
  public Org read(Item row) {
    OrgId id = new OrgId(row.text(Tables.SK).substring(Tables.ORG_PREFIX.length()));
    try {
      Body body = json.readValue(row.text(BODY), Body.class);
      Map<String, String> tags = body.tags();
      String quiet = body.quietInterval();
      return new Org(
          id,
          body.tenant(),
          URI.create(body.loginUrl()),
          credentials(body),
          Duration.parse(body.interval()),
          Duration.parse(quiet == null ? body.interval() : quiet),
          body.apiVersion(),
          body.timeZone() == null ? null : TimeZones.find(body.timeZone()).orElse(null),
          tags == null ? Map.of() : tags);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IllegalStateException("the stored org " + id + " cannot be read", e);
    }
  }

  private static Credentials credentials(Body body) {
    SecretRef secret = SecretRef.parse(body.secret()).orElseThrow();
    String username = body.username();
    String audience = body.audience();
    return username == null
        ? new Credentials.ClientCredentials(body.clientId(), secret)
        : new Credentials.JwtBearer(
            body.clientId(), username, secret, audience == null ? null : URI.create(audience));
  }
}
