package dev.visualsimilarity.sample.scene;

/** Box blur of a plane of values, the edge repeated outwards. */
final class Blur {

  private Blur() {}

  /** Blurs in both directions, in place. */
  static void box(float[] plane, int width, int height, int radius) {
    if (radius < 1) {
      return;
    }
    float[] line = new float[Math.max(width, height)];
    for (int y = 0; y < height; y++) {
      run(plane, y * width, 1, width, radius, line);
    }
    for (int x = 0; x < width; x++) {
      run(plane, x, width, height, radius, line);
    }
  }

  private static void run(float[] plane, int start, int step, int count, int radius, float[] line) {
    float sum = 0;
    for (int i = -radius; i <= radius; i++) {
      sum += plane[start + step * Math.max(0, Math.min(count - 1, i))];
    }
    float scale = 1f / (2 * radius + 1);
    for (int i = 0; i < count; i++) {
      line[i] = sum * scale;
      int in = Math.min(count - 1, i + radius + 1);
      int out = Math.max(0, i - radius);
      sum += plane[start + step * in] - plane[start + step * out];
    }
    for (int i = 0; i < count; i++) {
      plane[start + step * i] = line[i];
    }
  }
}
