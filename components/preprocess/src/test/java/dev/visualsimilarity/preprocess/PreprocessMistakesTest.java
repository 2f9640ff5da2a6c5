package dev.visualsimilarity.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.error.ExitCode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessMistakesTest {

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();
  private Path catalog;

  @BeforeEach
  void writeACatalog() throws IOException {
    catalog = folder.resolve("catalog.csv");
    Files.writeString(catalog, "id,image,category\na,images/a.jpg,mugs\n");
  }

  @Test
  void aQuoteThatIsNeverClosedIsFoundBeforeAnyWork() throws IOException {
    Files.writeString(catalog, "id,image,category\na,a.jpg,\"x\nb,b.jpg,y\n");
    assertThat(run()).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString()).contains("the quote that opens in line 2 is never closed");
    assertThat(folder.resolve("tensors")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--image-height|-1|image height -1 is out of range; allowed are 1 to 4096",
        "--image-width|4097|image width 4097 is out of range",
        "--image-width|many|Invalid value for option '--image-width'",
        "--shard-size|0|shard size 0 is out of range; allowed is 1 and more",
        "--max-reject-fraction|1.5|max reject fraction 1.5 is out of range; allowed are 0 to 1",
        "--max-reject-fraction|NaN|max reject fraction NaN is out of range",
        "--model-uri|nowhere|model nowhere has no saved_model.pb; give the directory",
        "--tensor-type|half|tensor type 'half' is unknown; allowed are float32 and uint8",
        "--id-column|sku|has no column 'sku' (id_column); its columns are id, image, category",
        "--restrict-columns|[\"colour\"]|has no column 'colour' (restrict_columns)",
        "--restrict-columns|[null]|not a list: [null]; give a JSON array of strings",
        "--label-column|product|has no column 'product' (label_column); its columns are id, image, category",
        "--catalog-uri|nowhere.csv|nowhere.csv does not exist",
        "--catalog-uri|https://x/c.csv|scheme https",
        "--catalog-uri|''|no catalog is given",
        "--tensors-uri|''|a URI is empty",
      })
  void aBadParameterIsOneLineAndExitCode2(String flag, String value, String message) {
    String given = value.equals("''") ? "" : value;
    assertThat(run(flag, given)).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString()).startsWith("preprocess: ").contains(message).doesNotContain("\tat ");
    assertThat(folder.resolve("tensors")).doesNotExist();
  }

  private int run(String... flags) {
    return PreprocessCommand.run(catalog, folder, err, flags);
  }
}
