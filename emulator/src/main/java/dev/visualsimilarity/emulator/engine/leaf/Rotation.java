package dev.visualsimilarity.emulator.engine.leaf;

import java.util.Random;

/**
 * A random orthogonal map, which spreads what is in a few components over all of them, and keeps
 * lengths and dot products. Three times: the components change places and some their signs, then
 * pieces of a power of two of them go through a Walsh-Hadamard transform. That costs n log n
 * operations, where a random matrix would cost n * n.
 *
 * <p>The same on every machine: {@link Random} is specified. Immutable.
 */
final class Rotation {
  private static final long SEED = 20_260_102;
  private static final int ROUNDS = 3;

  private final int size;
  private final int pieceSize;
  private final int[][] places = new int[ROUNDS][];
  private final float[][] signs = new float[ROUNDS][];

  /** Maps {@code size} components, a multiple of 64. */
  Rotation(int size) {
    this.size = size;
    this.pieceSize = Integer.lowestOneBit(size);
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      places[round] = shuffled(size, random);
      signs[round] = new float[size];
      for (int i = 0; i < size; i++) {
        // Divided by the square root, the transform keeps lengths.
        signs[round][i] = (float) ((random.nextBoolean() ? 1 : -1) / Math.sqrt(pieceSize));
      }
    }
  }

  /** The image of a vector of at most {@code size} components; missing ones are 0. */
  float[] apply(float[] vector) {
    float[] from = new float[size];
    System.arraycopy(vector, 0, from, 0, vector.length);
    float[] to = new float[size];
    for (int round = 0; round < ROUNDS; round++) {
      int[] placesOfRound = places[round];
      float[] signsOfRound = signs[round];
      for (int i = 0; i < size; i++) {
        to[i] = signsOfRound[i] * from[placesOfRound[i]];
      }
      for (int piece = 0; piece < size; piece += pieceSize) {
        transform(to, piece, pieceSize);
      }
      float[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  /** The fast Walsh-Hadamard transform, in place and not normalised. */
  private static void transform(float[] values, int start, int length) {
    for (int half = 1; half < length; half *= 2) {
      for (int i = start; i < start + length; i += 2 * half) {
        for (int j = i; j < i + half; j++) {
          float left = values[j];
          float right = values[j + half];
          values[j] = left + right;
          values[j + half] = left - right;
        }
      }
    }
  }

  private static int[] shuffled(int count, Random random) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }
}
