package dev.headroom.access;

/** A user by name. */
public record Person(String id, String username, String profileId, String profile) {}
