package dev.visualsimilarity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsLedgerTest {

  @TempDir private Path folder;

  @Test
  void writesALineOfJsonAnItem() throws IOException {
    try (RejectsLedger ledger = begin()) {
      ledger.add(
          new Reject("a", "/x/a.jpg", Stage.DECODE, RejectReason.NOT_AN_IMAGE, "\"<html>\"\n…"));
      ledger.add(new Reject("", "/x/c.csv", Stage.CATALOG, RejectReason.INVALID_ID, "line 3"));
      ledger.commit();
    }
    assertThat(folder.resolve("rejects"))
        .hasContent(
            """
            {"id":"a","uri":"/x/a.jpg","stage":"decode","reason":"not_an_image","message":"\\"<html>\\"\\n…"}
            {"id":"","uri":"/x/c.csv","stage":"catalog","reason":"invalid_id","message":"line 3"}
            """);
  }

  @Test
  void leavesNothingWithoutACommit() throws IOException {
    try (RejectsLedger ledger = begin()) {
      ledger.add(new Reject("a", "", Stage.READ, RejectReason.MISSING, ""));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void tooManyRejectsNameTheFiveCommonestReasons() throws IOException {
    try (RejectsLedger ledger = begin()) {
      int times = 0;
      for (RejectReason reason : RejectReason.values()) {
        times++;
        for (int i = 0; i < times; i++) {
          ledger.add(new Reject("a" + i, "/x/" + i, Stage.READ, reason, "all 0\nand more"));
        }
      }
      long count = ledger.count();
      UserException e =
          catchThrowableOfType(UserException.class, () -> ledger.check(2 * count, 0.25));
      assertThat(e.exitCode()).isEqualTo(ExitCode.TOO_MANY_REJECTS);
      assertThat(e)
          .hasMessage(
              "%d of %d items rejected, more than max_reject_fraction 0.25 allows: 14 zero_vector, 13 not_finite, 12 corrupt, 11 truncated, 10 too_large (the first zero_vector: a0, /x/0: all 0); each is listed in %s/rejects"
                  .formatted(count, 2 * count, folder));
    }
  }

  @Test
  void theFractionItselfIsAllowed() throws IOException {
    try (RejectsLedger ledger = begin()) {
      assertThatCode(() -> ledger.check(0, 0)).doesNotThrowAnyException();
      ledger.add(new Reject("a", "", Stage.READ, RejectReason.MISSING, ""));
      assertThatCode(() -> ledger.check(20, 0.05)).doesNotThrowAnyException();
      assertThat(catchThrowableOfType(UserException.class, () -> ledger.check(19, 0.05)))
          .isNotNull();
    }
  }

  private RejectsLedger begin() throws IOException {
    return RejectsLedger.begin(new LocalStorage(), StorageUri.local(folder.resolve("rejects")));
  }
}
