package dev.headroom.config;

/** The name of a DynamoDB table. */
public final class TableName extends Text {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public TableName() {
    super(
        "[A-Za-z0-9_.-]{3,255}",
        "is not a table's name",
        "Use 3 to 255 of letters, digits, '_', '-' and '.'.");
  }
}
