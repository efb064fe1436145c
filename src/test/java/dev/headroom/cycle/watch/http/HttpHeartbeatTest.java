package dev.headroom.cycle.watch.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.auth.LogCanary;
import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.Secrets;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHeartbeatTest {
  private static final SecretRef REF =
      SecretRef.parse("ssm:/headroom/prod/heartbeat/url").orElseThrow();

  private final List<FakeHttp.Request> calls = new ArrayList<>();
  private final LogCanary canary = LogCanary.listening();
  private int status = 200;
  private String address = "https://beat.example/first-s3cret";

  @AfterEach
  void leave() {
    canary.close();
  }

  @Test
  void aPlainAddressIsCalledAndKeptOutOfMessages() {
    assertThat(
            new HttpHeartbeat(
                    new FakeHttp(this::exchange), URI.create("https://beat.example/s3cret"))
                .beat())
        .isTrue();
    assertThat(calls)
        .singleElement()
        .extracting(FakeHttp.Request::place)
        .asString()
        .doesNotContain("s3cret");
  }

  @Test
  void theAddressBehindAReferenceIsReadBeforeEachBeat() {
    HttpHeartbeat heartbeat = new HttpHeartbeat(new FakeHttp(this::exchange), secrets(), REF);

    assertThat(heartbeat.beat()).isTrue();
    address = "https://beat.example/second-s3cret";
    assertThat(heartbeat.beat()).isTrue();

    assertThat(calls)
        .extracting(call -> call.uri().toString())
        .containsExactly("https://beat.example/first-s3cret", "https://beat.example/second-s3cret");
    assertThat(calls)
        .extracting(FakeHttp.Request::place)
        .noneMatch(place -> place.contains("s3cret"));
  }

  @Test
  void anAnswerOtherThanSuccessIsABeatWithoutSuccess() {
    status = 500;
    assertThat(new HttpHeartbeat(new FakeHttp(this::exchange), secrets(), REF).beat()).isFalse();
  }

  @Test
  void aSecretThatCannotBeReadIsABeatWithoutSuccessAndTheReasonIsLogged() {
    Secrets none =
        ref -> {
          throw new SecretUnavailableException("The secret " + ref + " cannot be read: no such.");
        };
    assertThat(new HttpHeartbeat(new FakeHttp(this::exchange), none, REF).beat()).isFalse();
    assertThat(calls).isEmpty();
    assertThat(logged()).singleElement().asString().contains(REF.toString(), "no such");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret",
        "ftp://beat.example/s3cret",
        "https:///s3cret",
        "https://beat.example/s3cret two",
        "ssm:/s3cret"
      })
  void aSecretWithoutAnAddressFailsTheHeartbeatAndIsNotShown(String text) {
    address = text;
    assertThat(new HttpHeartbeat(new FakeHttp(this::exchange), secrets(), REF).beat()).isFalse();
    assertThat(calls).isEmpty();
    assertThat(logged())
        .singleElement()
        .asString()
        .contains(REF.toString(), "holds no http or https URL")
        .doesNotContain("s3cret");
  }

  private List<String> logged() {
    return canary.lines().stream()
        .filter(line -> line.startsWith(HttpHeartbeat.class.getName()))
        .toList();
  }

  private Secrets secrets() {
    return ref -> Secret.of(address);
  }

  private HttpOutcome exchange(FakeHttp.Request call) {
    calls.add(call);
    return new HttpOutcome.Reply(status, Map.of(), HttpBody.EMPTY);
  }
}
