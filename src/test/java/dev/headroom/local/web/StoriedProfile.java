package dev.headroom.local.web;

/** A program of its own for {@link StoriedOrg}: its alerts stay in memory after it is gone. */
public class StoriedProfile extends WebProfile {}
