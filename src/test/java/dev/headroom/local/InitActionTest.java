package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.wiring.TargetTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first manifest: from answers, or from what the sf CLI knows, without any of its tokens. */
class InitActionTest {
  private static final String TOKEN = "00D5g000004ABCD!AQEAQOtoken";
  private static final String RECORDED =
      """
      {"status": 0, "result": {
        "other": [],
        "sandboxes": [{"accessToken": "%1$s3", "instanceUrl": "https://acme--uat.sandbox.my.salesforce.com",
          "orgId": "00D5g000004ABCEEA0", "username": "ada@acme.example.uat", "loginUrl": "https://test.salesforce.com",
          "clientId": "PlatformCLI", "refreshToken": "5Aep861%1$s", "alias": "ACME uat", "connectedStatus": "Connected"}],
        "nonScratchOrgs": [
          {"accessToken": "%1$s1", "instanceUrl": "https://acme.my.salesforce.com", "orgId": "00D5g000004ABCDEA0",
           "username": "ada@acme.example", "isDevHub": true, "alias": "prod", "aliases": ["prod"], "sfdxAuthUrl": "force://PlatformCLI::5Aep861%1$s@acme"},
          {"accessToken": "%1$s2", "instanceUrl": "https://acme.my.salesforce.com/", "username": "bob@acme.example", "alias": "prod-bob"},
          {"accessToken": "%1$s4", "instanceUrl": "https://evil.example", "alias": "elsewhere"},
          {"accessToken": "%1$s5", "instanceUrl": "https://hooli.my.salesforce.com", "alias": "%1$s!alias"}],
        "devHubs": [{"accessToken": "%1$s1", "instanceUrl": "https://acme.my.salesforce.com", "alias": "prod"}],
        "scratchOrgs": [{"accessToken": "%1$s6", "instanceUrl": "https://power-1234.scratch.my.salesforce.com", "alias": "try"}]},
       "warnings": ["token %1$s7 has expired"]}
      """
          .formatted(TOKEN);

  private final ManifestReader reader =
      new YamlManifestReader(
          new EgressPolicy(false),
          TargetTypes.ALL,
          Duration.ofMinutes(5),
          new CsvLimitCatalogue().names());

  @TempDir Path folder;

  @Test
  void theOrgsOfSfAreWrittenByNameAndAddressAndNoTokenReachesTheFileOrTheScreen() throws Exception {
    sf("cat <<'EOF'\n" + RECORDED + "EOF\necho 'error %s' >&2".formatted(TOKEN));

    String said = said(run(true, Map.of()));
    String text = Files.readString(file());

    assertThat(text + said).doesNotContain(TOKEN).doesNotContain("5Aep861").doesNotContain("ada@");
    assertThat(reader.read(text)).isInstanceOf(Manifest.Valid.class);
    assertThat(text)
        .contains("id: \"acme-uat\"", "loginUrl: \"https://acme--uat.sandbox.my.salesforce.com\"")
        .contains("id: \"prod\"", "clientSecret: \"env:PROD_SECRET\"")
        .contains("id: \"hooli\"");
    assertThat(said)
        .contains("3 orgs", "left out: prod-bob: another user", "left out: try: a scratch org")
        .contains("left out: elsewhere: ")
        .contains("manage validate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo '{\"status\": 1, \"message\": \"00D5g000004ABCD!AQEAQOtoken\"}'",
        "echo 00D5g000004ABCD!AQEAQOtoken; exit 1",
        "echo '{\"result\": {\"other\": [{\"accessToken\": \"00D5g000004ABCD!AQEAQOtoken'",
        "exit 0"
      })
  void anAnswerThatIsNoneIsSaidWithoutQuotingIt(String script) throws Exception {
    sf(script);

    CommandReply reply = run(true, Map.of());

    assertThat(reply)
        .isInstanceOfSatisfying(
            CommandReply.Failed.class,
            failed -> assertThat(failed.line()).contains("sf org list").doesNotContain(TOKEN));
    assertThat(file()).doesNotExist();
  }

  @Test
  void withoutSfItSaysWhatToInstall() {
    assertThat(run(true, Map.of()))
        .isInstanceOfSatisfying(
            CommandReply.Failed.class,
            failed -> assertThat(failed.line()).contains("there is no sf on the PATH"));
  }

  @Test
  void answersMakeAManifestThatIsValid() throws Exception {
    said(
        run(
            false,
            Map.of(
                "tenant", "acme",
                "org", "acme-prod",
                "loginUrl", "https://acme.my.salesforce.com",
                "clientId", "3MVG9abc")));

    assertThat(reader.read(Files.readString(file()))).isInstanceOf(Manifest.Valid.class);
    assertThat(Files.readString(file())).contains("env:ACME_PROD_SECRET");
  }

  @Test
  void whatIsNotAnsweredIsAskedOnATerminal() throws Exception {
    Map<String, String> answers =
        Map.of(
            "Id of the tenant", "acme", "Id of the org", "acme-prod", "Consumer key", "3MVG9abc");

    InitAction init = new InitAction(reader, "");
    init.run(
        file().toString(),
        false,
        Map.of("loginUrl", "https://acme.my.salesforce.com"),
        question ->
            answers.entrySet().stream()
                .filter(answer -> question.startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(""));

    assertThat(reader.read(Files.readString(file()))).isInstanceOf(Manifest.Valid.class);
  }

  @Test
  void whatIsMissingIsNamedAndNothingIsWritten() {
    CommandReply.Heard heard = (CommandReply.Heard) run(false, Map.of("org", "acme-prod"));

    assertThat(heard.outcome().violations())
        .extracting(v -> v.path())
        .containsExactly("tenant", "loginUrl", "clientId");
    assertThat(file()).doesNotExist();
  }

  @Test
  void aSecretInPlaceOfAReferenceIsRefusedAndNotQuoted() {
    CommandReply.Heard heard =
        (CommandReply.Heard)
            run(
                false,
                Map.of(
                    "tenant", "acme",
                    "org", "acme-prod",
                    "loginUrl", "https://acme.my.salesforce.com",
                    "clientId", "3MVG9abc",
                    "clientSecret", "hunter2hunter2"));

    assertThat(heard.outcome().violations())
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.path()).isEqualTo("clientSecret");
              assertThat(v.toString()).doesNotContain("hunter2");
            });
    assertThat(file()).doesNotExist();
  }

  @Test
  void aFileThatExistsIsNeverWrittenOver() throws Exception {
    Files.writeString(file(), "mine");

    assertThat(run(true, Map.of())).isInstanceOf(CommandReply.Failed.class);
    assertThat(Files.readString(file())).isEqualTo("mine");
  }

  private Path file() {
    return folder.resolve("fleet.yaml");
  }

  private CommandReply run(boolean fromSf, Map<String, String> options) {
    return new InitAction(reader, folder.toString())
        .run(file().toString(), fromSf, options, InitAction.Asker.NOBODY);
  }

  private static String said(CommandReply reply) {
    assertThat(reply).isInstanceOf(CommandReply.Heard.class);
    return ((CommandReply.Heard) reply).outcome().text();
  }

  private void sf(String script) throws IOException {
    Path program = folder.resolve("sf");
    Files.writeString(
        program, "#!/bin/sh\n[ \"$*\" = \"org list --json\" ] || exit 9\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }
}
