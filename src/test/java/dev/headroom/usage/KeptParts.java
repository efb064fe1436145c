package dev.headroom.usage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/** Calls as they were kept with 32 bits of each hash. */
public final class KeptParts {
  private KeptParts() {}

  /**
   * One query of each caller, a millisecond apart.
   *
   * @param time of the first
   * @param id of the first; the others have the numbers that follow
   * @param target of all of them
   */
  public static byte[] of(long time, long id, long target, Caller... callers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(1);
      out.writeInt(callers.length);
      for (Caller c : callers) {
        for (String text :
            List.of(
                c.appId(),
                c.appName(),
                c.client(),
                c.user(),
                c.address(),
                c.version(),
                c.userName(),
                c.category())) {
          out.writeUTF(text);
        }
      }
      out.writeInt(1);
      for (String text : List.of("REST", "GET", "/query Lead", "Lead")) {
        out.writeUTF(text);
      }
      int n = callers.length;
      out.writeInt(n);
      out.writeLong(time);
      for (int i = 0; i < n; i++) {
        out.writeByte(i == 0 ? 0 : 1);
      }
      for (int i = 0; i < n; i++) {
        out.writeInt((int) id + i);
      }
      for (int i = 0; i < n; i++) {
        out.writeByte(i);
      }
      // The first endpoint.
      out.write(new byte[n]);
      for (int i = 0; i < n; i++) {
        out.writeInt((int) target);
      }
      for (int i = 0; i < n; i++) {
        // Status 200, in seven bits each.
        out.write(new byte[] {(byte) 0xC8, 1});
      }
      for (int i = 0; i < n; i++) {
        // It counts.
        out.writeByte(1);
      }
      // No page, and no rows.
      out.write(new byte[2 * n]);
    }
    return bytes.toByteArray();
  }
}
