package dev.headroom.auth.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * KMS, the Parameter Store and Secrets Manager on loopback, as far as they are used: the JSON
 * protocol of AWS, real signatures, data keys that are bound to their encryption context.
 */
public final class LoopbackAws implements AutoCloseable {
  /** The alias of the key that signs. */
  public static final String SIGNER = "alias/headroom/test/monitor";

  /** The key that data keys are made under. */
  public static final String DATA_KEY = "arn:aws:kms:eu-central-1:123456789012:key/data";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Parameters by name: type and value. */
  public final Map<String, String[]> parameters = new ConcurrentHashMap<>();

  /** Secrets by name; an empty text stands for a binary one. */
  public final Map<String, String> secrets = new ConcurrentHashMap<>();

  /** What was called, {@code Service.Operation}, in order. */
  public final List<String> calls = new CopyOnWriteArrayList<>();

  private final KeyPair keys;
  private final Map<String, DataKey> dataKeys = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private record DataKey(JsonNode context, String plain) {}

  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String code) {
      super(code);
    }
  }

  /**
   * Starts it.
   *
   * @param keys of which the private one signs
   */
  public LoopbackAws(KeyPair keys) throws IOException {
    this.keys = keys;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A client of its KMS. */
  public KmsClient kms() {
    return connected(KmsClient.builder());
  }

  /** A client of its Parameter Store. */
  public SsmClient ssm() {
    return connected(SsmClient.builder());
  }

  /** A client of its Secrets Manager. */
  public SecretsManagerClient secretsManager() {
    return connected(SecretsManagerClient.builder());
  }

  private <
          B extends
              AwsSyncClientBuilder<B, C>
                  & software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>,
          C>
      C connected(B builder) {
    return builder
        .endpointOverride(URI.create("http://localhost:" + server.getAddress().getPort()))
        .region(Region.EU_CENTRAL_1)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    JsonNode asked = JSON.readTree(exchange.getRequestBody());
    calls.add(target);
    int status = 200;
    ObjectNode answer;
    try {
      answer = answer(target, asked);
    } catch (Refusal e) {
      status = 400;
      answer =
          JSON.createObjectNode()
              .put("__type", String.valueOf(e.getMessage()))
              .put("message", "refused by the test");
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    byte[] body = JSON.writeValueAsString(answer).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private ObjectNode answer(String target, JsonNode asked)
      throws Refusal, GeneralSecurityException {
    return switch (target) {
      case "AmazonSSM.GetParameter" -> parameter(asked);
      case "secretsmanager.GetSecretValue" -> secret(asked);
      case "TrentService.Sign" -> signature(asked);
      case "TrentService.GenerateDataKey" -> newDataKey(asked);
      case "TrentService.Decrypt" -> decrypted(asked);
      default -> throw new Refusal("UnknownOperationException");
    };
  }

  private ObjectNode parameter(JsonNode asked) throws Refusal {
    String name = named(asked, "Name");
    String[] found = parameters.get(name);
    if (found == null) {
      throw new Refusal("ParameterNotFound");
    }
    if (!asked.path("WithDecryption").asBoolean()) {
      throw new Refusal("ValidationException");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("Parameter").put("Name", name).put("Type", found[0]).put("Value", found[1]);
    return answer;
  }

  private ObjectNode secret(JsonNode asked) throws Refusal {
    String found = secrets.get(named(asked, "SecretId"));
    if (found == null) {
      throw new Refusal("ResourceNotFoundException");
    }
    return found.isEmpty()
        ? JSON.createObjectNode().put("SecretBinary", "AAAA")
        : JSON.createObjectNode().put("SecretString", found);
  }

  private ObjectNode signature(JsonNode asked) throws Refusal, GeneralSecurityException {
    if (!named(asked, "KeyId").equals(SIGNER)
        || !asked.path("SigningAlgorithm").asText().equals("RSASSA_PKCS1_V1_5_SHA_256")
        || !asked.path("MessageType").asText().equals("RAW")) {
      throw new Refusal("NotFoundException");
    }
    byte[] message = Base64.getDecoder().decode(asked.path("Message").asText());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(message);
    return JSON.createObjectNode()
        .put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
  }

  private ObjectNode newDataKey(JsonNode asked) throws Refusal {
    if (!named(asked, "KeyId").equals(DATA_KEY)) {
      throw new Refusal("NotFoundException");
    }
    byte[] plain = new byte[32];
    new SecureRandom().nextBytes(plain);
    String base64 = Base64.getEncoder().encodeToString(plain);
    String blob = Base64.getEncoder().encodeToString(("blob-" + dataKeys.size()).getBytes(UTF_8));
    dataKeys.put(blob, new DataKey(asked.path("EncryptionContext"), base64));
    return JSON.createObjectNode()
        .put("CiphertextBlob", blob)
        .put("Plaintext", base64)
        .put("KeyId", DATA_KEY);
  }

  private ObjectNode decrypted(JsonNode asked) throws Refusal {
    DataKey key = dataKeys.get(asked.path("CiphertextBlob").asText());
    if (key == null || !key.context().equals(asked.path("EncryptionContext"))) {
      throw new Refusal("InvalidCiphertextException");
    }
    return JSON.createObjectNode().put("Plaintext", key.plain()).put("KeyId", DATA_KEY);
  }

  private static String named(JsonNode asked, String member) throws Refusal {
    String name = requireNonNull(asked.path(member).asText());
    if (name.contains("denied")) {
      throw new Refusal("AccessDeniedException");
    }
    return name;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
