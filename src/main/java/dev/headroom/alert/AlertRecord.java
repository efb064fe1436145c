package dev.headroom.alert;

/** One episode of one problem, as stored. */
public record AlertRecord(AlertKey key, Episode episode) {}
