package dev.headroom.usage;

/**
 * The parts of a row that have few values, shared by many rows.
 *
 * @param family API family
 * @param method HTTP method
 * @param object name of the object, or ""
 * @param status HTTP status, 0 if there is none
 * @param counted whether it counts against the allocation
 * @param file number of the file it was read from, which breaks ties
 */
public record RequestKind(
    String family, String method, String object, int status, boolean counted, int file) {}
