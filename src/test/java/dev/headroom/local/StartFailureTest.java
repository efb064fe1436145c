package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.local.dynamodb.DataFolderException;
import io.quarkus.runtime.QuarkusBindException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What comes up only while the application starts is told as what is found before is. */
class StartFailureTest {
  static final List<Throwable> WRAPPED =
      List.of(
          new DataFolderException("the data folder x is y: do z", new IllegalStateException("a")),
          new StartException("the data folder x is y: do z"));

  @ParameterizedTest
  @FieldSource("WRAPPED")
  void aLineOfOursIsNamedHoweverDeepItIs(Throwable ours) {
    assertThat(StartFailure.line(new RuntimeException("Failed", new RuntimeException(ours))))
        .hasValue("the data folder x is y: do z");
  }

  @Test
  void aPortThatWasTakenMeanwhileIsNamed() {
    assertThat(
            StartFailure.line(
                new RuntimeException(
                    new QuarkusBindException("localhost", 8080, new BindException("in use")))))
        .hasValue(
            "port 8080 is taken: stop what listens there, or set quarkus.http.port to another one");
  }

  @Test
  void aStoreThatFailsIsNamedWithItsKey() {
    assertThat(StartFailure.line(new StoreUnavailableException("could not read the fleet")))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("could not read the fleet")
                    .contains("headroom.local.data"));
  }

  @Test
  void whatNobodyCouldHaveCausedHasNoLine() {
    assertThat(StartFailure.line(new NullPointerException("bug"))).isEmpty();
    assertThat(StartFailure.line(new NullPointerException())).isEmpty();
  }

  @Test
  void aPortSaysWhyItCannotBeOpened() throws Exception {
    String loopback = InetAddress.getLoopbackAddress().getHostAddress();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Port.problem("host.key", loopback, "port.key", taken.getLocalPort()))
          .hasValue(
              "port %d is taken: stop what listens there, or set port.key to another one"
                  .formatted(taken.getLocalPort()));
    }
    assertThat(Port.problem("host.key", loopback, "port.key", 0)).isEmpty();
    assertThat(Port.problem("host.key", "192.0.2.1", "port.key", 0))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("host.key: is not an address of this"));
  }
}
