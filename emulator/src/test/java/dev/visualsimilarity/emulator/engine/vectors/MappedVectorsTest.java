package dev.visualsimilarity.emulator.engine.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.emulator.engine.file.IndexFile;
import dev.visualsimilarity.emulator.engine.file.IndexFileException;
import dev.visualsimilarity.emulator.engine.file.PayloadWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedVectorsTest {
  private static final int COLUMNS = 10_000;

  @TempDir Path folder;

  @Test
  void rowsAreReadAcrossPiecesAndInBlocks() throws IOException {
    int rows = 60;
    IndexFile file = write(rows);
    // A block has 4 rows of 40 kB, and so has a piece.
    MappedVectors vectors = MappedVectors.map(file, rows, COLUMNS, 200_000);
    RowCursor cursor = vectors.cursor();

    assertThat(vectors.rowsPerBlock()).isEqualTo(4);
    for (int from = 0; from < rows; from += 4) {
      cursor.move(from, 4);
      for (int i = 0; i < 4; i++) {
        int at = cursor.offset() + i * COLUMNS;
        assertThat(cursor.array()[at]).isEqualTo(from + i);
        assertThat(cursor.array()[at + COLUMNS - 1]).isEqualTo(-from - i);
      }
    }
    assertThat(vectors.copyOfRow(59)[0]).isEqualTo(59);
  }

  @Test
  void refusesAFileOfAnotherSize() throws IOException {
    IndexFile file = write(2);

    assertThatThrownBy(() -> MappedVectors.map(file, 3, COLUMNS))
        .isInstanceOf(IndexFileException.class)
        .hasMessageContainingAll("vectors.bin", "80000 bytes", "120000");
  }

  private IndexFile write(int rows) throws IOException {
    Path path = folder.resolve("vectors.bin");
    float[] row = new float[COLUMNS];
    try (PayloadWriter out = new PayloadWriter(path, "vectors")) {
      for (int i = 0; i < rows; i++) {
        row[0] = i;
        row[COLUMNS - 1] = -i;
        out.writeFloats(row, 0, COLUMNS);
      }
      out.finish();
    }
    return IndexFile.check(path, "vectors");
  }
}
