package dev.visualsimilarity.emulator.extension;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an emulator gives to an extension.
 *
 * @param operations starts operations of the emulator's {@code google.longrunning.Operations}
 * @param endpoint {@code http://HOST:PORT} of the emulator; asked for after it has started
 * @param dataDirectory of the emulator, used by no other process; an extension keeps its files in a
 *     folder of its own name there. Empty: nothing outlasts the emulator
 */
public record ExtensionContext(
    LongRunningOperations operations, Supplier<String> endpoint, Optional<Path> dataDirectory) {}
