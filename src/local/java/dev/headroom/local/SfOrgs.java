package dev.headroom.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The orgs that an installed Salesforce CLI is logged in to, by {@code sf org list --json}. Its
 * answer has access tokens: of each org only alias, address and kind are read, everything else is
 * skipped as it arrives and never held.
 */
final class SfOrgs {
  private static final String SF = "sf";
  private static final int MAX_SECONDS = 120;
  private static final int MAX_BYTES = 16 << 20;
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ._@-]{1,80}");
  private static final Pattern ADDRESS = Pattern.compile("https://[A-Za-z0-9.-]{1,200}/?");

  private SfOrgs() {}

  /**
   * An org.
   *
   * @param name its alias, or the first label of its host
   * @param address its own, without a path
   */
  record Known(String name, String address, boolean isScratch) {}

  /** The orgs cannot be listed. The message says why, and quotes nothing that sf said. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  /**
   * Returns the orgs in the order of the answer.
   *
   * @param path the folders in which {@code sf} is looked for
   */
  static List<Known> list(String path) throws UnreadableException {
    Path program = find(path);
    try {
      Process process =
          new ProcessBuilder(program.toString(), "org", "list", "--json")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      Thread.ofVirtual().start(() -> stopLate(process));
      List<Known> orgs;
      try (InputStream out = new Bounded(process.getInputStream(), MAX_BYTES)) {
        orgs = read(out);
      } finally {
        process.destroy();
      }
      return orgs;
    } catch (IOException e) {
      throw new UnreadableException(
          "sf org list --json gave no readable answer: run it yourself and look at what it says");
    }
  }

  private static void stopLate(Process process) {
    try {
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path find(String path) throws UnreadableException {
    for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, SF);
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return program;
      }
    }
    throw new UnreadableException(
        "there is no sf on the PATH: install the Salesforce CLI, or answer the options instead");
  }

  /** Reads {@code result}, whose members are lists of orgs by kind. */
  private static List<Known> read(InputStream in) throws IOException, UnreadableException {
    List<Known> orgs = new ArrayList<>();
    boolean found = false;
    try (JsonParser parser = new JsonFactory().createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isResult = parser.currentName().equals("result");
        if (parser.nextToken() == JsonToken.START_OBJECT && isResult) {
          found = true;
          lists(parser, orgs);
        } else {
          parser.skipChildren();
        }
      }
    }
    if (!found) {
      throw new UnreadableException(
          "sf org list --json has no result: run it yourself and look at what it says");
    }
    return orgs;
  }

  private static void lists(JsonParser parser, List<Known> orgs) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean areScratch = parser.currentName().equals("scratchOrgs");
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == null) {
          throw new IOException("cut off");
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          org(parser, areScratch, orgs);
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private static void org(JsonParser parser, boolean isScratch, List<Known> orgs)
      throws IOException {
    String alias = "";
    String address = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && member.equals("alias")) {
        alias = parser.getText();
      } else if (value == JsonToken.VALUE_STRING && member.equals("instanceUrl")) {
        address = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    Known known = known(alias, address, isScratch);
    if (known != null && !orgs.contains(known)) {
      orgs.add(known);
    }
  }

  /** Null for what is no org: nothing of an unexpected form is shown or written. */
  private static @Nullable Known known(String alias, String address, boolean isScratch) {
    if (!ADDRESS.matcher(address).matches()) {
      return null;
    }
    String bare = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    String host = bare.substring("https://".length());
    int dot = host.indexOf('.');
    String name = PLAIN.matcher(alias).matches() ? alias : dot > 0 ? host.substring(0, dot) : host;
    return new Known(name, bare, isScratch);
  }

  /** An answer that is longer than any real one ends there. */
  private static final class Bounded extends java.io.FilterInputStream {
    private int left;

    Bounded(InputStream in, int most) {
      super(in);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? super.read() : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int got = super.read(to, offset, Math.min(length, left));
      left -= Math.max(0, got);
      return got;
    }
  }
}
