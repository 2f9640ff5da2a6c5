/** Files with a checksum: how they are written, checked, mapped and read. */
package dev.visualsimilarity.emulator.engine.file;
