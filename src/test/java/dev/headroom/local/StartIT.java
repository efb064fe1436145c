package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.almworks.sqlite4java.SQLiteConnection;
import dev.headroom.dynamodb.Tables;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged program, started where it cannot start: it ends with 1, and the last line on
 * standard error says which folder, port or key, what is wrong and what to do.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StartIT {
  private static final Pattern CLASS =
      Pattern.compile("(\\w+\\.){2,}[A-Z]\\w+|\\w(Exception|Error)\\b");
  private static final String FOREIGN =
      "holds files but no headroom-data.version: it was not made by Headroom; set"
          + " headroom.local.data to a new or empty folder";
  private static final String UNUSABLE =
      "has a headroom.db that cannot be used (%s): put back a copy of the folder, or set headroom.local.data to a new";

  @TempDir Path temp;
  private final Map<String, String> keys = new HashMap<>();
  private Path data = Path.of("unset");

  @BeforeEach
  void choosePorts() {
    data = temp.resolve("data");
    keys.put("quarkus.http.port", "0");
    keys.put("headroom.simulator.port", "0");
    keys.put("headroom.simulator.history", "P2D"); // quick to start
  }

  /** Makes a folder something that Headroom cannot use. */
  @FunctionalInterface
  interface Spoiling {
    void spoil(Path folder) throws IOException;
  }

  static final List<Arguments> SPOILED_FOLDERS =
      List.of(
          folder("files of something else", d -> Files.writeString(d.resolve("a"), "b"), FOREIGN),
          folder(
              "a file",
              d -> {
                Files.delete(d);
                Files.writeString(d, "");
              },
              "cannot be used (it is not a folder): set headroom.local.data to a folder"),
          folder(
              "another format",
              d -> Files.writeString(d.resolve("headroom-data.version"), "99"),
              "holds data of format 99, and this Headroom reads format 1: start the version that"
                  + " wrote it, or set headroom.local.data to another folder"),
          folder(
              "a format that is no text",
              d -> Files.write(d.resolve("headroom-data.version"), new byte[] {(byte) 0xC3, 0x28}),
              "holds data of format unknown, and this Headroom reads format 1"),
          folder(
              "a folder as format",
              d -> Files.createDirectory(d.resolve("headroom-data.version")),
              "cannot be used (is a directory)"),
          folder(
              "a lost format",
              d -> {
                mark(d);
                Files.writeString(d.resolve("headroom.db"), "");
                Files.delete(d.resolve("headroom-data.version"));
                Files.writeString(d.resolve("headroom-data.lock"), "");
              },
              "has lost its headroom-data.version: set headroom.local.data to a new or empty"),
          folder(
              "a database that is none",
              d -> {
                mark(d);
                Files.writeString(d.resolve("headroom.db"), "no database at all");
              },
              UNUSABLE.formatted("it is not a database")),
          folder(
              "a database that is a folder",
              d -> {
                mark(d);
                Files.createDirectory(d.resolve("headroom.db"));
              },
              UNUSABLE.formatted("it is not a file")),
          folder(
              "a database cut off",
              d -> {
                database(d);
                try (RandomAccessFile db = open(d)) {
                  db.setLength(5_000);
                }
              },
              UNUSABLE.formatted("it is damaged")),
          folder(
              "a database overwritten in its middle",
              d -> {
                database(d);
                try (RandomAccessFile db = open(d)) {
                  db.seek(4_096);
                  db.write(new byte[(int) db.length() - 8_192]);
                }
              },
              UNUSABLE.formatted("it is damaged")));

  static final List<Arguments> SPOILED_STARTS =
      Stream.concat(
              SPOILED_FOLDERS.stream(),
              Stream.of(
                  folder(
                      "a beginning that is none",
                      d -> {
                        mark(d);
                        Files.writeString(d.resolve("demo-start"), "yesterday");
                      },
                      "has an unusable demo-start (it holds no time): set headroom.local.data to"
                          + " a new or empty folder"),
                  folder(
                      "a beginning before all",
                      d -> {
                        mark(d);
                        Files.writeString(d.resolve("demo-start"), "-999999999-01-01T00:00:00Z");
                      },
                      "has an unusable demo-start (its time is not one of this age)"),
                  folder(
                      "a beginning that is a folder",
                      d -> {
                        mark(d);
                        Files.createDirectory(d.resolve("demo-start"));
                      },
                      "has an unusable demo-start (is a directory)")))
          .toList();

  private static Arguments folder(String what, Spoiling spoiling, String said) {
    return Arguments.of(what, spoiling, said);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("SPOILED_STARTS")
  void anUnusableDataFolderIsNamed(String what, Spoiling spoiling, String said) throws Exception {
    Files.createDirectory(data);
    spoiling.spoil(data);
    keys.put("headroom.local.data", data.toString());

    assertThat(notStarted()).startsWith("the data folder " + data + " ").contains(said);
  }

  /** Java 17 reads class files up to version 61, and names a class and a trace at newer ones. */
  @Test
  void anOlderJavaCanLoadTheClassThatSaysItIsTooOld() throws Exception {
    try (ZipFile classes = new ZipFile(Program.classes().toFile());
        DataInputStream start =
            new DataInputStream(
                classes.getInputStream(classes.getEntry("dev/headroom/local/Start.class")))) {
      assertThat(start.readInt()).isEqualTo(0xCAFEBABE);
      start.readUnsignedShort();
      assertThat(start.readUnsignedShort()).isLessThanOrEqualTo(61);
    }
  }

  @Test
  void aFolderWithoutRightsIsNamed() throws Exception {
    Files.createDirectory(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
    assumeThat(Files.isWritable(data)).as("rights of this user").isFalse();
    keys.put("headroom.local.data", data.toString());

    assertThat(notStarted())
        .isEqualTo(
            "the data folder %s cannot be used (permission denied): set headroom.local.data to a"
                + " folder that can be written",
            data);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    keys.put("headroom.local.data", file.resolve("data").toString());

    assertThat(notStarted())
        .isEqualTo(
            "the data folder %s cannot be used (not a directory): set headroom.local.data to a"
                + " folder that can be written",
            file.resolve("data"));
  }

  @Test
  void aFolderInUseIsNamed() throws Exception {
    keys.put("headroom.local.data", data.toString());
    try (EmbeddedDynamoDb running = EmbeddedDynamoDb.inFolder(data)) {
      assertThat(running.client()).isNotNull();
      assertThat(notStarted())
          .isEqualTo(
              "the data folder %s is in use by another Headroom: stop that one, or set"
                  + " headroom.local.data to another folder",
              data);
    }
  }

  @Test
  void aDatabaseThatAnotherProgramHasOpenIsNamed() throws Exception {
    Files.createDirectory(data);
    database(data);
    keys.put("headroom.local.data", data.toString());
    SQLiteConnection other = new SQLiteConnection(data.resolve("headroom.db").toFile());
    try {
      other.open(false);
      other.exec("BEGIN EXCLUSIVE");

      assertThat(notStarted())
          .isEqualTo(
              "the data folder %s has a headroom.db that cannot be used (another program has it"
                  + " open): end that program, or set headroom.local.data to a new or empty folder",
              data);
    } finally {
      other.dispose();
    }
  }

  @Test
  void aTemporaryFolderThatDoesNotExistIsNamed() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    keys.put("java.io.tmpdir", file.toString());

    assertThat(notStarted())
        .isEqualTo(
            "the folder for temporary files, %s, cannot be used (it is not a folder): set"
                + " java.io.tmpdir to a folder that can be written",
            file);
  }

  @Test
  void theSameStartASecondTimeNamesTheFolderAfterThePorts() throws Exception {
    keys.put("headroom.local.data", data.toString());
    try (ServerSocket pages = listening();
        ServerSocket simulator = listening();
        EmbeddedDynamoDb running = EmbeddedDynamoDb.inFolder(data)) {
      assertThat(running.client()).isNotNull();
      keys.put("quarkus.http.port", "" + pages.getLocalPort());
      keys.put("headroom.simulator.port", "" + simulator.getLocalPort());

      Program.Ended ended = Program.run(temp, keys, List.of());

      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.err())
          .satisfiesExactly(
              line -> assertThat(line).contains("port " + pages.getLocalPort() + " is taken"),
              line -> assertThat(line).contains("port " + simulator.getLocalPort() + " is taken"),
              line -> assertThat(line).contains(data + " is in use by another Headroom"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quarkus.http.port", "headroom.simulator.port"})
  void aTakenPortIsNamedAndNoFolderIsMade(String key) throws Exception {
    keys.put("headroom.local.data", data.toString());
    try (ServerSocket taken = listening()) {
      keys.put(key, "" + taken.getLocalPort());

      assertThat(notStarted())
          .isEqualTo(
              "port %d is taken: stop what listens there, or set %s to another one",
              taken.getLocalPort(), key);
    }
    assertThat(data).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quarkus.http.port       | 65536       | is not a whole number from 0 to 65535 (found: 65536)",
        "quarkus.http.host       | 192.0.2.1   | is not an address of this machine",
        "quarkus.http.host       | no such     | is not an address that this machine knows",
        "quarkus.http.host       | ''          | is empty. Write a value or remove the key.",
        "headroom.simulator.port | many        | is not a whole number from 0 to 65535 (found: many)",
        "headroom.local.data     | ${NOWHERE}  | refers to something that is not set (found: ${NOWHERE})",
        "headroom.local.dta      | folder      | is not a key of Headroom",
        "headroom.fleet          | none.yaml   | the manifest none.yaml does not exist: check its path",
        "headroom.fleet          | .           | the manifest . is a folder: name the file in it",
        "headroom.pages.url      | http://a/?b | is not an http or https URL without query, fragment and user",
        // These two are the application's own keys: they are only read while it starts.
        "quarkus.log.level       | LOUD        | is not a value that this key can have (found: LOUD)",
        "quarkus.http.limits.max-body-size | big | is not a value that this key can have (found: big)"
      })
  void aKeyThatIsWrongIsNamed(String key, String value, String said) throws Exception {
    keys.put(key, value);

    assertThat(notStarted()).startsWith(key + ": " + said);
  }

  @Test
  void oneForBothPortsIsNamed() throws Exception {
    keys.put("quarkus.http.port", "18231");
    keys.put("headroom.simulator.port", "18231");

    assertThat(notStarted())
        .startsWith("headroom.simulator.port: is the port of quarkus.http.port too (found: 18231)");
  }

  @Test
  void aManifestThatIsNotTextIsNamed() throws Exception {
    Path file = Files.write(temp.resolve("fleet.yaml"), new byte[] {(byte) 0xC3, 0x28});
    keys.put("headroom.fleet", file.toString());

    assertThat(notStarted())
        .isEqualTo("headroom.fleet: the manifest %s is not UTF-8 text: save it as UTF-8", file);
  }

  @Test
  void anInvalidManifestIsNamedAndItsViolationsArePrintedAsValidateDoes() throws Exception {
    Path file = Files.writeString(temp.resolve("fleet.yaml"), "version: 2\ntenants: []\n");
    Program.Ended validated =
        Program.run(temp, keys, List.of("manage", "validate", file.toString()));
    keys.put("headroom.fleet", file.toString());

    Program.Ended started = Program.run(temp, keys, List.of());

    assertThat(validated.exitCode()).isEqualTo(2);
    assertThat(validated.out()).hasSize(2);
    assertThat(started.exitCode()).isEqualTo(1);
    assertThat(started.out()).isEqualTo(validated.out());
    assertThat(started.err())
        .containsExactly(
            "headroom.fleet: the manifest "
                + file
                + " is invalid in 2 places, listed on standard output: correct it");
  }

  @Test
  void aFileOfKeysThatCannotBeReadIsNamed() throws Exception {
    Path file = Files.createDirectory(temp.resolve("config")).resolve("application.properties");
    Files.writeString(file, "headroom.local.data=\\u12\n");

    assertThat(notStarted())
        .startsWith("the file config/application.properties cannot be read (it holds a \\u");
  }

  @Test
  void anUnknownCommandIsNamed() throws Exception {
    Program.Ended ended = Program.run(temp, keys, List.of("mange"));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err())
        .containsExactly("unknown command 'mange': use manage, or no command to start");
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("SPOILED_FOLDERS")
  void aCommandOnAnUnusableDataFolderNamesIt(String what, Spoiling spoiling, String said)
      throws Exception {
    Files.createDirectory(data);
    spoiling.spoil(data);
    keys.put("headroom.local.data", data.toString());

    Program.Ended ended = Program.run(temp, keys, List.of("manage", "backtest", "acme-prod"));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith("the data folder " + data + " ")
        .contains(said);
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "validate,0,''",
    "plan,2,send the manifest to it with POST /functions/manage",
    "apply,2,send the manifest to it with POST /functions/manage",
    "backtest,2,ask it with POST /functions/manage",
    "what-if,2,ask it with POST /functions/manage"
  })
  void aCommandOnAFolderInUseSaysWhatToDoInstead(String action, int exitCode, String said)
      throws Exception {
    Path file =
        Files.writeString(temp.resolve("fleet.yaml"), "version: 1\ntenants: []\norgs: []\n");
    keys.put("headroom.local.data", data.toString());
    boolean ofAnOrg = action.equals("backtest") || action.equals("what-if");
    try (EmbeddedDynamoDb running = EmbeddedDynamoDb.inFolder(data)) {
      assertThat(running.client()).isNotNull();

      Program.Ended ended =
          Program.run(
              temp, keys, List.of("manage", action, ofAnOrg ? "acme-prod" : file.toString()));

      assertThat(ended.exitCode()).isEqualTo(exitCode);
      assertThat(ended.lastError())
          .isEqualTo(
              said.isEmpty()
                  ? ""
                  : "the data folder %s is in use by a running Headroom: %s".formatted(data, said));
    }
  }

  @Test
  void aCommandWithAWrongKeyNamesIt() throws Exception {
    keys.put("headroom.history.raw-retention", "forever");

    Program.Ended ended = Program.run(temp, keys, List.of("manage", "backtest", "acme-prod"));

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith("headroom.history.raw-retention: is not a duration");
  }

  /** Starts it and returns its last line of standard error. */
  private String notStarted() throws IOException, InterruptedException {
    Program.Ended ended = Program.run(temp, keys, List.of());
    assertThat(ended.exitCode()).as("exit code; it said %s", ended.err()).isEqualTo(1);
    assertThat(ended.err())
        .isNotEmpty()
        .noneMatch(line -> CLASS.matcher(line).find())
        .noneMatch(line -> line.startsWith("\tat "));
    return ended.lastError();
  }

  private static void mark(Path folder) throws IOException {
    Files.writeString(folder.resolve("headroom-data.version"), "1\n");
  }

  private static void database(Path folder) {
    try (EmbeddedDynamoDb db = EmbeddedDynamoDb.inFolder(folder)) {
      db.createMissing(Tables.DEFAULT);
    }
  }

  private static RandomAccessFile open(Path folder) throws IOException {
    return new RandomAccessFile(folder.resolve("headroom.db").toFile(), "rw");
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
