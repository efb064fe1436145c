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

/** Keeps files private from other users of this machine. The owner's permissions are unchanged. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /** Returns the attributes for creating a folder, and missing folders above it. */
  public static FileAttribute<?>[] ofNewFolder(Path folder) {
    return attributes(folder, "rwx------");
  }

  /** Returns the attributes for creating a file. */
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
   * Removes the permissions of group and others.
   *
   * @return why others may still have access, in a few words; empty if they do not
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
        // By its path: a view that follows no links opens and closes the file, and with that POSIX
        // releases every lock that this process has on it.
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
