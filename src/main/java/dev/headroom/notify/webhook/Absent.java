package dev.headroom.notify.webhook;

/**
 * A value that a message does not have: written as nothing, false in a condition, {@code null} in
 * JSON, without anything to loop over.
 */
final class Absent extends java.util.AbstractList<Object> {
  static final Absent VALUE = new Absent();

  private Absent() {}

  @Override
  public Object get(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public String toString() {
    return "";
  }
}
