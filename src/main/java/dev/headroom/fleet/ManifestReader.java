package dev.headroom.fleet;

/** Reads manifests. Needs no network and no store. */
public interface ManifestReader {
  /** Reads and checks {@code text} as a whole; never throws for what is in it. */
  Manifest read(String text);
}
