package dev.headroom.local;

import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Violation;
import dev.headroom.local.file.FileProblem;
import dev.headroom.report.ManageReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A manifest in a file. */
public final class FleetFile {
  /** More than the manifest reader accepts, so that it reports the excess. */
  private static final int MAX_BYTES = 4 * 5 * 1024 * 1024 + 1;

  private FleetFile() {}

  /** The file contains no text. The message is one line for a person. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(Path file, String problem) {
      super("the manifest " + file + " " + problem);
    }
  }

  /**
   * Returns the text of {@code file}, as much of it as the reader needs to see that it is too much.
   *
   * @throws UnreadableException if there is no such file or it is not text
   */
  public static String text(Path file) throws UnreadableException {
    if (Files.isDirectory(file)) {
      throw new UnreadableException(file, "is a folder: name the file in it");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(in.readNBytes(MAX_BYTES)))
          .toString();
    } catch (NoSuchFileException e) {
      throw new UnreadableException(file, "does not exist: check its path");
    } catch (CharacterCodingException e) {
      throw new UnreadableException(file, "is not UTF-8 text: save it as UTF-8");
    } catch (IOException e) {
      throw new UnreadableException(
          file, "cannot be read (" + FileProblem.of(e) + "): check its permissions");
    }
  }

  /**
   * Returns what prevents {@code file} from being applied, in one line; empty if it contains a
   * valid manifest. Needs no store.
   *
   * @param out receives the violations, one per line
   */
  static Optional<String> problem(Path file, ManifestReader reader, PrintStream out) {
    try {
      return switch (reader.read(text(file))) {
        case Manifest.Valid valid -> Optional.empty();
        case Manifest.Invalid(var violations) -> {
          print(violations, out);
          yield Optional.of(invalid(file, violations));
        }
      };
    } catch (UnreadableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String invalid(Path file, List<Violation> violations) {
    return "the manifest %s is invalid in %d place%s, listed on standard output: correct it"
        .formatted(file, violations.size(), violations.size() == 1 ? "" : "s");
  }

  /**
   * Applies {@code file}.
   *
   * @param out receives the violations, one per line, if it is not valid, and the warnings if it is
   * @throws StartException if it is not valid, or has no text: then nothing was applied
   */
  static void apply(Path file, ManageCycle cycle, PrintStream out) {
    try {
      ManageReport report =
          // The file is the operator's own, named at this start.
          cycle.run(ManageCycle.Action.APPLY, text(file), LocalUser.by("headroom.fleet"), true);
      if (!report.violations().isEmpty()) {
        print(report.violations(), out);
        throw new StartException("headroom.fleet: " + invalid(file, report.violations()));
      }
      warn(report.warnings(), out);
    } catch (UnreadableException e) {
      throw new StartException("headroom.fleet: " + e.getMessage());
    }
  }

  /** Prints one warning per line. */
  static void warn(List<Violation> warnings, PrintStream out) {
    warnings.forEach(warning -> out.println("warning: " + warning));
  }

  /** Prints one violation per line. */
  static void print(List<Violation> violations, PrintStream out) {
    violations.forEach(violation -> out.println(violation.toString()));
  }
}
