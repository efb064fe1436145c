package dev.headroom.usage;

/**
 * The parts of a row that are few and the same for many rows.
 *
 * @param family API family
 * @param method HTTP method
 * @param object name of the object, or ""
 * @param status HTTP status, 0 when there is none
 * @param counted whether it counts against the allocation
 * @param file number of the file that it is read from, by which ties are told
 */
public record RequestKind(
    String family, String method, String object, int status, boolean counted, int file) {}
