package dev.visualsimilarity.emulator.service;

import java.util.function.Supplier;

/**
 * HOST:PORT at which clients reach a server; asked for after it has started.
 *
 * @param publicAddress where everything but private endpoints is served
 * @param privateAddress where the deployments of private endpoints answer
 */
public record Addresses(Supplier<String> publicAddress, Supplier<String> privateAddress) {}
