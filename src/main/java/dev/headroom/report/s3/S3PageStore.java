package dev.headroom.report.s3;

import dev.headroom.http.ApiCall;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.aws.AwsKeys;
import dev.headroom.http.aws.ObjectApi;
import dev.headroom.http.aws.ObjectPut;
import dev.headroom.report.PageFile;
import dev.headroom.report.PageStore;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A bucket of Amazon S3. Objects are put one by one, and nothing else is done: whether a bucket is
 * private and how it encrypts are its own settings.
 */
public final class S3PageStore implements PageStore {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int MAX_ANSWER = 64 * 1024;

  /** "Error Responses" of the Amazon S3 API Reference. */
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z.]{1,100})</Code>");

  private final OutboundHttp http;
  private final Place place;
  private final Supplier<Optional<AwsCredentialsIdentity>> keys;
  private final InstantSource clock;

  /**
   * Where objects lie.
   *
   * @param prefix of their names: empty, or with a slash at its end
   * @param url of a store that speaks the protocol and has buckets in its path; empty for S3 itself
   */
  public record Place(String bucket, String prefix, String region, Optional<URI> url) {
    /** Returns the address of an object. */
    URI of(String name) {
      String base =
          url.map(u -> u.toString().replaceFirst("/+$", "") + "/" + bucket)
              .orElseGet(
                  () ->
                      "https://%s.s3.%s.amazonaws.com%s"
                          .formatted(bucket, region, region.startsWith("cn-") ? ".cn" : ""));
      return URI.create(base + "/" + prefix + name);
    }
  }

  /**
   * Puts objects at {@code place}.
   *
   * @param clock the real time
   */
  public S3PageStore(OutboundHttp http, Place place, InstantSource clock) {
    this(http, place, () -> AwsKeys.of(Optional.empty(), Optional.empty()), clock);
  }

  S3PageStore(
      OutboundHttp http,
      Place place,
      Supplier<Optional<AwsCredentialsIdentity>> keys,
      InstantSource clock) {
    this.http = http;
    this.place = place;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Optional<String> put(PageFile file) {
    Optional<AwsCredentialsIdentity> found = keys.get();
    if (found.isEmpty()) {
      return Optional.of(
          "%s is not written: there are no AWS credentials. Give the process a role."
              .formatted(file.name()));
    }
    URI url = place.of(file.name());
    ObjectPut put = new ObjectPut(place.region(), url, file.type(), HttpBody.of(file.bytes()));
    HttpOutcome outcome =
        http.exchange(
                ApiCall.of(
                    ObjectApi.class,
                    url,
                    DEADLINE,
                    MAX_ANSWER,
                    put.signed(found.get(), clock.instant())))
            .outcome();
    return switch (outcome) {
      case HttpOutcome.Reply reply when reply.status() == 200 -> Optional.empty();
      case HttpOutcome.Reply reply -> Optional.of(refused(file, reply));
      case HttpOutcome.Failure failure ->
          Optional.of("%s is not written: %s".formatted(file.name(), failure.detail()));
    };
  }

  private String refused(PageFile file, HttpOutcome.Reply reply) {
    Matcher code = CODE.matcher(reply.body().text());
    return "%s is not written: bucket %s answered %d%s. %s"
        .formatted(
            file.name(),
            place.bucket(),
            reply.status(),
            code.find() ? " " + code.group(1) : "",
            remedy(reply.status()));
  }

  private String remedy(int status) {
    return switch (status) {
      case 403 ->
          "Allow the function s3:PutObject on %s/%s*, and the use of the bucket's key if it has one."
              .formatted(place.bucket(), place.prefix());
      case 404 -> "Create the bucket, or name another one in headroom.report.bucket.";
      case 301, 307, 400 ->
          "See that the bucket is in %s, or set headroom.report.region.".formatted(place.region());
      default -> "It is tried again with the next tick.";
    };
  }
}
