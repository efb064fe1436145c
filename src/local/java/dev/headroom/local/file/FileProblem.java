package dev.headroom.local.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes a file problem without naming a class. */
public final class FileProblem {
  private static final String UNKNOWN = "input/output error";

  private FileProblem() {}

  /**
   * Returns the reason in a few words that fit into brackets, such as {@code permission denied}. If
   * the operating system gave its own reason, that one is used.
   */
  public static String of(IOException failure) {
    return switch (failure) {
      case AccessDeniedException e -> "permission denied";
      case NoSuchFileException e -> "no such file or folder";
      case NotDirectoryException e -> "it is not a folder";
      case FileAlreadyExistsException e -> "it is not a folder";
      case DirectoryNotEmptyException e -> "the folder is not empty";
      case FileSystemLoopException e -> "a link leads back to itself";
      case FileSystemException e -> words(e.getReason());
      case CharacterCodingException e -> "it is not text";
      default -> words(failure.getMessage());
    };
  }

  private static String words(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      return UNKNOWN;
    }
    String line = reason.lines().findFirst().orElse(UNKNOWN).strip();
    return line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
