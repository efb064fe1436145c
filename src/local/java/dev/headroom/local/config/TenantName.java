package dev.headroom.local.config;

import dev.headroom.config.Form;
import dev.headroom.org.TenantId;
import org.jspecify.annotations.Nullable;

/** The id of a tenant; whether a fleet has it is checked later. */
public final class TenantName extends Form<TenantId> {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public TenantName() {
    super("Write the id of a tenant of the manifest.");
  }

  @Override
  public @Nullable TenantId convert(String value) {
    return super.convert(value);
  }

  @Override
  protected TenantId read(String text) {
    try {
      return new TenantId(text);
    } catch (IllegalArgumentException e) {
      throw bad("is not the id of a tenant");
    }
  }
}
