package dev.headroom.cycle.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.TableCreator;
import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.history.RolledDay;
import dev.headroom.history.Sample;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbRollups;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.local.console.StoredFleet;
import dev.headroom.org.OrgId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * A fleet of ten tenants in DynamoDB Local behind HTTP, for a function that runs as a process of
 * its own. Each org has 94 limits, samples of every five minutes since the day before yesterday
 * ended, and a week of rollups before them: yesterday is still to be rolled up, so that every page
 * reads as many samples as it ever has to.
 *
 * <p>Prints one line of JSON, {@code {dynamodb, samples, state}}: a port and two names of tables.
 * Ends when its standard input does.
 */
public final class ServedFleet {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration SLOT = Duration.ofMinutes(5);
  private static final int ROLLED_DAYS = 7;

  private final DynamoDbUsageHistory history;
  private final DynamoDbRollups rollups;

  private ServedFleet(TestDynamoDb database, InstantSource clock) {
    DynamoDbNameDictionary names = new DynamoDbNameDictionary(database.client(), database.tables());
    this.history =
        new DynamoDbUsageHistory(database.client(), database.tables(), names, clock, KEPT);
    this.rollups = new DynamoDbRollups(database.client(), database.tables(), names, clock);
  }

  /** Takes how many orgs there are. */
  public static void main(String... args) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    DynamoDBProxyServer server =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {
              "-inMemory", "-sharedDb", "-disableTelemetry", "-port", String.valueOf(port)
            });
    server.start();
    TestDynamoDb database = database(URI.create("http://localhost:" + port));
    TableCreator.createMissing(database.client(), database.tables());
    Instant now = InstantSource.system().instant();
    Instant slot = Instant.ofEpochSecond(now.getEpochSecond() / 300 * 300);
    List<String> ids =
        IntStream.range(0, Integer.parseInt(args[0]))
            .mapToObj(i -> "tenant%d-%04d".formatted(i % 10, i))
            .toList();
    StoredFleet.fill(database, ids, FilesWorld.tenant(), slot);
    new ServedFleet(database, () -> now).fill(ids, slot);
    System.out.println(
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "dynamodb",
                    port,
                    "samples",
                    database.tables().samples(),
                    "state",
                    database.tables().state())));
    System.out.flush();
    while (System.in.read() >= 0) {
      // Whoever started it is still there.
    }
    System.exit(0);
  }

  private static TestDynamoDb database(URI address) {
    StaticCredentialsProvider keys =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench"));
    return new TestDynamoDb(
        DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.EU_CENTRAL_1)
            .endpointOverride(address)
            .credentialsProvider(keys)
            .build(),
        DynamoDbStreamsClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.EU_CENTRAL_1)
            .endpointOverride(address)
            .credentialsProvider(keys)
            .build(),
        new Tables("bench-samples", "bench-state"));
  }

  private void fill(List<String> ids, Instant slot) {
    LocalDate today = LocalDate.ofInstant(slot, ZoneOffset.UTC);
    Instant raw = today.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    List<Sample> samples = samples(raw, slot);
    List<RolledDay> rolled = new ArrayList<>();
    for (int back = ROLLED_DAYS + 1; back > 1; back--) {
      LocalDate day = today.minusDays(back);
      Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      rolled.add(RolledDay.of(day, samples(start, start.plus(Duration.ofDays(1)).minus(SLOT))));
    }
    ids.stream()
        .map(OrgId::new)
        .forEach(
            org -> {
              rolled.forEach(day -> rollups.put(org, day));
              history.putAll(org, samples);
            });
  }

  private static List<Sample> samples(Instant first, Instant last) {
    List<Sample> samples = new ArrayList<>();
    for (Instant slot = first; !slot.isAfter(last); slot = slot.plus(SLOT)) {
      samples.add(FilesTime.sample(slot));
    }
    return samples;
  }
}
