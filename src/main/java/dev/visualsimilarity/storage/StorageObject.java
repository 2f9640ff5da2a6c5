package dev.visualsimilarity.storage;

/**
 * An object that exists.
 *
 * @param uri where it is
 * @param size its length in bytes
 */
public record StorageObject(StorageUri uri, long size) {}
