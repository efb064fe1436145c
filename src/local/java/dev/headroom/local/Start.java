package dev.headroom.local;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.lang.reflect.InvocationTargetException;

/**
 * Starts {@link Headroom}, unless the Java that runs it is too old.
 *
 * <p>In the packaged program this class is compiled for Java 17, so that such a Java can load it
 * and say what it needs. It must not use any other class of Headroom, and so finds the program by
 * its name.
 */
@QuarkusMain
public final class Start {
  private static final int OLDEST = 21;
  private static final int NOT_STARTED = 1;

  private Start() {}

  /** Runs {@link Headroom#main}. */
  public static void main(String... args) throws ReflectiveOperationException {
    int version = Runtime.version().feature();
    if (version < OLDEST) {
      System.err.println(
          "Headroom needs Java 21 or newer (25 is best), and this is Java "
              + version
              + ". Start it with a newer one, or with \"./mvnw -Plocal package quarkus:run\", which"
              + " finds one.");
      System.exit(NOT_STARTED);
    }
    try {
      Class.forName("dev.headroom.local.Headroom")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
