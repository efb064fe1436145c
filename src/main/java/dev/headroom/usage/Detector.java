package dev.headroom.usage;

/** Looks for one pattern in the counted calls of one integration on one day. */
interface Detector {
  /** Takes the next call, in time order. */
  void call(Call call, Endpoint endpoint);

  /** Passes on what was found. */
  void finish(FindingSink to);
}
