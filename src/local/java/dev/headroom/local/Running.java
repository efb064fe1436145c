package dev.headroom.local;

import dev.headroom.local.dynamodb.LocalDynamoDb;
import dev.headroom.local.file.FileProblem;
import dev.headroom.local.guard.RequestGuard;
import dev.headroom.local.running.RunningFile;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Records in the data folder where commands reach this process, from start to stop. */
@Singleton
class Running {
  private final LocalDynamoDb database;
  private final RequestGuard guard;
  private final String host;
  private final int port;

  Running(
      LocalDynamoDb database,
      RequestGuard guard,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.database = database;
    this.guard = guard;
    this.host = host;
    this.port = port;
  }

  /** Last of everything that starts; the port is opened immediately after it. */
  void onStart(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
    database.folder().ifPresent(this::say);
  }

  private void say(Path folder) {
    try {
      new RunningFile(ProcessHandle.current().pid(), reached(host), port, guard.secret())
          .writeTo(folder);
    } catch (IOException e) {
      Log.warnf(
          "commands cannot ask this Headroom, for %s could not be written (%s): free the disk and"
              + " start again, or use POST /functions/manage",
          folder.resolve(RunningFile.NAME), FileProblem.of(e));
    }
  }

  /** "All addresses of this machine" is not an address to connect to. */
  private static String reached(String host) throws UnknownHostException {
    return InetAddress.getByName(host).isAnyLocalAddress() ? "localhost" : host;
  }

  /** The folder is released after this. */
  void onStop(@Observes ShutdownEvent event) {
    database.folder().ifPresent(Running::unsay);
  }

  private static void unsay(Path folder) {
    try {
      RunningFile.removeFrom(folder);
    } catch (IOException e) {
      Log.debug("the file is removed by whoever takes the folder next", e);
    }
  }
}
