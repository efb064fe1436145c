package dev.headroom.fleet;

/** Reads manifests. Needs no network and no store. */
public interface ManifestReader {
  /** Reads and checks the whole of {@code text}; never throws because of its content. */
  Manifest read(String text);
}
