package dev.headroom.local.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Keeps files from other users of this machine. What the owner may do stays as it is. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /** What a folder, and those above it that are missing too, are made with. */
  public static FileAttribute<?>[] ofNewFolder(Path folder) {
    return attributes(folder, "rwx------");
  }

  /** What a file is made with. */
  public static FileAttribute<?>[] ofNewFile(Path file) {
    return attributes(file, "rw-------");
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Takes the rights of group and others away.
   *
   * @return why others may still get at it, in a few words; empty when they cannot
   */
  public static Optional<String> tighten(Path path) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return Optional.of("its file system has no permissions of that kind");
    }
    try {
      Set<PosixFilePermission> owners = owners(view);
      if (!owners.equals(view.readAttributes().permissions())) {
        // By its path: a view that follows no links opens the file and closes it again, and with
        // that POSIX takes away every lock that this process has on it.
        Files.setPosixFilePermissions(path, owners);
      }
      return owners.equals(view.readAttributes().permissions())
          ? Optional.empty()
          : Optional.of("its file system does not keep permissions");
    } catch (IOException e) {
      return Optional.of(FileProblem.of(e));
    } catch (UnsupportedOperationException e) {
      return Optional.of("its file system has no permissions of that kind");
    }
  }

  private static Set<PosixFilePermission> owners(PosixFileAttributeView view) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(view.readAttributes().permissions());
    permissions.retainAll(OWNER);
    return permissions;
  }
}
