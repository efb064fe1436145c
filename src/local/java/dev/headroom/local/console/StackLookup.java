package dev.headroom.local.console;

import dev.headroom.dynamodb.Tables;
import dev.headroom.local.config.DeployedTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/**
 * Finds the tables of a stack by its outputs: {@code DescribeStacks} of the CloudFormation API,
 * version 2010-05-15, whose answers are XML. The SDK's own client of that service would be used for
 * this one call only.
 */
final class StackLookup {
  private static final String SAMPLES = "SamplesTable";
  private static final String STATE = "StateTable";
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int MAX_ANSWER = 2_000_000;
  private static final int OK = 200;

  private final AwsCredentialsProvider credentials;
  private final Optional<URI> endpoint;

  /**
   * Looks up with these credentials.
   *
   * @param endpoint instead of that of a stack's region
   */
  StackLookup(AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    this.credentials = credentials;
    this.endpoint = endpoint;
  }

  /** A stack that cannot be shown; the message says why, without a full stop. */
  static final class NotFoundException extends Exception {
    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
      super(message);
    }
  }

  /** An answer of CloudFormation. */
  private record Answer(int status, Map<String, String> outputs, Optional<String> refusal) {}

  /**
   * Returns the tables of a stack.
   *
   * @throws NotFoundException if there is no such stack, it is not one of Headroom, or the caller
   *     may not look
   */
  DeployedTables find(String stack, Region region) throws NotFoundException {
    Answer answer = ask(stack, region);
    if (answer.status() != OK) {
      throw new NotFoundException(
          "CloudFormation answered %d in %s: %s"
              .formatted(answer.status(), region, answer.refusal().orElse("no reason was given")));
    }
    String samples = answer.outputs().get(SAMPLES);
    String state = answer.outputs().get(STATE);
    if (samples == null || state == null) {
      throw new NotFoundException(
          "the stack has no outputs %s and %s, so it is not one of Headroom"
              .formatted(SAMPLES, STATE));
    }
    return new DeployedTables(stack, new Tables(samples, state), Optional.of(region.id()));
  }

  private Answer ask(String stack, Region region) throws NotFoundException {
    byte[] body =
        ("Action=DescribeStacks&Version=2010-05-15&StackName="
                + URLEncoder.encode(stack, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    ContentStreamProvider content = ContentStreamProvider.fromByteArray(body);
    try (SdkHttpClient http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(LONGEST)
            .socketTimeout(LONGEST)
            .build()) {
      SdkHttpFullRequest request =
          SdkHttpFullRequest.builder()
              .method(SdkHttpMethod.POST)
              .uri(endpoint.orElseGet(() -> address(region)))
              .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
              .putHeader("Content-Length", String.valueOf(body.length))
              .contentStreamProvider(content)
              .build();
      AwsCredentialsIdentity identity = credentials.resolveCredentials();
      SignedRequest signed =
          AwsV4HttpSigner.create()
              .sign(
                  r ->
                      r.identity(identity)
                          .request(request)
                          .payload(content)
                          .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "cloudformation")
                          .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
      HttpExecuteResponse response =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(signed.payload().orElse(content))
                      .build())
              .call();
      try (InputStream answer =
          response.responseBody().orElseThrow(() -> new IOException("empty"))) {
        return read(response.httpResponse().statusCode(), answer.readNBytes(MAX_ANSWER));
      }
    } catch (IOException | XMLStreamException e) {
      throw new NotFoundException(
          "CloudFormation in %s did not answer: %s".formatted(region, e.getMessage()));
    } catch (SdkException e) {
      throw new NotFoundException("no AWS credentials were found: " + firstLine(e));
    }
  }

  private static URI address(Region region) {
    return URI.create(
        "https://cloudformation.%s.%s/"
            .formatted(region.id(), region.metadata().partition().dnsSuffix()));
  }

  private static Answer read(int status, byte[] body) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body), "UTF-8");
    Map<String, String> outputs = new HashMap<>();
    String key = "";
    Optional<String> refusal = Optional.empty();
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "OutputKey" -> key = xml.getElementText();
          case "OutputValue" -> outputs.put(key, xml.getElementText());
          case "Message" -> refusal = Optional.of(xml.getElementText().strip());
          default -> {
            // Nothing else is of interest.
          }
        }
      }
    }
    return new Answer(status, outputs, refusal);
  }

  private static String firstLine(SdkException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
