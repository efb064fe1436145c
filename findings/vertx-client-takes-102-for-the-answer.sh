#!/usr/bin/env bash
# Vert.x's HTTP client takes "102 Processing" for the answer and never shows the one that follows.
#
# Package: io.vertx:vertx-core 4.5.27 (Maven Central; the one of Quarkus 3.33), on a JDK of 21 or newer.
# Expected: RFC 9110 section 15.2: a client must be able to take one or more 1xx answers before the final one, expected or not, and may
#   ignore them: a server that says 102 and then 200 has answered 200. So it is for 100 and 103 in this client, and for java.net.http with all.
# Seen: request.send() completes with status 102 and an empty body; the 200 that the server wrote on the same connection is dropped.
#   103 Early Hints before the same answer: 200, with its body.
# Matters to: whoever calls webhooks or APIs of others through Vert.x or the Quarkus REST client: a delivery that was taken, behind a
#   server that reports progress, looks neither taken nor refused and is sent again.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
command -v mvn java > /dev/null || { echo "needs mvn and a JDK of 21 or newer on the PATH" >&2; exit 2; }
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-core</artifactId><version>4.5.27</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=cp
mkdir classes
cat > Show.java <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

public class Show {
  public static void main(String... args) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> {
        while (true) {
          try (var socket = server.accept()) {
            var in = new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream()));
            String path = in.readLine().split(" ")[1];
            while (!in.readLine().isEmpty()) {}
            String interim = path.equals("/none") ? "" : "HTTP/1.1 " + path.substring(1) + " Interim\r\n\r\n";
            socket.getOutputStream().write((interim + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\ntaken").getBytes(StandardCharsets.US_ASCII));
          } catch (java.io.IOException e) { return; }
        }
      });
      int port = server.getLocalPort();
      Vertx vertx = Vertx.vertx();
      var client = vertx.createHttpClient();
      var jdk = HttpClient.newHttpClient();
      for (String before : new String[] {"none", "103", "102"}) {
        String seen = client.request(HttpMethod.GET, port, "127.0.0.1", "/" + before)
            .compose(request -> request.send())
            .compose(response -> response.body().map(body -> response.statusCode() + " " + body))
            .recover(e -> io.vertx.core.Future.succeededFuture("failed " + e.getMessage()))
            .toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        var other = jdk.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + before)).version(HttpClient.Version.HTTP_1_1).build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(before + ": Vert.x " + seen.strip() + ", java.net.http " + other.statusCode() + " " + other.body());
      }
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
    System.exit(0);
  }
}
JAVA
javac -cp "$(cat cp)" -d classes Show.java
timeout 90 java -cp "classes:$(cat cp)" Show 2> log | tee told || { cat log; exit 1; }
diff told - <<'TOLD'
none: Vert.x 200 taken, java.net.http 200 taken
103: Vert.x 200 taken, java.net.http 200 taken
102: Vert.x 102, java.net.http 200 taken
TOLD
echo "as described"
