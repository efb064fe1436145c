package dev.headroom.access;

/** A user and its name. */
public record Person(String id, String username, String profileId, String profile) {}
