/** What an emulator serves beside Vector Search is plugged in here. */
package dev.visualsimilarity.emulator.extension;
