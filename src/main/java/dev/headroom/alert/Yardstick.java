package dev.headroom.alert;

/**
 * What a limit of an org is judged by.
 *
 * @param levels of its use
 * @param horizons of its projection
 */
public record Yardstick(Levels levels, Horizons horizons) {}
