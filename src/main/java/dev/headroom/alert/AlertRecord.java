package dev.headroom.alert;

/** One episode of one problem, as it is kept. */
public record AlertRecord(AlertKey key, Episode episode) {}
