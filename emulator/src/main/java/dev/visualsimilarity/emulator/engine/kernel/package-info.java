/** The inner loops over vectors, in scalar code and in the processor's vector instructions. */
package dev.visualsimilarity.emulator.engine.kernel;
