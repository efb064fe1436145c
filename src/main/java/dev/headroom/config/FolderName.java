package dev.headroom.config;

/** A folder within a bucket. */
public final class FolderName extends Text {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public FolderName() {
    super(
        "[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,7}",
        "is not a folder's name",
        "Use letters, digits, '_' and '-', and '/' between folders.");
  }
}
